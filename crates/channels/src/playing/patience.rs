//! How long people wait before they give up, from waits that were cut short.

use base::stats::wide;
use base::{SeededRandom, Span};

/// The share of people still waiting after each wait at which somebody gave up: the product-limit estimate of Kaplan and
/// Meier (1958). Waits that ended with an answer tell only that the patience was longer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Patience {
    steps: Vec<(Span, f64)>,
    /// The longest wait seen.
    longest: Span,
}

impl Patience {
    /// From waits, each with whether it ended by giving up.
    pub fn of(waits: impl IntoIterator<Item = (Span, bool)>) -> Self {
        // At the same wait those who gave up count as still waiting with those who were answered.
        let mut waits: Vec<(Span, bool)> = waits.into_iter().map(|(wait, gave_up)| (wait, !gave_up)).collect();
        waits.sort_unstable();
        let longest = waits.last().map_or(Span(0), |it| it.0);
        let (mut left, mut share, mut steps) =
            (wide(u64::try_from(waits.len()).unwrap_or(u64::MAX)), 1.0, Vec::<(Span, f64)>::new());
        for (wait, answered) in waits {
            if !answered {
                share *= 1.0 - 1.0 / left;
                match steps.last_mut() {
                    Some(last) if last.0 == wait => last.1 = share,
                    _ => steps.push((wait, share)),
                }
            }
            left -= 1.0;
        }
        Self { steps, longest }
    }

    /// The share of people still waiting after a wait.
    pub fn left(&self, after: Span) -> f64 {
        self.steps.iter().take_while(|it| it.0 <= after).last().map_or(1.0, |it| it.1)
    }

    /// Draws the patience of somebody known to have waited so long. The most patient wait as
    /// long as anybody was seen to.
    pub fn draw(&self, at_least: Span, dice: &mut SeededRandom) -> Span {
        const PARTS: u64 = 1 << 32;
        let share = wide(dice.below(PARTS)) / wide(PARTS) * self.left(at_least);
        let step = self.steps.iter().find(|it| it.0 > at_least && it.1 <= share);
        step.map_or(self.longest.max(at_least), |it| it.0)
    }
}
