//! Alerts, as supervisors work through them.

use std::collections::BTreeMap;

use base::ids::{AlertId, ContactId, PersonId};
use base::{Page, Paged, Result};
use channels::model::{Conversation, Named};
use db::Tx;
use db::events::{About, Event, emit};
use serde::{Deserialize, Serialize};
use web::{Actor, Reach, Right};

use crate::events::{AlertAcknowledged, AlertHanded, AlertResolved};
use crate::handle::Quality;
use crate::model::{Alert, AlertRow};
use crate::refused::Refused;
use crate::rules::Within;
use crate::store;

/// Letters of a note at most.
const NOTE: usize = 2_000;

/// How far somebody supervises.
pub(crate) fn within(me: &Actor) -> Within {
    Within(match me.reaching(Right::SuperviseConversations) {
        Reach::All => None,
        Reach::Units(units) => Some(units.to_vec()),
        Reach::Own => Some(me.unit.iter().cloned().collect()),
    })
}

/// Alerts within reach, the newest first: those nobody has settled, or those that are settled.
///
/// # Errors
/// Refused to those who do not supervise conversations.
pub fn list(of: &Quality, tx: &mut Tx<'_>, me: &Actor, open: bool, page: &Page) -> Result<Paged<Alert>> {
    me.may(Right::SuperviseConversations)?;
    let found = store::page(tx, within(me).0.as_deref(), open, page)?;
    Ok(Paged { items: shown(of, tx, found.items)?, next: found.next })
}

fn shown(of: &Quality, tx: &mut Tx<'_>, rows: Vec<AlertRow>) -> Result<Vec<Alert>> {
    let people: Vec<PersonId> =
        rows.iter().flat_map(|it| [&it.person_id, &it.owner_id, &it.resolved_by]).flatten().cloned().collect();
    let people = people::api::names(tx, &people)?;
    let named = |id: Option<PersonId>| id.map(|id| Named { name: people.get(&id).cloned().unwrap_or_default(), id });
    let talks: std::collections::BTreeSet<ContactId> =
        rows.iter().filter_map(|it| it.conversation_id.clone()).collect();
    let talks = channels::api::several(tx, &Vec::from_iter(talks))?;
    let talks = channels::api::shown(of.channels(), tx, &talks)?;
    let talks: BTreeMap<ContactId, Conversation> = talks.into_iter().map(|it| (it.id.clone(), it)).collect();
    Ok(rows
        .into_iter()
        .map(|it| Alert {
            id: it.id,
            kind: it.kind,
            conversation: it.conversation_id.and_then(|id| talks.get(&id).cloned()),
            person: named(it.person_id),
            queue: it.queue,
            found: it.found,
            raised_at: it.raised,
            owner: named(it.owner_id),
            acknowledged_at: it.acknowledged,
            resolved_at: it.resolved,
            resolved_by: named(it.resolved_by),
            note: it.note,
            version: it.version,
        })
        .collect())
}

/// An alert that is held, for whoever sees it and may still do something about it.
fn held(tx: &mut Tx<'_>, me: &Actor, id: &AlertId, version: i64) -> Result<AlertRow> {
    me.may(Right::SuperviseConversations)?;
    let row = store::hold(tx, id)?.filter(|it| within(me).has(it.unit_id.as_ref())).ok_or(Refused::NotFound)?;
    if row.resolved.is_some() {
        return Err(Refused::Resolved.into());
    }
    if row.version != version {
        return Err(Refused::Stale(row.version).into());
    }
    Ok(row)
}

fn tell(tx: &mut Tx<'_>, me: &Actor, row: &AlertRow, event: &impl Event) -> Result<()> {
    let about = About { contact: row.conversation_id.as_ref(), person: row.person_id.as_ref(), ..About::default() };
    emit(tx, me.by(), about, None, event)
}

/// Writes what was done, and answers with the alert as it stands then.
fn saved(of: &Quality, tx: &mut Tx<'_>, row: &AlertRow) -> Result<Alert> {
    let row = store::save(tx, row)?;
    shown(of, tx, vec![row])?.pop().ok_or_else(|| Refused::NotFound.into())
}

/// Acknowledging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeAlert {
    /// The version that was read.
    pub version: i64,
}

/// Somebody has seen an alert; it is theirs unless it is somebody's already.
///
/// # Errors
/// Refused when it is out of sight, settled, or was changed meanwhile.
pub fn acknowledge(of: &Quality, tx: &mut Tx<'_>, me: &Actor, id: &AlertId, it: &AcknowledgeAlert) -> Result<Alert> {
    let mut row = held(tx, me, id, it.version)?;
    let now = tx.now();
    if row.acknowledged.is_none() {
        row.acknowledged = Some(now);
        tell(tx, me, &row, &AlertAcknowledged { alert: id.clone(), waited: (now - row.raised).0 })?;
    }
    if row.owner_id.is_none() {
        row.owner_id = Some(me.me()?.clone());
        tell(tx, me, &row, &AlertHanded { alert: id.clone(), owner: me.me()?.clone() })?;
    }
    saved(of, tx, &row)
}

/// Giving to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandAlert {
    /// Whose it is from now on.
    pub person_id: PersonId,
    /// The version that was read.
    pub version: i64,
}

/// An alert becomes somebody's.
///
/// # Errors
/// Refused when it is out of sight, settled, or was changed meanwhile, when nobody is called so, and when they could not
/// see it.
pub fn hand(of: &Quality, tx: &mut Tx<'_>, me: &Actor, id: &AlertId, it: &HandAlert) -> Result<Alert> {
    let mut row = held(tx, me, id, it.version)?;
    let active =
        people::api::person(tx, &it.person_id).is_ok_and(|it| it.status == people::model::PersonStatus::Active);
    if !active {
        return Err(Refused::UnknownPerson.into());
    }
    let theirs = of.people().actor(tx, &it.person_id)?;
    if theirs.may(Right::SuperviseConversations).is_err() || !within(&theirs).has(row.unit_id.as_ref()) {
        return Err(Refused::OutOfTheirSight.into());
    }
    row.owner_id = Some(it.person_id.clone());
    tell(tx, me, &row, &AlertHanded { alert: id.clone(), owner: it.person_id.clone() })?;
    saved(of, tx, &row)
}

/// Settling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveAlert {
    /// What was done about it.
    pub note: String,
    /// The version that was read.
    pub version: i64,
}

/// An alert is settled. The same cause raises no other one while it lasts.
///
/// # Errors
/// Refused when it is out of sight, settled, or was changed meanwhile, and without a note.
pub fn resolve(of: &Quality, tx: &mut Tx<'_>, me: &Actor, id: &AlertId, it: &ResolveAlert) -> Result<Alert> {
    let mut row = held(tx, me, id, it.version)?;
    let note = it.note.trim();
    if note.is_empty() {
        return Err(Refused::NoteMissing.into());
    }
    if note.chars().count() > NOTE {
        return Err(Refused::NoteLong(NOTE).into());
    }
    let now = tx.now();
    row.acknowledged = row.acknowledged.or(Some(now));
    row.owner_id = row.owner_id.or_else(|| me.by().cloned());
    row.resolved = Some(now);
    row.resolved_by = me.by().cloned();
    row.note = Some(note.to_owned());
    let resolved =
        AlertResolved { alert: id.clone(), by_itself: false, note: row.note.clone(), lasted: (now - row.raised).0 };
    tell(tx, me, &row, &resolved)?;
    saved(of, tx, &row)
}
