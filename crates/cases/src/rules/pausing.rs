//! Standing still for an allowed reason (CAS-7).

use base::Stamp;
use policy::model::{Pause, TimeKind};

use super::{in_motion, labels, may_work, said};
use crate::model::{Asker, Case, Rulebook, Status};
use crate::refused::Refused;

/// Whether a case may stand still at all.
pub fn may_stop(case: &Case, who: &Asker) -> Result<(), Refused> {
    may_work(case, who)?;
    in_motion(case)
}

/// Whether a case may stand still for this reason; the policy's rule for it.
pub fn may_pause<'a>(
    case: &Case,
    who: &Asker,
    book: &'a Rulebook,
    reason: &str,
    note: Option<&str>,
) -> Result<&'a Pause, Refused> {
    may_stop(case, who)?;
    let Some(rule) = book.cases.pause(reason) else {
        return Err(Refused::PauseReason(labels::list(book.cases.pauses.iter().map(|it| &it.name))));
    };
    if rule.note && said(note).is_none() {
        return Err(Refused::NoteMissing);
    }
    Ok(rule)
}

/// When a pause ends by itself; never when the policy sets no end.
pub fn ends(rule: &Pause, book: &Rulebook, now: Stamp) -> Option<Stamp> {
    let longest = rule.at_most?;
    let working = book.working();
    let span = longest.span(working.map_or(base::Span::DAY, |it| it.day));
    match (rule.time, working) {
        (TimeKind::Working, Some(working)) => Some(working.calendar.add_working(now, span)),
        _ => Some(now + span),
    }
}

/// Whether a case may go on.
pub fn may_resume(case: &Case, who: &Asker) -> Result<(), Refused> {
    may_work(case, who)?;
    if case.status == Status::Paused { Ok(()) } else { Err(Refused::NotPaused) }
}
