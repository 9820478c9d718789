//! Saved views of the lists of cases and of conversations: one's own, the team's, everybody's, and those policy gives (CHN-9).

use std::collections::BTreeMap;

use axum::http::Uri;
use base::Result;
use base::ids::{TagId, ViewId};
use db::Tx;
use db::events::{About, emit};
use serde::{Deserialize, Serialize};
use web::{Actor, Lang};

use super::ask::{filter_of, split};
use super::{ListQuery, shown};
use crate::Desk;
use crate::events::ViewShared;
use crate::model::{Asker, Rulebook, ViewList};
use crate::refused::Refused;
use crate::rules::{said, views};
use crate::store;
use crate::store::views::View;

/// A view to be saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// Its name.
    pub name: String,
    /// The list's query, as in the address bar.
    pub query: String,
    /// Columns beside those every list has: fields of the form.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Whether the team sees it.
    #[serde(default)]
    pub shared: bool,
    /// `own`, `team` or `all`; goes before `shared`. Sharing with all is for supervisors.
    #[serde(default)]
    pub sharing: Option<String>,
    /// Of which list it is; of cases when left out.
    #[serde(default)]
    pub list: ViewList,
}

/// Of which list views are asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ViewsOf {
    /// Of cases when left out.
    #[serde(default)]
    #[param(inline)]
    pub list: ViewList,
}

/// A view to be changed; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditView {
    /// The version that was read.
    pub version: i64,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// The list's query.
    #[serde(default)]
    pub query: Option<String>,
    /// Columns beside those every list has.
    #[serde(default)]
    pub columns: Option<Vec<String>>,
    /// `own`, `team` or `all`.
    #[serde(default)]
    pub sharing: Option<String>,
}

/// How many cases a pinned view shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
pub struct ViewCount {
    /// The view.
    pub id: String,
    /// How many, up to the bound.
    pub count: i64,
    /// Whether there are more than that.
    pub more: bool,
}

/// Counters in the navigation say no more than this; beyond it they say "99+".
const MOST_COUNTED: i64 = 99;

/// What stands before the id of a view that policy gives.
const OF_POLICY: &str = "policy:";

/// The list's query out of the text of the address bar; nothing when it cannot be read any more.
pub(super) fn read(query: &str) -> Option<ListQuery> {
    written(query)
}

/// The same of a list that is not read here.
fn pairs(query: &str) -> Option<BTreeMap<String, String>> {
    written(query)
}

#[expect(clippy::disallowed_types, reason = "no request is answered here")]
fn written<T: serde::de::DeserializeOwned>(query: &str) -> Option<T> {
    let uri: Uri = format!("/?{query}").parse().ok()?;
    Some(axum::extract::Query::try_from_uri(&uri).ok()?.0)
}

impl Desk {
    /// The views of a list that the actor sees, those of policy first.
    ///
    /// # Errors
    /// Refused to those who do not see the list.
    pub fn views(&self, tx: &mut Tx<'_>, me: &Actor, lang: Lang, list: ViewList) -> Result<Vec<shown::View>> {
        me.may(list.right(me))?;
        let (who, book) = (Asker::of_list(me, list), self.rules().now(tx)?);
        let tags = store::tags::all(tx)?;
        let pinned = who.person.as_ref().map(|it| store::views::pinned(tx, it)).transpose()?.unwrap_or_default();
        let gone = |query: &str, columns: &[String]| match list {
            ViewList::Cases => gone(&book, &tags, query, columns),
            ViewList::Conversations => gone_of_conversations(&book, &tags, query),
        };
        let mut all = if list == ViewList::Cases { given(tx, me, &book, lang)? } else { Vec::new() };
        for it in &mut all {
            it.gone = gone(&it.query, &it.columns);
        }
        for it in store::views::seen(tx, &who, list)? {
            let mut view = shown_view(&it, &who);
            view.pinned = pinned.contains(&view.id);
            view.gone = gone(&view.query, &view.columns);
            all.push(view);
        }
        Ok(all)
    }

    /// How many cases each pinned view shows, counted up to a bound.
    pub fn view_counts(&self, tx: &mut Tx<'_>, me: &Actor, lang: Lang) -> Result<Vec<ViewCount>> {
        let (who, book) = (Asker::of(me), self.rules().now(tx)?);
        let pinned =
            self.views(tx, me, lang, ViewList::Cases)?.into_iter().filter(|it| it.pinned && it.gone.is_empty());
        let mut counts = Vec::new();
        for view in pinned {
            let Some(query) = read(&view.query) else { continue };
            let filter = filter_of(tx, &who, &query, &book)?;
            let count = store::list::count(tx, &who, &filter, MOST_COUNTED + 1)?;
            counts.push(ViewCount { id: view.id, count: count.min(MOST_COUNTED), more: count > MOST_COUNTED });
        }
        Ok(counts)
    }

