//! Templates of cases, and of answers (快捷回复): mine, the team's, everybody's; filled with what is known (CHN-9).

use std::collections::BTreeMap;

use base::ids::{CaseId, TagId, TemplateId};
use base::{Result, Stamp};
use db::events::{About, emit};
use db::{Json, Tx};
use policy::model::{ClosingSummary, Conversations, Routing};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::naming::Naming;
use super::page::Words;
use super::shown::Named;
use super::{answers, customer};
use crate::Desk;
use crate::events::TemplateChanged;
use crate::model::{Afterwards, Asker, Case, Fields, Rulebook, TemplateSays};
use crate::refused::Refused;
use crate::rules::{filling, said, views};
use crate::store;

/// A template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseTemplate)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// `case` or `answer`.
    pub sort: String,
    /// Its name.
    pub name: String,
    /// What it fills in.
    pub says: TemplateSays,
    /// `own`, `team` or `all`.
    pub sharing: String,
    /// Whether it is the asker's own.
    pub mine: bool,
    /// Whether the asker may change it.
    pub may_edit: bool,
    /// How many times it was used.
    pub uses: i64,
    /// Give it back when changing.
    pub version: i64,
}

/// A template to be saved, new or over one that is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// `case` or `answer`.
    pub sort: String,
    /// Its name.
    pub name: String,
    /// What it fills in.
    pub says: TemplateSays,
    /// `own`, `team` or `all`. Sharing with all is for supervisors.
    pub sharing: String,
    /// The version that was read, when one is changed.
    #[serde(default)]
    pub version: Option<i64>,
}

/// A template as it once was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TemplateVersion {
    /// Counts from 1.
    pub version: i64,
    /// Its name then.
    pub name: String,
    /// What it filled in.
    pub says: TemplateSays,
    /// Who wrote it.
    pub by: Named,
    /// When.
    pub at: Stamp,
}

/// What a template is to be filled for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FillTemplate {
    /// The case it is for; nothing when one is being taken in.
    #[serde(default)]
    pub case_id: Option<CaseId>,
    /// Whether it is used now, and counted, or only looked at.
    #[serde(default)]
    pub used: bool,
}

/// A template with its variables filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = FilledTemplate)]
pub struct Filled {
    /// What it fills in; words that are personal stay masked.
    pub says: TemplateSays,
    /// Variables that have no value here; they stay in the text as they are.
    pub missing: Vec<String>,
}

impl Desk {
    /// The templates of a sort that the actor sees, those used most first.
    pub fn templates(&self, tx: &mut Tx<'_>, me: &Actor, sort: &str) -> Result<Vec<Template>> {
        check_sort(sort)?;
        let who = Asker::of(me);
        Ok(store::templates::seen(tx, &who, sort)?.into_iter().map(|it| shown(it, &who)).collect())
    }

    /// Saves a template; over another one when its id is given.
    ///
    /// # Errors
    /// Refused without a name or a text, with variables that stand for nothing, with words that are not the policy's,
    /// over another's, and where somebody else changed it meanwhile.
    pub fn save_template(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: Option<&TemplateId>,
        new: &NewTemplate,
    ) -> Result<Template> {
        let (who, book) = (Asker::of(me), self.rules().now(tx)?);
        views::check_sharing(&who, &new.sharing)?;
        check_sort(&new.sort)?;
        check_says(&book, &new.says)?;
        check_afterwards(&book, tx.now(), new)?;
        let tags: Vec<TagId> = new.says.tags.iter().filter_map(|it| it.parse().ok()).collect();
        let known = store::tags::by_ids(tx, &tags)?;
        crate::rules::tags::check(book.cases.tags.at_most, &tags, &store::tags::in_use(&known))?;
        let name = said(Some(&new.name)).ok_or(Refused::TextMissing)?.chars().take(60).collect();
        let mut it = match id {
            Some(id) => own(tx, &who, id)?,
            None => store::templates::Template {
                id: tx.id(),
                sort: new.sort.clone(),
                owner_id: me.me()?.clone(),
                unit_id: me.unit.clone(),
                sharing: String::new(),
                name: String::new(),
                says: Json::default(),
                uses: 0,
                made_ms: tx.now(),
                version: 1,
            },
        };
        (it.name, it.sharing, it.says) = (name, new.sharing.clone(), Json(new.says.clone()));
        if id.is_some() {
            let seen = new.version.unwrap_or(it.version);
            if !store::templates::save(tx, &it, seen)? {
                return Err(Refused::ChangedMeanwhile.into());
            }
            it.version = seen + 1;
        } else {
            store::templates::insert(tx, &it)?;
        }
        store::templates::keep(tx, &it, me.me()?)?;
        tell(tx, me, &it, Some(&it.sharing))?;
        Ok(shown(it, &who))
    }

