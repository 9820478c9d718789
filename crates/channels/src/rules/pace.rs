//! How long somebody in a queue will wait, told from how fast it moved of late.

use std::collections::VecDeque;

use base::{Span, Stamp};

/// So many of the last departures tell how fast a queue moves: enough to even out chance, few enough to follow a change
/// within minutes.
const LAST: usize = 20;

/// When the last ones left a queue for an agent.
#[derive(Debug, Clone, Default)]
pub struct Pace(VecDeque<Stamp>);

impl Pace {
    /// Somebody left the queue for an agent.
    pub fn moved(&mut self, at: Stamp) {
        if self.0.len() == LAST {
            self.0.pop_front();
        }
        self.0.push_back(at);
    }

    /// The wait of somebody with so many ahead of them; nothing as long as too few were served to tell. The time since
    /// the last departure counts as well, so that a queue that stands still does not promise what it promised before.
    pub fn expected(&self, ahead: usize, now: Stamp) -> Option<Span> {
        let (first, moves) = (*self.0.front()?, i64::try_from(self.0.len()).ok()? - 1);
        if moves < 2 {
            return None;
        }
        let last = self.0.back().copied().unwrap_or(first);
        let usual = (last - first).0 / moves;
        let interval = if (now - last).0 > usual { (now - first).0 / (moves + 1) } else { usual };
        Some(Span(interval).times(i64::try_from(ahead).unwrap_or(i64::MAX).saturating_add(1)))
    }
}

/// A wait as somebody is told it, in seconds: never shorter than it is, and by at most an eighth longer. So it is not said
/// anew to everybody in a long queue whenever a second passes.
pub fn as_told(wait: Span) -> i64 {
    let seconds = (wait.0.max(0) + 999) / 1000;
    let step = (seconds / 8).checked_ilog2().map_or(1, |it| 1 << it);
    (seconds + step - 1) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_never_too_short_and_hardly_too_long() {
        let all =
            [(0, 0), (1, 1), (900, 1), (15_000, 15), (17_000, 18), (61_000, 64), (100_000, 104), (3_601_000, 3840)];
        for (wait, seconds) in all {
            assert_eq!(as_told(Span(wait)), seconds, "{wait} ms");
        }
        for seconds in 1..20_000 {
            let it = as_told(Span(seconds * 1000));
            assert!(it >= seconds && (it - seconds) * 8 <= seconds, "{seconds} s are told as {it}");
        }
    }
}
