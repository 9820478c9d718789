//! Merging and splitting (CAS-14): what may become one, until when it may be two again, and what is split off.

use base::{Span, Stamp};
use policy::model::{CaseMerging, SplitClock, TimeKind};

use super::{in_motion, may_work};
use crate::barred::Barred;
use crate::model::escalation::Escalation;
use crate::model::merge::CaseMerge;
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;

/// What policy says of merging; refused while it is switched off.
pub fn policy(book: &Rulebook) -> Result<&CaseMerging, Refused> {
    book.teamwork.says.merging.as_ref().ok_or_else(|| Barred::NoMerging.into())
}

/// Whether other cases may become one with this.
pub fn may_take_in(into: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(into, who)?;
    let most = policy(book)?.most;
    if into.merged_count >= most { Err(Barred::TooManyMerged.into()) } else { Ok(()) }
}

/// Whether a case may become one with another: both are open and in the person's hands, nothing of the one that goes is
/// open with others, and no leader has it.
pub fn may_merge(
    into: &Case,
    from: &Case,
    who: &Asker,
    book: &Rulebook,
    escalations: &[Escalation],
) -> Result<(), Refused> {
    may_take_in(into, who, book)?;
    may_work(from, who)?;
    in_motion(from)?;
    if into.id == from.id {
        return Err(Barred::MergedWithSelf.into());
    }
    if from.merged_count > 0 {
        return Err(Barred::MergedInto.into());
    }
    if escalations.iter().any(Escalation::is_open) { Err(Barred::MergeEscalated.into()) } else { Ok(()) }
}

/// Until when a merge may be taken back.
pub fn undone_until(book: &Rulebook, policy: &CaseMerging, now: Stamp) -> Stamp {
    let working = book.working();
    let span = policy.undo_within.span(working.map_or(Span::DAY, |it| it.day));
    match (policy.undo_time, working) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(now, span),
        _ => now + span,
    }
}

/// Whether a person may take a merge back: whoever may work on the case that stays, also once that is closed.
pub fn may_undo(into: &Case, who: &Asker, it: &CaseMerge, now: Stamp) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    if !(who.handles(into) || who.works_in(&into.unit_id)) {
        return Err(Refused::NotYours);
    }
    if it.undone_ms.is_some() {
        return Err(Barred::MergeUndone.into());
    }
    if now > it.until_ms { Err(Barred::MergeTooOld.into()) } else { Ok(()) }
}

/// Whether a matter may be split off a case.
pub fn may_split(case: &Case, who: &Asker, book: &Rulebook) -> Result<SplitClock, Refused> {
    may_work(case, who)?;
    in_motion(case)?;
    book.teamwork.says.splitting.as_ref().map(|it| it.clock).ok_or_else(|| Barred::NoSplitting.into())
}

/// Whether a link may be taken off: one that people made, and that no figure was made from.
pub fn may_unlink(kind: &str, by_rule: bool) -> Result<(), Refused> {
    let people_made = ["related", "duplicate", "same_cause", "follows", "followed_by"].contains(&kind) && !by_rule;
    if people_made { Ok(()) } else { Err(Barred::LinkStays.into()) }
}
