//! `responses`: how long customers wait for the first answer.

use super::grouped::Tally;
use super::line::{Figure, Line};
use super::spread::Spread;
use super::trace::Trace;
use base::Span;

/// Limits the answers are held against, in hours: what a report shows is no promise, those are policy.
const HOURS: [i64; 13] = [1, 4, 8, 24, 48, 72, 120, 168, 240, 360, 480, 720, 1440];

/// The report `responses`.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    cases: u64,
    waits: Vec<Span>,
}

impl Tally for Responses {
    fn take(&mut self, trace: &Trace) {
        self.cases += 1;
        let answer = trace.first("answered").or_else(|| trace.first("replied"));
        self.waits.extend(answer.map(|it| it - trace.opening()));
    }

    fn lines(self) -> Vec<Line> {
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let mut spread = Spread::default();
        self.waits.iter().for_each(|it| spread.add_span(*it));
        let mut lines = vec![
            Line::all("cases", Figure::Count(self.cases)),
            Line::all("answered", Figure::Share(count(self.waits.len()), self.cases)),
            Line::all("opened_to_answered", Figure::Spans(spread.stats())),
        ];
        for hours in HOURS {
            let limit = Span::HOUR.times(hours);
            let within = count(self.waits.iter().filter(|it| **it <= limit).count());
            let line = Line::all("answered_within", Figure::Share(within, self.cases));
            lines.push(line.of("hours", Some(hours.to_string())));
        }
        lines
    }
}