    /// Saves a view.
    ///
    /// # Errors
    /// Refused to those who do not see the list, without a name, with an unknown way of sharing, and when somebody who is no supervisor shares with all.
    pub fn save_view(&self, tx: &mut Tx<'_>, me: &Actor, new: &NewView) -> Result<shown::View> {
        me.may(new.list.right(me))?;
        let who = Asker::of_list(me, new.list);
        let sharing = new.sharing.clone().unwrap_or_else(|| if new.shared { "team" } else { "own" }.to_owned());
        views::check_sharing(&who, &sharing)?;
        let view = View {
            id: tx.id(),
            owner_id: me.me()?.clone(),
            unit_id: me.unit.clone(),
            name: name(&new.name)?,
            sharing,
            query: query(&new.query),
            made_ms: tx.now(),
            columns: new.columns.join(","),
            version: 1,
            list: new.list,
        };
        store::views::insert(tx, &view)?;
        tell(tx, me, &view, None, Some(&view.sharing))?;
        Ok(shown_view(&view, &who))
    }

    /// Changes a view.
    ///
    /// # Errors
    /// Refused as not found when it is out of sight, as another's, and when somebody else changed it meanwhile.
    pub fn edit_view(&self, tx: &mut Tx<'_>, me: &Actor, id: &ViewId, edit: &EditView) -> Result<shown::View> {
        let (mut view, who) = own_view(tx, me, id)?;
        let was = view.sharing.clone();
        if let Some(sharing) = &edit.sharing {
            views::check_sharing(&who, sharing)?;
            view.sharing.clone_from(sharing);
        }
        if let Some(given) = &edit.name {
            view.name = name(given)?;
        }
        if let Some(given) = &edit.query {
            view.query = query(given);
        }
        if let Some(columns) = &edit.columns {
            view.columns = columns.join(",");
        }
        if !store::views::save(tx, &view, edit.version)? {
            return Err(Refused::ChangedMeanwhile.into());
        }
        view.version = edit.version + 1;
        tell(tx, me, &view, Some(&was), Some(&view.sharing))?;
        Ok(shown_view(&view, &who))
    }

    /// Takes a view away.
    ///
    /// # Errors
    /// Refused as not found when the actor may not change it.
    pub fn forget_view(&self, tx: &mut Tx<'_>, me: &Actor, id: &ViewId) -> Result<()> {
        let (view, _) = own_view(tx, me, id)?;
        tell(tx, me, &view, Some(&view.sharing), None)?;
        store::views::delete(tx, id)
    }

    /// Pins a view to the actor's navigation, or takes the pin out.
    ///
    /// # Errors
    /// Refused as not found when it is out of sight.
    pub fn pin_view(&self, tx: &mut Tx<'_>, me: &Actor, id: &ViewId, is_pinned: bool) -> Result<()> {
        seen_view(tx, me, id)?;
        store::views::pin(tx, me.me()?, id, is_pinned)
    }
}

/// Puts on record what others saw or see of a view. What one keeps for oneself is nobody's business.
fn tell(tx: &mut Tx<'_>, me: &Actor, it: &View, was: Option<&str>, sharing: Option<&str>) -> Result<()> {
    if [was, sharing].into_iter().flatten().all(|it| it == "own") {
        return Ok(());
    }
    let told = ViewShared {
        view: it.id.clone(),
        list: it.list,
        name: it.name.clone(),
        was: was.map(str::to_owned),
        sharing: sharing.map(str::to_owned),
        query: it.query.clone(),
    };
    emit(tx, me.by(), About::default(), None, &told)
}

/// The views that policy gives the actor; they stand in the navigation.
fn given(tx: &mut Tx<'_>, me: &Actor, book: &Rulebook, lang: Lang) -> Result<Vec<shown::View>> {
    let all = &book.cases.views;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let roles = me.by().map(|it| people::api::roles_of(tx, it)).transpose()?.unwrap_or_default();
    let own = all.iter().filter(|it| it.roles.is_empty() || it.roles.iter().any(|one| roles.contains(one)));
    let one = |it: &policy::model::DefaultView| shown::View {
        id: format!("{OF_POLICY}{}", it.id),
        name: if lang == Lang::En { it.name.en.clone() } else { it.name.zh.clone() },
        query: it.query.clone(),
        columns: it.columns.clone(),
        pinned: true,
        may_edit: false,
        gone: Vec::new(),
        version: 0,
        shared: true,
        mine: false,
        sharing: "policy".to_owned(),
        list: ViewList::Cases,
    };
    Ok(own.map(one).collect())
}

