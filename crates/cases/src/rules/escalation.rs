//! Escalation (CAS-9): to which level, by what, who may take and settle it.

use policy::model::{EscalateOn, Ladder};

use super::may_answer;
use crate::barred::Barred;
use crate::model::escalation::{Escalation, EscalationKind, EscalationState};
use crate::model::{Asker, Case};
use crate::refused::Refused;

/// The word of an event.
pub fn word(on: EscalateOn) -> &'static str {
    match on {
        EscalateOn::ResolutionBreached => "resolution_breached",
        EscalateOn::PromiseBroken => "promise_broken",
        EscalateOn::Reopened => "reopened",
        EscalateOn::Returned => "returned",
    }
}

/// The level of the ladder that still has the case, from 1; 0 for none.
pub fn level(all: &[Escalation]) -> i64 {
    all.iter().filter(|it| it.is_open() && it.kind == EscalationKind::Level).map(|it| it.level).max().unwrap_or(0)
}

/// The level that an event brings a case to; nothing when it is there already, or higher.
pub fn brought_to(ladder: &Ladder, on: EscalateOn, present: i64) -> Option<i64> {
    let at = ladder.levels.iter().position(|it| it.on.contains(&on))?;
    let level = i64::try_from(at).ok()? + 1;
    (level > present).then_some(level)
}

/// The level above the present one; nothing at the top.
pub fn next_level(ladder: &Ladder, present: i64) -> Option<i64> {
    let most = i64::try_from(ladder.levels.len()).ok()?;
    (present < most).then_some(present + 1)
}

/// Whether a person may bring a case before a leader: whoever may speak to its customer, and its supervisors.
pub fn may_escalate(case: &Case, who: &Asker) -> Result<(), Refused> {
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    if who.supervises(case) { Ok(()) } else { may_answer(case, who) }
}

/// Whether a person may watch a case: its supervisors.
pub fn may_watch(case: &Case, who: &Asker) -> Result<(), Refused> {
    if !who.supervises(case) {
        return Err(Refused::NoRight);
    }
    if case.is_closed() { Err(Refused::AlreadyClosed) } else { Ok(()) }
}

/// Whether a person is one of the leaders it was brought before.
fn leads(it: &Escalation, who: &Asker) -> bool {
    it.leaders.0.iter().any(|one| who.is(Some(one)))
}

/// Whether a person may take it: one of its leaders, while nobody has.
pub fn may_take(it: &Escalation, who: &Asker) -> Result<(), Refused> {
    match it.state {
        EscalationState::Waiting if leads(it, who) => Ok(()),
        EscalationState::Waiting => Err(Barred::NotLeader.into()),
        EscalationState::Taken => Err(Barred::Taken.into()),
        EscalationState::Passed | EscalationState::Settled => Err(Barred::EscalationOver.into()),
    }
}

/// Whether a person may settle it: whoever has taken it, or, of what waits, one of its leaders.
pub fn may_settle(it: &Escalation, who: &Asker) -> Result<(), Refused> {
    match it.state {
        EscalationState::Taken if who.is(it.taken_by_id.as_ref()) => Ok(()),
        EscalationState::Waiting if leads(it, who) => Ok(()),
        EscalationState::Waiting | EscalationState::Taken => Err(Barred::NotLeader.into()),
        EscalationState::Passed | EscalationState::Settled => Err(Barred::EscalationOver.into()),
    }
}
