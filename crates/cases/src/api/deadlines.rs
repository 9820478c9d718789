//! Deadlines of parts of a case: set with a timer, warned of, missed, met.

use base::Result;
use base::ids::{DeadlineId, PersonId};
use db::Tx;
use db::events::{About, Event, emit};
use db::timers::{self, Timer};
use people::model::StaffKind;
use policy::model::Audience;

use crate::desk::Rules;
use crate::events::{DeadlineMet, DeadlineMissed, DeadlineWarned};
use crate::jobs;
use crate::model::deadline::{Deadline, DeadlineState, Part};
use crate::model::{Case, Dims, Rulebook};
use crate::rules::deadline::{self, Said, Wanted};
use crate::store;

/// Sets a deadline, with the timer of its first warning.
pub(crate) fn set(tx: &mut Tx<'_>, book: &Rulebook, case: &Case, wanted: Wanted<'_>) -> Result<Deadline> {
    let (id, now): (DeadlineId, _) = (tx.id(), tx.now());
    let made = deadline::set(book, id, &case.id, wanted, now);
    store::deadlines::insert(tx, &made)?;
    remind(tx, book, &made)?;
    Ok(made)
}

fn remind(tx: &mut Tx<'_>, book: &Rulebook, it: &Deadline) -> Result<()> {
    if let Some(at) = deadline::next_look(it, book) {
        timers::set(tx, at, jobs::DEADLINE, it.id.as_str(), &it.case_id)?;
    }
    Ok(())
}

/// How the waiting for a part ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It is there.
    Met,
    /// It is no longer wanted.
    Lifted,
}

/// Ends the deadlines of a part that still wait.
pub(crate) fn end(tx: &mut Tx<'_>, book: &Rulebook, case: &Case, part: Part, id: &str, how: End) -> Result<()> {
    let now = tx.now();
    for mut it in store::deadlines::live(tx, part, &[id.to_owned()])? {
        timers::cancel(tx, jobs::DEADLINE, it.id.as_str())?;
        if how == End::Lifted {
            deadline::lift(&mut it, now);
            store::deadlines::save(tx, &it)?;
            continue;
        }
        let in_time = deadline::meet(&mut it, now);
        store::deadlines::save(tx, &it)?;
        let used = deadline::used(&it, book, now);
        let met = DeadlineMet {
            dims: Dims::of(case),
            deadline: it.id.clone(),
            part: it.part,
            part_id: it.part_id.clone(),
            in_time,
            limit: it.limit_ms,
            used,
        };
        tell(tx, case, &it.policy, &met)?;
    }
    Ok(())
}

/// A deadline that was stopped goes on as if it had not been.
pub(crate) fn again(tx: &mut Tx<'_>, book: &Rulebook, id: &DeadlineId, state: DeadlineState) -> Result<()> {
    let Some(mut it) = store::deadlines::one(tx, id)? else { return Ok(()) };
    (it.state, it.ended_ms) = (state, None);
    store::deadlines::save(tx, &it)?;
    remind(tx, book, &it)
}

fn tell<E: Event>(tx: &mut Tx<'_>, case: &Case, policy: &str, event: &E) -> Result<()> {
    emit(tx, None, About::case(&case.id, case.customer_id.as_ref()), Some(policy), event)
}

/// A deadline has to be looked at: warns, or says that it passed, and sets the next timer.
pub(crate) fn due(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<Option<(Deadline, Case)>> {
    let Ok(id) = timer.subject.parse::<DeadlineId>() else { return Ok(None) };
    let Some(mut it) = store::deadlines::one(tx, &id)?.filter(Deadline::is_live) else { return Ok(None) };
    let Some(case) = store::case::any(tx, &it.case_id)? else { return Ok(None) };
    let book = rules.of(tx, &case.unit_id)?;
    let said = deadline::look(&mut it, &book, tx.now());
    store::deadlines::save(tx, &it)?;
    let missed = said.contains(&Said::Missed);
    for one in said {
        match one {
            Said::Missed => {
                let missed = DeadlineMissed {
                    dims: Dims::of(&case),
                    deadline: it.id.clone(),
                    part: it.part,
                    part_id: it.part_id.clone(),
                    due_at: it.due_ms,
                };
                tell(tx, &case, &it.policy, &missed)?;
            }
            Said::Warned { permille, tell: audiences } => {
                let told = told(tx, &case, &it, &audiences)?;
                let warned = DeadlineWarned {
                    deadline: it.id.clone(),
                    part: it.part,
                    part_id: it.part_id.clone(),
                    permille,
                    due_at: it.due_ms,
                    told,
                };
                tell(tx, &case, &it.policy, &warned)?;
            }
        }
    }
    remind(tx, &book, &it)?;
    Ok(missed.then_some((it, case)))
}

/// Who is told of a deadline: whom it waits for, and whom policy names beside them. They have to do with the case.
fn told(tx: &mut Tx<'_>, case: &Case, it: &Deadline, audiences: &[Audience]) -> Result<Vec<PersonId>> {
    let mut told = it.people.0.clone();
    for audience in audiences {
        let kind = match audience {
            Audience::Handler => {
                told.extend(case.owner_id.clone());
                continue;
            }
            Audience::FirstOwner => {
                told.extend(case.first_owner_id.clone());
                continue;
            }
            Audience::TeamLead => StaffKind::TeamLead,
            Audience::Supervisor => StaffKind::Supervisor,
            Audience::Manager => StaffKind::Manager,
        };
        told.extend(people::api::nearest_of(tx, &case.unit_id, kind)?);
    }
    told.sort_unstable();
    told.dedup();
    // Whom a part concerns sees the case by that, and no longer than that.
    let concerned = |one: &&PersonId| it.part == Part::Joint && it.people.0.contains(one);
    let others: Vec<&PersonId> = told.iter().filter(|one| !concerned(one)).collect();
    store::parties::add(tx, case, others)?;
    Ok(told)
}
