//! Approvals (CAS-10): who may ask, who decides, and what a decision leads to. Nobody approves what they asked for.

use base::Stamp;
use base::ids::PersonId;
use policy::model::{ApprovalAct, ApprovalSubject};

use super::{in_motion, may_work, said};
use crate::barred::Barred;
use crate::model::approval::{Approval, ApprovalState, Ask, Decider, Verdict};
use crate::model::{Asker, Case, Clock, Rulebook};
use crate::refused::Refused;

/// Whether a person may ask for anything on a case.
pub fn may_begin(case: &Case, who: &Asker) -> Result<(), Refused> {
    may_work(case, who)?;
    in_motion(case)
}

/// Whether a person may ask for this; the subject of policy it falls under.
pub fn may_ask<'b>(
    case: &Case,
    clocks: &[Clock],
    who: &Asker,
    book: &'b Rulebook,
    (ask, reason): (&Ask, &str),
    open: &[Approval],
    now: Stamp,
) -> Result<&'b ApprovalSubject, Refused> {
    may_begin(case, who)?;
    let act = ask.act();
    let subject = book.approvals.says.subject(act, &case.kind).ok_or(Barred::NoSubject)?;
    if open.iter().any(|it| it.is_open() && it.ask.0.act() == act) {
        return Err(Barred::AskedAlready.into());
    }
    if said(Some(reason)).is_none() {
        return Err(Refused::ReasonMissing);
    }
    sound(case, clocks, book, ask, now)?;
    Ok(subject)
}

/// Whether what is asked for could be done at all.
fn sound(case: &Case, clocks: &[Clock], book: &Rulebook, ask: &Ask, now: Stamp) -> Result<(), Refused> {
    let filled = |text: &str, barred: Barred| said(Some(text)).map(drop).ok_or(Refused::from(barred));
    match ask {
        Ask::Compensation { fen, .. } if fen.0 <= 0 => Err(Barred::NoAmount.into()),
        Ask::Compensation { kind, .. } => {
            let known = book.approvals.says.compensations.iter().any(|it| it.id == *kind);
            if known { Ok(()) } else { Err(Barred::NoCompensation.into()) }
        }
        Ask::Refusal { demand, reply } => {
            filled(demand, Barred::NoDemand)?;
            filled(reply, Barred::NoReply)
        }
        Ask::Extension { clock_id, until, told_at, told_how } => {
            let clock = clocks.iter().find(|it| it.id == *clock_id).ok_or(Refused::NoClock)?;
            if !clock.is_live() {
                return Err(Refused::ClockNotRunning);
            }
            if *until <= clock.due_ms || *until <= now {
                return Err(Refused::NotLater);
            }
            if *told_at > now || said(Some(told_how)).is_none() { Err(Refused::NotTold) } else { Ok(()) }
        }
        Ask::Closing { outcome } => {
            book.cases.outcome(outcome, &case.kind).map(drop).ok_or_else(|| super::closing::unknown(case, book))
        }
    }
}

/// Of those who hold a seat, with how many units above the case each is, the nearest; some are left out.
pub fn nearest(holders: &[(PersonId, i64)], except: &[PersonId]) -> Vec<PersonId> {
    let fit = || holders.iter().filter(|it| !except.contains(&it.0));
    let least = fit().map(|it| it.1).min();
    fit().filter(|it| Some(it.1) == least).map(|it| it.0.clone()).collect()
}

/// Whether a person may decide; in whose place, when in somebody's.
///
/// - `stands_for`: the person, and those in whose place the person acts.
pub fn may_decide(
    approval: &Approval,
    deciders: &[Decider],
    me: &PersonId,
    stands_for: &[PersonId],
) -> Result<Option<PersonId>, Refused> {
    match approval.state {
        ApprovalState::Pending => {}
        ApprovalState::SentBack => return Err(Barred::WaitsForMore.into()),
        _ => return Err(Barred::Decided.into()),
    }
    if *me == approval.asked_by_id {
        return Err(Barred::OwnRequest.into());
    }
    if deciders.iter().any(|it| it.person_id == *me) {
        return Ok(None);
    }
    let other = deciders.iter().find(|it| it.person_id != approval.asked_by_id && stands_for.contains(&it.person_id));
    other.map(|it| Some(it.person_id.clone())).ok_or_else(|| Barred::NotDecider.into())
}

/// What a decision leads to: the state, and the level it waits at then.
pub fn after(approval: &Approval, verdict: Verdict) -> (ApprovalState, i64) {
    let last = i64::try_from(approval.levels.0.len()).unwrap_or(i64::MAX) - 1;
    match verdict {
        Verdict::Refuse => (ApprovalState::Refused, approval.level),
        Verdict::SendBack => (ApprovalState::SentBack, approval.level),
        Verdict::Approve if approval.level < last => (ApprovalState::Pending, approval.level + 1),
        Verdict::Approve => (ApprovalState::Granted, approval.level),
    }
}

/// Whether a person may say more after it was sent back.
pub fn may_answer_more(approval: &Approval, me: &PersonId) -> Result<(), Refused> {
    if *me != approval.asked_by_id {
        return Err(Barred::NotAsker.into());
    }
    match approval.state {
        ApprovalState::SentBack => Ok(()),
        ApprovalState::Pending => Err(Barred::NotSentBack.into()),
        _ => Err(Barred::Decided.into()),
    }
}

/// Whether a person may take back what they asked for.
pub fn may_withdraw(approval: &Approval, me: &PersonId) -> Result<(), Refused> {
    if *me != approval.asked_by_id {
        return Err(Barred::NotAsker.into());
    }
    if approval.is_open() { Ok(()) } else { Err(Barred::Decided.into()) }
}

/// Refuses an outcome that policy lets nobody choose without approval.
pub fn closes_directly(book: &Rulebook, kind: &str, outcome: &str) -> Result<(), Refused> {
    let only = book.approvals.says.closes_only_approved(kind, outcome);
    if only { Err(Barred::NeedsApproval.into()) } else { Ok(()) }
}

/// The acts a person can ask for on a case: those that policy knows and that are not asked for already.
pub fn open_acts(case: &Case, book: &Rulebook, open: &[Approval]) -> Vec<ApprovalAct> {
    let all = [ApprovalAct::Compensation, ApprovalAct::Refusal, ApprovalAct::Extension, ApprovalAct::Closing];
    let free = |act: &ApprovalAct| !open.iter().any(|it| it.is_open() && it.ask.0.act() == *act);
    all.into_iter().filter(|it| book.approvals.says.subject(*it, &case.kind).is_some()).filter(free).collect()
}
