//! Being away and coming back, and who acts meanwhile (AB 角, PPL-3).

use std::collections::BTreeMap;

use base::ids::{AbsenceId, PersonId, UnitId};
use base::{Result, Stamp};
use db::events::emit;
use db::{Tx, timers};
use web::{Actor, Right};

use super::about;
use crate::events::{AbsenceBegan, AbsenceEnded, AbsencePlanned, AbsenceWithdrawn, ActingChanged};
use crate::handle::People;
use crate::jobs;
use crate::model::{Absence, AbsenceKind, AbsenceRow, AbsenceState, Absences, NewAbsence, PersonRow, StoodInFor};
use crate::refused::Refused;
use crate::rules::absence::{Asked, check, ended};
use crate::rules::backup;
use crate::store::absences;
use crate::store::persons::{self, reaches};

/// So many absences of a person are shown, the newest.
const SHOWN: i64 = 100;

/// Whether somebody leads the people of a unit: who changes staff, and who supervises there.
pub fn leads(actor: &Actor, unit: &UnitId) -> bool {
    [Right::EditPeople, Right::SuperviseCases].into_iter().any(|it| actor.rights.has(it) && reaches(actor, it, unit))
}

/// Somebody whom the actor leads, or the actor themselves; and whether the actor leads them.
pub fn led(tx: &mut Tx<'_>, actor: &Actor, id: &PersonId) -> Result<(PersonRow, bool)> {
    let row = persons::person(tx, id)?.ok_or(Refused::PersonNotFound)?;
    let leads = leads(actor, &row.unit_id);
    if leads || actor.by() == Some(id) { Ok((row, leads)) } else { Err(Refused::PersonNotFound.into()) }
}

/// Enters an absence. One that begins now begins in this transaction.
pub fn enter(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewAbsence) -> Result<Absence> {
    let person = new.person_id.clone().map_or_else(|| actor.me().cloned(), Ok)?;
    let (_, leads) = led(tx, actor, &person)?;
    let (policy, by) = people.staff(tx)?;
    let now = tx.now();
    let from = new.from.unwrap_or(now);
    let (own, until) = (actor.by() == Some(&person), new.until);
    let asked = Asked { kind: &new.kind, from, until, reason: &new.reason, own, leads };
    let kind = check(&policy.absence, now, &asked)?;
    let end_at = until.unwrap_or(Stamp::MAX);
    // Of two that are entered at one moment, the second sees the first.
    persons::lock(tx, &person)?;
    if absences::overlaps(tx, &person, from, end_at)? {
        return Err(Refused::AbsenceOverlaps.into());
    }
    let absence = AbsenceRow {
        id: tx.id(),
        person_id: person.clone(),
        kind: new.kind.clone(),
        from_at: from,
        until_at: until,
        end_at,
        reason: new.reason.trim().to_owned(),
        state: AbsenceState::Planned,
        acting_id: None,
        passes: kind.passes,
        first_receiver: policy.backup.first_receiver,
        policy: by,
        entered_by: actor.by().cloned(),
        entered_at: now,
    };
    absences::add(tx, &absence)?;
    if let Some(until) = until {
        timers::set(tx, until, jobs::ABSENCE_ENDS, absence.id.as_str(), &())?;
    }
    if from > now {
        timers::set(tx, from, jobs::ABSENCE_BEGINS, absence.id.as_str(), &())?;
        let event = AbsencePlanned {
            absence: absence.id.clone(),
            person: person.clone(),
            kind: absence.kind.clone(),
            from,
            until,
        };
        emit(tx, actor.by(), about(&person), absence.policy.as_deref(), &event)?;
    } else {
        begin(people, tx, actor, absence.clone())?;
    }
    one_shown(tx, &absence.id)
}

/// Somebody is away from now on.
pub fn begin(people: &People, tx: &mut Tx<'_>, actor: &Actor, mut absence: AbsenceRow) -> Result<()> {
    absence.state = AbsenceState::Running;
    let away = absences::away(tx, tx.now())?;
    absence.acting_id = backup::acting(&away, &absence.person_id).filter(|_| absence.passes).cloned();
    absences::save(tx, &absence)?;
    let event = AbsenceBegan {
        absence: absence.id.clone(),
        person: absence.person_id.clone(),
        kind: absence.kind.clone(),
        until: absence.until_at,
        acting: absence.acting_id.clone(),
    };
    emit(tx, actor.by(), about(&absence.person_id), absence.policy.as_deref(), &event)?;
    settle(people, tx, actor)
}

