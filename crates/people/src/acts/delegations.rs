//! Lending rights for a time, and taking them back (PPL-3).

use base::Result;
use base::ids::{DelegationId, PersonId};
use db::events::emit;
use db::{Json, Tx, timers};
use web::{Actor, Right};

use super::about;
use super::absences::leads;
use super::holding;
use crate::events::{Delegated, DelegationEnded};
use crate::handle::People;
use crate::jobs;
use crate::model::{Delegation, DelegationRow, Delegations, NewDelegation, PersonStatus};
use crate::refused::Refused;
use crate::rules::absence::check_delegation;
use crate::store::{delegations, persons};

/// So many are shown, the newest.
const SHOWN: i64 = 100;

/// The rights somebody holds by their own roles.
fn held(people: &People, tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<String>> {
    let access = people.access(tx)?;
    let own = holding::by_roles(tx, &access, person)?;
    Ok(own.into_iter().flat_map(|it| it.reaches).map(|it| it.0.name().to_owned()).collect())
}

/// Lends rights to somebody.
pub fn give(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewDelegation) -> Result<Delegation> {
    let giver = actor.me()?.clone();
    let (policy, by) = people.staff(tx)?;
    let now = tx.now();
    let from = new.from.unwrap_or(now);
    let held = held(people, tx, &giver)?;
    check_delegation(&policy.delegation, &held, &new.rights, now, (from, new.until))?;
    if new.reason.trim().is_empty() {
        return Err(Refused::ReasonMissing.into());
    }
    let to = persons::seen(tx, actor, Right::ReadPeople, &new.to_id)?;
    let to = to.filter(|it| it.status == PersonStatus::Active && it.id != giver).ok_or(Refused::PersonNotFound)?;
    let row = DelegationRow {
        id: tx.id(),
        giver_id: giver.clone(),
        to_id: to.id,
        rights: Json(new.rights.clone()),
        from_at: from,
        until_at: new.until,
        reason: new.reason.trim().to_owned(),
        given_at: now,
        ended_at: None,
    };
    delegations::add(tx, &row)?;
    timers::set(tx, new.until, jobs::DELEGATION_ENDS, row.id.as_str(), &())?;
    let event = Delegated {
        delegation: row.id.clone(),
        giver,
        to: row.to_id.clone(),
        rights: new.rights.clone(),
        from,
        until: new.until,
        reason: row.reason.clone(),
    };
    emit(tx, actor.by(), about(&row.to_id), by.as_deref(), &event)?;
    people.changed(tx);
    shown(tx, vec![row])?.pop().ok_or_else(|| Refused::DelegationNotFound.into())
}

/// Takes rights back before their time: who lent them, or who leads the one who lent them.
pub fn take_back(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &DelegationId) -> Result<()> {
    let row = delegations::one(tx, id)?.filter(|it| it.ended_at.is_none() && it.until_at > tx.now());
    let row = row.ok_or(Refused::DelegationNotFound)?;
    let giver = persons::person(tx, &row.giver_id)?.ok_or(Refused::DelegationNotFound)?;
    if actor.by() != Some(&giver.id) && !leads(actor, &giver.unit_id) {
        return Err(Refused::DelegationNotFound.into());
    }
    timers::cancel(tx, jobs::DELEGATION_ENDS, id.as_str())?;
    over(people, tx, actor, &row, true)
}

/// Lent rights are over.
pub fn over(people: &People, tx: &mut Tx<'_>, actor: &Actor, row: &DelegationRow, taken_back: bool) -> Result<()> {
    if !delegations::end(tx, &row.id, actor.by())? {
        return Ok(());
    }
    people.changed(tx);
    let (giver, to) = (row.giver_id.clone(), row.to_id.clone());
    let event = DelegationEnded { delegation: row.id.clone(), giver, to, taken_back };
    emit(tx, actor.by(), about(&row.to_id), None, &event)
}

/// What somebody lends and is lent: for themselves, who leads them, and who reads the audit trail.
pub fn list(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Delegations> {
    let row = persons::person(tx, person)?.ok_or(Refused::PersonNotFound)?;
    let own = actor.by() == Some(person);
    if !own && !leads(actor, &row.unit_id) && !actor.rights.has(Right::ReadAudit) {
        return Err(Refused::PersonNotFound.into());
    }
    let found = delegations::of_person(tx, person, SHOWN)?;
    let allowed = people.staff(tx)?.0.delegation.rights;
    let may_give = if own { held(people, tx, person)? } else { Vec::new() };
    Ok(Delegations {
        items: shown(tx, found)?,
        may_give: allowed.into_iter().filter(|it| may_give.contains(it)).collect(),
    })
}

fn shown(tx: &mut Tx<'_>, rows: Vec<DelegationRow>) -> Result<Vec<Delegation>> {
    let ids: Vec<PersonId> = rows.iter().flat_map(|it| [it.giver_id.clone(), it.to_id.clone()]).collect();
    let (names, now) = (persons::names(tx, &ids)?, tx.now());
    let name = |id: &PersonId| names.get(id).cloned().unwrap_or_default();
    let delegation = |it: DelegationRow| Delegation {
        giver_name: name(&it.giver_id),
        to_name: name(&it.to_id),
        until: it.ended_at.unwrap_or(it.until_at),
        taken_back: it.ended_at.is_some_and(|at| at < it.until_at),
        holds: it.ended_at.is_none() && it.from_at <= now && now < it.until_at,
        id: it.id,
        giver_id: it.giver_id,
        to_id: it.to_id,
        rights: it.rights.0,
        from: it.from_at,
        reason: it.reason,
    };
    Ok(rows.into_iter().map(delegation).collect())
}
