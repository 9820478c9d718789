//! More time for a limit (A): only when the customer was told, and it is written how and when.

use base::{Span, Stamp};

use super::{may_work, said};
use crate::model::{Asker, Case, Clock, ClockState, Rulebook};
use crate::refused::Refused;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The new due time.
    pub until: Stamp,
    /// When the customer was told.
    pub told_at: Option<Stamp>,
    /// How the customer was told.
    pub told_how: Option<&'a str>,
    /// Why more time is needed.
    pub reason: Option<&'a str>,
}

/// Whether a clock can be extended by a person at all.
pub fn may_ask(case: &Case, who: &Asker, book: &Rulebook, clock: &Clock) -> Result<(), Refused> {
    may_work(case, who)?;
    let rule = &book.limits.extensions;
    if !rule.targets.contains(&clock.target.kind()) {
        return Err(Refused::NotExtendable);
    }
    let runs = matches!(clock.state, ClockState::Running | ClockState::Paused);
    let late = clock.state == ClockState::Breached && clock.is_live() && !rule.before_due;
    if !(runs || late) {
        return Err(Refused::ClockNotRunning);
    }
    let times = i64::try_from(clock.extended.0.len()).unwrap_or(i64::MAX);
    if times >= rule.at_most_times { Err(Refused::ExtensionsSpent(rule.at_most_times)) } else { Ok(()) }
}

/// The latest moment a clock may be extended to, by the share of its original limit that policy allows altogether.
pub fn latest(book: &Rulebook, clock: &Clock) -> Stamp {
    let first_due = clock.extended.0.first().map_or(clock.due_ms, |it| it.from);
    let calendar = super::clock::calendar(clock, book);
    let (given, share) = match calendar {
        Some(it) => (it.calendar.working_between(first_due, clock.due_ms), book.limits.extensions.at_most_permille),
        None => (clock.due_ms - first_due, book.limits.extensions.at_most_permille),
    };
    let most: Span = (clock.limit_ms - given).permille(share);
    calendar.map_or(first_due + most, |it| it.calendar.add_working(first_due, most))
}

/// Whether a person may extend a clock like this.
pub fn may_extend(
    case: &Case,
    who: &Asker,
    book: &Rulebook,
    clock: &Clock,
    wish: Wish<'_>,
    now: Stamp,
) -> Result<(), Refused> {
    may_ask(case, who, book, clock)?;
    let rule = &book.limits.extensions;
    if wish.until <= clock.due_ms || wish.until <= now {
        return Err(Refused::NotLater);
    }
    let told = wish.told_at.is_some_and(|it| it <= now) && said(wish.told_how).is_some();
    if rule.customer_told && !told {
        return Err(Refused::NotTold);
    }
    if rule.reason && said(wish.reason).is_none() {
        return Err(Refused::ReasonMissing);
    }
    let latest = latest(book, clock);
    if wish.until <= latest {
        return Ok(());
    }
    Err(Refused::ExtensionTooFar(latest.zoned(&book.zone()).strftime("%Y-%m-%d %H:%M").to_string()))
}