/// Ends an absence before its time, or calls it off before it began.
pub fn end(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &AbsenceId) -> Result<Absence> {
    let absence = absences::one(tx, id)?.ok_or(Refused::AbsenceNotFound)?;
    led(tx, actor, &absence.person_id).map_err(|_| Refused::AbsenceNotFound)?;
    over(people, tx, actor, absence)?;
    one_shown(tx, id)
}

/// An absence is over, whether its time passed or somebody ended it.
pub fn over(people: &People, tx: &mut Tx<'_>, actor: &Actor, mut absence: AbsenceRow) -> Result<()> {
    absence.state = ended(absence.state)?;
    absence.end_at = absence.end_at.min(tx.now());
    timers::cancel(tx, jobs::ABSENCE_BEGINS, absence.id.as_str())?;
    timers::cancel(tx, jobs::ABSENCE_ENDS, absence.id.as_str())?;
    let (id, person, acting) = (absence.id.clone(), absence.person_id.clone(), absence.acting_id.clone());
    absences::save(tx, &absence)?;
    let (by, subject) = (actor.by(), about(&absence.person_id));
    if absence.state == AbsenceState::Withdrawn {
        return emit(tx, by, subject, absence.policy.as_deref(), &AbsenceWithdrawn { absence: id, person });
    }
    emit(tx, by, subject, absence.policy.as_deref(), &AbsenceEnded { absence: id, person, acting })?;
    settle(people, tx, actor)
}

/// Finds anew who acts for those who are away, and tells where it is somebody else than before.
pub fn settle(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    people.changed(tx);
    let away = absences::away(tx, tx.now())?;
    for mut absence in absences::running(tx)?.into_iter().filter(|it| it.passes) {
        let acting = backup::acting(&away, &absence.person_id).cloned();
        if acting == absence.acting_id {
            continue;
        }
        let from = std::mem::replace(&mut absence.acting_id, acting.clone());
        absences::save(tx, &absence)?;
        let (id, person) = (absence.id.clone(), absence.person_id.clone());
        let event = ActingChanged { absence: id, person, from, to: acting };
        emit(tx, actor.by(), about(&absence.person_id), absence.policy.as_deref(), &event)?;
    }
    Ok(())
}

/// Somebody's absences, for themselves and those who lead them.
pub fn list(people: &People, tx: &mut Tx<'_>, actor: &Actor, person: &PersonId) -> Result<Absences> {
    let (_, leads) = led(tx, actor, person)?;
    let policy = people.staff(tx)?.0.absence;
    let found = absences::of_person(tx, person, SHOWN)?;
    let away = absences::away(tx, tx.now())?;
    let mut stands_in_for = Vec::new();
    let running = absences::running(tx)?;
    for id in backup::stands_in_for(&away, person) {
        let until = running.iter().find(|it| it.person_id == *id).and_then(|it| it.until_at);
        stands_in_for.push(StoodInFor { person_id: id.clone(), name: crate::api::name(tx, id)?, until });
    }
    let kind = |it: policy::model::AbsenceKind| AbsenceKind {
        id: it.id,
        name: it.name,
        passes: it.passes,
        open_end: it.open_end,
    };
    Ok(Absences {
        items: shown(tx, found)?,
        may_enter: leads || policy.own,
        reason_needed: policy.reason,
        kinds: policy.kinds.into_iter().map(kind).collect(),
        stands_in_for,
    })
}

fn one_shown(tx: &mut Tx<'_>, id: &AbsenceId) -> Result<Absence> {
    let row = absences::one(tx, id)?.ok_or(Refused::AbsenceNotFound)?;
    shown(tx, vec![row])?.pop().ok_or_else(|| Refused::AbsenceNotFound.into())
}

fn shown(tx: &mut Tx<'_>, rows: Vec<AbsenceRow>) -> Result<Vec<Absence>> {
    let named = |it: &AbsenceRow| [Some(it.person_id.clone()), it.acting_id.clone(), it.entered_by.clone()];
    let ids: Vec<PersonId> = rows.iter().flat_map(named).flatten().collect();
    let names: BTreeMap<PersonId, String> = persons::names(tx, &ids)?;
    let name = |id: &Option<PersonId>| id.as_ref().and_then(|it| names.get(it).cloned());
    let absence = |it: AbsenceRow| Absence {
        person_name: names.get(&it.person_id).cloned().unwrap_or_default(),
        acting_name: name(&it.acting_id),
        entered_by_name: name(&it.entered_by),
        until: if it.end_at == Stamp::MAX { None } else { Some(it.end_at) },
        id: it.id,
        person_id: it.person_id,
        kind: it.kind,
        from: it.from_at,
        reason: it.reason,
        state: it.state,
        acting_id: it.acting_id,
    };
    Ok(rows.into_iter().map(absence).collect())
}
