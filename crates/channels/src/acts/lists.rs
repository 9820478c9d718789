//! Lists of conversations: a view, narrowed, or what holds some words.

use base::ids::{CaseId, ContactId, CustomerId, PersonId};
use base::{Day, Page, Paged, Result, Stamp};
use db::Tx;
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::IntoParams;
use web::Actor;

use super::{asks, sight};
use crate::handle::Channels;
use crate::model::{Conversation, NextPromise, Snippet, View};
use crate::refused::Refused;
use crate::rules;
use crate::store;
use crate::store::lists::{Filter, Sight};

/// Which conversations are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The list.
    #[param(inline)]
    pub view: View,
    /// Words, said, written inside, in the subject or the name; the newest conversations that hold all of them in one
    /// message come first. With more than 5,000 places where they stand, the newest of those are looked at.
    #[serde(default)]
    pub q: Option<String>,
    /// One channel only.
    #[serde(default)]
    pub channel: Option<String>,
    /// One customer only, with all it stands for.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub customer: Option<CustomerId>,
    /// One agent only: who has it, or had it last.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub agent: Option<PersonId>,
    /// From this day on: on which it came; in the list of what is over, on which it ended.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub from: Option<Day>,
    /// Up to the end of this day.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub to: Option<Day>,
    /// Those with any of these tags, by id, with commas between.
    #[serde(default)]
    pub tags: Option<String>,
    /// The `next` of the page before; nothing for the first page.
    #[serde(default)]
    pub after: Option<String>,
    /// Rows wanted, 1 to 200; 50 when left out.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// Customers who are called what was typed; more are not looked for.
const NAMED: i64 = 20;

/// A page of a list.
///
/// # Errors
/// Refused when nothing is said of what is to be found, or the last day lies before the first.
pub fn list(of: &Channels, tx: &mut Tx<'_>, me: &Actor, which: &Which) -> Result<Paged<Conversation>> {
    let sight = sight::sight(of, tx, me)?;
    let page = Page { after: which.after.clone(), limit: which.limit };
    let words = which.q.as_deref().map(str::trim).filter(|it| !it.is_empty());
    if which.view == View::Found && words.is_none() && which.customer.is_none() {
        return Err(Refused::NothingAsked.into());
    }
    if which.from.zip(which.to).is_some_and(|(from, to)| to < from) {
        return Err(Refused::BadDays.into());
    }
    let filter = filter(of, tx, which)?;
    let mut listed = if let Some(words) = words {
        found(of, tx, me, &sight, &filter, (which.view, words), &page)?
    } else {
        let found = store::lists::page(tx, &sight, &filter, which.view, &page)?;
        Paged { items: asks::shown(of, tx, &found.items)?, next: found.next }
    };
    add_own(tx, me, &mut listed.items)?;
    Ok(listed)
}

/// Adds what depends on who asks: promises on cases they see, and whether they were called in.
pub(crate) fn add_own(tx: &mut Tx<'_>, me: &Actor, all: &mut [Conversation]) -> Result<()> {
    let about: Vec<ContactId> = all.iter().filter(|it| it.case_count > 0).map(|it| it.id.clone()).collect();
    let linked = store::parts::cases_of(tx, &about)?;
    let cases: Vec<CaseId> = linked.iter().map(|it| it.1.clone()).collect();
    let promises = cases::api::next_promises(tx, me, &cases)?;
    let ids: Vec<ContactId> = all.iter().map(|it| it.id.clone()).collect();
    let called = store::parts::called_in(tx, me.me()?, &ids)?;
    for it in all {
        it.called = called.contains(&it.id);
        let own = linked.iter().filter(|(id, _)| *id == it.id).filter_map(|(_, case)| promises.get(case));
        it.promise = own.min().map(|(due, text)| NextPromise { due_at: *due, text: text.clone() });
    }
    Ok(())
}

fn filter(of: &Channels, tx: &mut Tx<'_>, which: &Which) -> Result<Filter> {
    let zone = zone(of, tx)?;
    let tags: Option<Vec<&str>> = which.tags.as_deref().filter(|it| !it.is_empty()).map(|it| it.split(',').collect());
    Ok(Filter {
        channel: which.channel.clone(),
        customers: which.customer.as_ref().map(|it| customers::api::group(tx, it)).transpose()?,
        agent: which.agent.clone(),
        from: which.from.map(|it| it.start(&zone)),
        before: which.to.map(|it| it.next().start(&zone)),
        tags: tags.map(|it| cases::api::tags_standing_for(tx, &it)).transpose()?,
    })
}

/// The time zone of the organisation's days.
fn zone(of: &Channels, tx: &mut Tx<'_>) -> Result<TimeZone> {
    let (book, now): (_, Stamp) = (of.book(tx)?, tx.now());
    let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).map(|it| it.zone().clone()));
    Ok(calendar.unwrap_or(TimeZone::UTC))
}

/// What holds some words, with the place where they stand.
fn found(
    of: &Channels,
    tx: &mut Tx<'_>,
    me: &Actor,
    sight: &Sight,
    filter: &Filter,
    (view, words): (View, &str),
    page: &Page,
) -> Result<Paged<Conversation>> {
    let mut named = Vec::new();
    for it in customers::api::search(of.customers(), tx, me, words, NAMED)? {
        named.extend(customers::api::members(tx, &it.id)?);
    }
    let found = store::search::find(tx, sight, filter, (view, words), &named, page)?;
    let ids: Vec<ContactId> = found.items.iter().map(|it| it.0.clone()).collect();
    let rows = store::conversations::several(tx, &ids)?;
    let mut items = asks::shown(of, tx, &rows)?;
    items.sort_by_key(|it| ids.iter().position(|id| *id == it.id));
    for (it, (_, seq)) in items.iter_mut().zip(&found.items) {
        // The first number is no message: the name and the subject are in the row already.
        if let Some(message) = store::messages::one(tx, &it.id, *seq)? {
            it.found = Some(Snippet {
                seq: *seq,
                parts: rules::snippet(&message.body, &db::search::marks(&message.body, words)),
            });
        }
    }
    Ok(Paged { items, next: found.next })
}