    /// Takes a template away; its versions stay.
    ///
    /// # Errors
    /// Refused as not found when the actor may not change it.
    pub fn forget_template(&self, tx: &mut Tx<'_>, me: &Actor, id: &TemplateId) -> Result<()> {
        let it = own(tx, &Asker::of(me), id)?;
        tell(tx, me, &it, None)?;
        store::templates::forget(tx, id)
    }

    /// The versions of a template, the newest first.
    ///
    /// # Errors
    /// Refused as not found when it is out of sight.
    pub fn template_versions(&self, tx: &mut Tx<'_>, me: &Actor, id: &TemplateId) -> Result<Vec<TemplateVersion>> {
        store::templates::one(tx, &Asker::of(me), id)?.ok_or(Refused::NoTemplate)?;
        let found = store::templates::versions(tx, id)?;
        let mut naming = Naming::default();
        naming.people(found.iter().map(|it| &it.by_id)).ask(self, tx)?;
        let one = |it: store::templates::Past| TemplateVersion {
            by: naming.person(&it.by_id),
            version: it.version,
            name: it.name,
            says: it.says.0,
            at: it.at_ms,
        };
        Ok(found.into_iter().map(one).collect())
    }

    /// A template filled with what is known of a case and of the actor.
    ///
    /// # Errors
    /// Refused as not found when the template or the case is out of sight.
    pub fn fill_template(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &TemplateId,
        how: &FillTemplate,
        words: Words<'_>,
    ) -> Result<Filled> {
        let who = Asker::of(me);
        let mut says = store::templates::one(tx, &who, id)?.ok_or(Refused::NoTemplate)?.says.0;
        let case = how.case_id.as_ref().map(|it| store::case::seen(tx, &who, it)).transpose()?;
        let values = self.values(tx, me, case.as_ref(), words)?;
        let (text, mut missing) = filling::fill(&says.text, &values);
        says.text = text;
        if let Some(subject) = &says.subject {
            let (subject, more) = filling::fill(subject, &values);
            says.subject = Some(subject);
            missing.extend(more);
        }
        if how.used {
            store::templates::used(tx, &who, id)?;
        }
        Ok(Filled { says, missing })
    }

    /// What variables stand for.
    fn values(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: Option<&Case>,
        words: Words<'_>,
    ) -> Result<BTreeMap<String, String>> {
        let book = self.rules().now(tx)?;
        let zone = book.zone();
        let moment = |at: Stamp| at.zoned(&zone).strftime("%Y-%m-%d %H:%M").to_string();
        let mut naming = Naming::default();
        naming.people(me.by()).units(me.unit.as_ref()).ask(self, tx)?;
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        let mut put = |name: &str, value: Option<String>| all.extend(value.map(|it| (name.to_owned(), it)));
        put("agent", me.by().map(|it| naming.person(it).name));
        put("unit", me.unit.as_ref().map(|it| naming.unit(it).name));
        put("today", Some(tx.now().day(&zone).to_string()));
        let Some(case) = case else { return Ok(all) };
        put("case_number", Some(case.number.to_string()));
        put("subject", Some(case.subject.clone()));
        put("promise_time", case.promise_due_ms.map(moment));
        put("due_time", case.due_at().map(moment));
        let outcome = case.outcome.as_deref().and_then(|it| book.cases.outcome(it, &case.kind));
        put("outcome", outcome.map(|it| words.of(&it.name)));
        if let Some(id) = &case.customer_id {
            let name = customer::names(self, tx, &[id])?.remove(id);
            put("customer", name.map(|it| filling::title(&it)));
        }
        let mut people = Naming::default();
        people.people(&answers::people(&book, case)).ask(self, tx)?;
        let files = store::attachments::of(tx, &case.id)?;
        for it in answers::shown(&book, case, &people, &files, words) {
            put(&format!("field.{}", it.field), Some(it.text));
        }
        Ok(all)
    }
}

