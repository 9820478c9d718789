//! Why a clock is due when it is due, in data: the screen makes a sentence of it.

use base::{Span, Stamp};

use crate::model::{Clock, ClockState};

/// The reasons for a due time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The policy version.
    pub policy: String,
    /// The limit within it.
    pub rule: String,
    /// The limit, extensions included, in the time of its calendar.
    pub limit: Span,
    /// Whose working time counts; the wall clock when absent.
    pub calendar: Option<String>,
    /// From when on.
    pub started: Stamp,
    /// How long it stood still, by the wall clock.
    pub paused: Span,
    /// How many times it stood still.
    pub pauses: usize,
    /// How many times more time was given.
    pub extensions: usize,
    /// When it is due; not known while it stands still.
    pub due: Option<Stamp>,
}

/// The reasons for a clock's due time, as of `now`.
pub fn why(clock: &Clock, now: Stamp) -> Why {
    let stood = clock.pauses.0.iter().map(|it| it.to.unwrap_or(now) - it.from);
    Why {
        policy: clock.policy.clone(),
        rule: clock.rule.clone(),
        limit: clock.limit_ms,
        calendar: clock.calendar.clone(),
        started: clock.started_ms,
        paused: stood.fold(Span(0), |sum, it| sum + it),
        pauses: clock.pauses.0.len(),
        extensions: clock.extended.0.len(),
        due: (clock.state != ClockState::Paused).then_some(clock.due_ms),
    }
}
