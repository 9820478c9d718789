//! Urging (催办): who may urge, how often, and what the n-th urging brings about.

use base::{Span, Stamp};
use policy::model::{RiseTo, TimeKind, Urging};

use super::may_note;
use crate::barred::Barred;
use crate::model::urging::{Brought, CaseUrging, UrgingKind};
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;

/// What policy says of urging; refused while it is switched off.
pub fn policy(book: &Rulebook) -> Result<&Urging, Refused> {
    book.teamwork.says.urging.as_ref().ok_or_else(|| Barred::NoUrging.into())
}

/// As what a person urges: the first receiver before the supervisor. A handler does not urge themselves.
pub fn may_urge(case: &Case, who: &Asker, book: &Rulebook) -> Result<UrgingKind, Refused> {
    policy(book)?;
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    match (who.handles(case), who.received(case), who.supervises(case)) {
        (true, ..) => Err(Barred::UrgesSelf.into()),
        (_, true, _) => Ok(UrgingKind::FirstOwner),
        (.., true) => Ok(UrgingKind::Lead),
        _ => Err(Refused::NotYours),
    }
}

/// Whether a person may write down that the customer urged: everybody who sees the open case and works on cases.
pub fn may_note_customer(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    policy(book)?;
    if case.is_closed() { Err(Refused::AlreadyClosed) } else { may_note(case, who) }
}

/// The moment from which staff may urge again; the latest urging by staff counts.
pub fn again_from(book: &Rulebook, urging: &Urging, all: &[CaseUrging]) -> Option<Stamp> {
    let last = all.iter().filter(|it| it.kind != UrgingKind::Customer).map(|it| it.at_ms).max()?;
    let working = book.working();
    let gap = urging.gap.span(working.map_or(Span::DAY, |it| it.day));
    Some(match (urging.gap_time, working) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(last, gap),
        _ => last + gap,
    })
}

/// Refuses an urging by staff that comes too soon after the last one.
pub fn not_too_soon(book: &Rulebook, urging: &Urging, all: &[CaseUrging], now: Stamp) -> Result<(), Refused> {
    match again_from(book, urging, all) {
        Some(from) if now < from => {
            Err(Refused::UrgedJustNow(from.zoned(&book.zone()).strftime("%Y-%m-%d %H:%M").to_string()))
        }
        _ => Ok(()),
    }
}

/// Where the n-th urging brings a case.
pub fn brought(urging: &Urging, count: i64) -> Option<Brought> {
    urging.rise(count).map(|it| match it {
        RiseTo::Ladder => Brought::Ladder,
        RiseTo::Watch => Brought::Watch,
    })
}