/// Puts on record who wrote, shared or took away a template.
fn tell(tx: &mut Tx<'_>, me: &Actor, it: &store::templates::Template, sharing: Option<&str>) -> Result<()> {
    let told = TemplateChanged {
        template: it.id.clone(),
        name: it.name.clone(),
        sort: it.sort.clone(),
        version: it.version,
        sharing: sharing.map(str::to_owned),
    };
    emit(tx, me.by(), About::default(), None, &told)
}

fn check_sort(sort: &str) -> std::result::Result<(), Refused> {
    if ["case", "answer"].contains(&sort) { Ok(()) } else { Err(Refused::BadFilter("sort")) }
}

/// Whether what a template fills in can be filled in.
fn check_says(book: &Rulebook, says: &TemplateSays) -> std::result::Result<(), Refused> {
    said(Some(&says.text)).ok_or(Refused::TextMissing)?;
    let is_field = |id: &str| book.cases.field(id).is_some();
    let mut unknown = filling::unknown(&says.text, is_field);
    unknown.extend(says.subject.iter().flat_map(|it| filling::unknown(it, is_field)));
    if !unknown.is_empty() {
        return Err(Refused::UnknownVariable(unknown));
    }
    if let Some(kind) = &says.kind {
        book.cases.kind(kind).ok_or_else(|| Refused::UnknownKind(kind.clone()))?;
        if let Some(class) = &says.class {
            crate::rules::intake::check_class(book, kind, class)?;
        }
    }
    crate::rules::intake::check_answers(book, &says.fields, &Fields::new())
}

/// Whether what an answer does to a conversation can be done.
fn check_afterwards(book: &Rulebook, now: Stamp, new: &NewTemplate) -> std::result::Result<(), Refused> {
    match &new.says.afterwards {
        Some(_) if new.sort != "answer" => Err(Refused::OnlyAnswers),
        None | Some(Afterwards::Snooze {}) => Ok(()),
        Some(Afterwards::Close { outcome }) => {
            let said = book.book.at(now).get::<Conversations>();
            let said = said.ok().and_then(|it| it.says.outcomes.iter().find(|one| one.id == *outcome));
            match said.map(|it| it.summary) {
                Some(ClosingSummary::Optional) => Ok(()),
                Some(ClosingSummary::Required) => Err(Refused::EndingNeedsSummary(outcome.clone())),
                None => Err(Refused::UnknownEnding(outcome.clone())),
            }
        }
        Some(Afterwards::Transfer { queue, note }) => {
            let book = book.book.at(now);
            let said = book.get::<Routing>();
            if !said.is_ok_and(|it| it.says.queues.iter().any(|one| one.id == *queue)) {
                return Err(Refused::UnknownQueue(queue.clone()));
            }
            // Longer, it could not be written into the conversation.
            let most = book.get::<Conversations>().map_or(i64::MAX, |it| it.says.longest_message);
            let long = i64::try_from(note.trim().chars().count()).unwrap_or(i64::MAX);
            if long > most { Err(Refused::NoteTooLong(most)) } else { Ok(()) }
        }
    }
}

/// A template that somebody may change: their own; one that is shared also whoever supervises its team.
fn own(tx: &mut Tx<'_>, who: &Asker, id: &TemplateId) -> Result<store::templates::Template> {
    let seen = store::templates::one(tx, who, id)?;
    Ok(seen.filter(|it| may_edit(it, who)).ok_or(Refused::NoTemplate)?)
}

fn may_edit(it: &store::templates::Template, who: &Asker) -> bool {
    views::may_change(who, &it.owner_id, &it.sharing, it.unit_id.as_ref())
}

fn shown(it: store::templates::Template, who: &Asker) -> Template {
    Template {
        mine: who.is(Some(&it.owner_id)),
        may_edit: may_edit(&it, who),
        id: it.id,
        sort: it.sort,
        name: it.name,
        says: it.says.0,
        sharing: it.sharing,
        uses: it.uses,
        version: it.version,
    }
}
