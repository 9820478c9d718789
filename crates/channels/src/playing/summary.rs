//! The figures of a day: service level, speed of answer, those who gave up (ISO 18295-1 names them; COPC defines them).

use base::Span;
use base::stats::{mean, wide};

use super::Played;

/// The figures of some calls.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Calls that came to the queue.
    pub offered: u64,
    /// Of them answered.
    pub answered: u64,
    /// Of them given up.
    pub abandoned: u64,
    /// Answered within the wait asked about.
    pub in_time: u64,
    /// Mean wait of answered calls in seconds, waits of nothing included; nothing when none was answered.
    pub speed_of_answer: Option<f64>,
    /// The longest wait.
    pub longest: Span,
    /// How far the waits told were from what they became, in seconds, as a mean of the amounts; of those who waited and
    /// were served.
    pub told_off_by: Option<f64>,
    /// The same with its sign: above nothing when people waited less than they were told.
    pub told_too_long_by: Option<f64>,
}

impl Figures {
    /// The share in time of all that came.
    pub fn service_level(&self) -> Option<f64> {
        share(self.in_time, self.offered)
    }

    /// The share given up of all that came.
    pub fn abandonment(&self) -> Option<f64> {
        share(self.abandoned, self.offered)
    }
}

fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| wide(part) / wide(all))
}

fn seconds(it: Span) -> f64 {
    wide(u64::try_from(it.0.max(0)).unwrap_or(0)) / 1000.0
}

/// The figures of these calls; `within` is the wait of the service level.
pub fn figures<'p>(played: impl IntoIterator<Item = &'p Played>, within: Span) -> Figures {
    let mut it = Figures::default();
    let (mut waits, mut off) = (Vec::new(), Vec::new());
    for call in played {
        it.offered += 1;
        it.longest = it.longest.max(call.waited);
        if !call.served {
            it.abandoned += 1;
            continue;
        }
        it.answered += 1;
        it.in_time += u64::from(call.waited <= within);
        waits.push(seconds(call.waited));
        if let Some(told) = call.told.filter(|_| call.waited > Span(0)) {
            off.push(seconds(told) - seconds(call.waited));
        }
    }
    it.speed_of_answer = mean(&waits);
    it.told_too_long_by = mean(&off);
    it.told_off_by = mean(&off.iter().map(|it| it.abs()).collect::<Vec<_>>());
    it
}