/// A view that the actor sees, and who they are to its list.
fn seen_view(tx: &mut Tx<'_>, me: &Actor, id: &ViewId) -> Result<(View, Asker)> {
    let list = store::views::list_of(tx, id)?.ok_or(Refused::NoView)?;
    me.may(list.right(me)).map_err(|_| Refused::NoView)?;
    let who = Asker::of_list(me, list);
    let view = store::views::one(tx, &who, id)?.ok_or(Refused::NoView)?;
    Ok((view, who))
}

/// A view that the actor may change.
fn own_view(tx: &mut Tx<'_>, me: &Actor, id: &ViewId) -> Result<(View, Asker)> {
    let (view, who) = seen_view(tx, me, id)?;
    if may_edit(&view, &who) { Ok((view, who)) } else { Err(Refused::NoView.into()) }
}

fn may_edit(it: &View, who: &Asker) -> bool {
    views::may_change(who, &it.owner_id, &it.sharing, it.unit_id.as_ref())
}

fn name(given: &str) -> Result<String> {
    Ok(said(Some(given)).ok_or(Refused::TextMissing)?.chars().take(60).collect())
}

fn query(given: &str) -> String {
    given.chars().take(2_000).collect()
}

/// What a view refers to that is not there any more.
fn gone(book: &Rulebook, tags: &[store::tags::Tag], query: &str, columns: &[String]) -> Vec<String> {
    let Some(it) = read(query) else { return vec![query.to_owned()] };
    let words = [
        ("kind", &it.kind, book.cases.kinds.iter().map(|it| it.id.as_str()).collect::<Vec<_>>()),
        ("class", &it.class, book.cases.classes.iter().map(|it| it.id.as_str()).collect()),
        ("priority", &it.priority, book.cases.priorities.iter().map(|it| it.id.as_str()).collect()),
        ("step", &it.step, book.cases.steps.iter().map(|it| it.id.as_str()).collect()),
        ("channel", &it.channel, book.channels.channels.iter().map(|it| it.id.as_str()).collect()),
    ];
    let unknown = words.into_iter().filter_map(|(name, word, known)| {
        let word = word.as_deref().filter(|it| !known.contains(it))?;
        Some(format!("{name}={word}"))
    });
    let answers = split(it.answers.as_deref(), ';').into_iter().filter(|one| !views::is_asked(book, one));
    let wanted = [it.tags.as_deref(), it.all_tags.as_deref()];
    let columns = columns.iter().filter(|it| book.cases.field(it).is_none()).map(|it| format!("columns={it}"));
    unknown
        .chain(answers.map(str::to_owned))
        .chain(wanted.into_iter().flat_map(|it| retired(tags, it)))
        .chain(columns)
        .collect()
}

/// The tags of a query that are not in use any more, by their names.
fn retired<'t>(tags: &'t [store::tags::Tag], wanted: Option<&'t str>) -> impl Iterator<Item = String> + 't {
    let in_use = |id: &str| tags.iter().any(|it| it.id.as_str() == id && it.retired_ms.is_none());
    let called = |id: &str| {
        let tag = id.parse::<TagId>().ok().and_then(|id| tags.iter().find(|it| it.id == id));
        tag.map_or_else(|| id.to_owned(), |it| it.name.clone())
    };
    split(wanted, ',').into_iter().filter(move |id| !in_use(id)).map(move |id| format!("tags={}", called(id)))
}

/// The same of a view of conversations.
fn gone_of_conversations(book: &Rulebook, tags: &[store::tags::Tag], query: &str) -> Vec<String> {
    let Some(it) = pairs(query) else { return vec![query.to_owned()] };
    let known = |id: &String| book.channels.channels.iter().any(|it| it.id == *id);
    let channel = it.get("channel").filter(|it| !known(it)).map(|it| format!("channel={it}"));
    channel.into_iter().chain(retired(tags, it.get("tags").map(String::as_str))).collect()
}

fn shown_view(it: &View, who: &Asker) -> shown::View {
    shown::View {
        id: it.id.to_string(),
        name: it.name.clone(),
        query: it.query.clone(),
        columns: split(Some(&it.columns), ',').into_iter().map(str::to_owned).collect(),
        pinned: false,
        may_edit: may_edit(it, who),
        gone: Vec::new(),
        version: it.version,
        shared: it.sharing != "own",
        mine: who.is(Some(&it.owner_id)),
        sharing: it.sharing.clone(),
        list: it.list,
    }
}
