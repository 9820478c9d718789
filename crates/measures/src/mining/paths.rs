//! `variants` and `directly-follows`: the ways cases go, and what follows what.
//!
//! A variant is the exact sequence of a case's activities in the order of the log. Both reports tell the sequences as
//! they are (`repeats` is `kept`) and with equal neighbours merged into one (`merged`).

use std::collections::HashMap;

use super::Report;
use super::line::{Figure, Line};
use super::spread::{Spread, ranked};
use super::trace::Trace;

const REPEATS: [&str; 2] = ["kept", "merged"];

/// Names as small numbers: a sequence of activities costs four bytes each.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    fn name(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|it| self.names.get(it)).map_or("", String::as_str)
    }

    fn path(&self, numbers: &[u32]) -> String {
        let names: Vec<&str> = numbers.iter().map(|it| self.name(*it)).collect();
        names.join(" > ")
    }
}

/// The activities of a case as numbers: as they are, and with equal neighbours merged.
fn sequences(names: &mut Names, trace: &Trace) -> [Vec<u32>; 2] {
    let kept: Vec<u32> = trace.activities().map(|(_, activity)| names.number(activity)).collect();
    let mut merged = kept.clone();
    merged.dedup();
    [kept, merged]
}

/// The report `variants`.
#[derive(Debug, Default)]
pub struct Variants {
    names: Names,
    cases: u64,
    counts: [HashMap<Vec<u32>, u64>; 2],
}

impl Report for Variants {
    fn take(&mut self, trace: &Trace) {
        self.cases += 1;
        for (counts, sequence) in self.counts.iter_mut().zip(sequences(&mut self.names, trace)) {
            *counts.entry(sequence).or_default() += 1;
        }
    }

    fn lines(self: Box<Self>) -> Vec<Line> {
        let mut lines = vec![Line::all("cases", Figure::Count(self.cases))];
        for (repeats, counts) in REPEATS.into_iter().zip(&self.counts) {
            let of = |line: Line| line.of("repeats", Some(repeats.to_owned()));
            let distinct = u64::try_from(counts.len()).unwrap_or(u64::MAX);
            lines.push(of(Line::all("variants", Figure::Count(distinct))));
            let named = counts.iter().map(|(path, count)| (self.names.path(path), *count)).collect();
            for (rank, (path, count)) in (1..).zip(ranked::<String>(&named)) {
                let line = of(Line::all("variant", Figure::Share(count, self.cases)));
                lines.push(line.of("rank", Some(i64::to_string(&rank))).of("variant", Some(path)));
            }
        }
        lines
    }
}

/// The report `directly-follows`.
#[derive(Debug, Default)]
pub struct DirectlyFollows {
    names: Names,
    sides: [Side; 2],
}

#[derive(Debug, Default)]
struct Side {
    pairs: HashMap<(u32, u32), Spread>,
    starts: HashMap<u32, u64>,
    ends: HashMap<u32, u64>,
}

impl Report for DirectlyFollows {
    fn take(&mut self, trace: &Trace) {
        let activities: Vec<(u32, base::Stamp)> =
            trace.activities().map(|(step, activity)| (self.names.number(activity), step.at)).collect();
        let mut merged = activities.clone();
        merged.dedup_by_key(|(activity, _)| *activity);
        for (side, sequence) in self.sides.iter_mut().zip([activities, merged]) {
            for (from, to) in sequence.iter().zip(sequence.iter().skip(1)) {
                side.pairs.entry((from.0, to.0)).or_default().add_span(to.1 - from.1);
            }
            if let (Some(first), Some(last)) = (sequence.first(), sequence.last()) {
                *side.starts.entry(first.0).or_default() += 1;
                *side.ends.entry(last.0).or_default() += 1;
            }
        }
    }

    fn lines(self: Box<Self>) -> Vec<Line> {
        let Self { names, sides } = *self;
        let mut lines = Vec::new();
        for (repeats, side) in REPEATS.into_iter().zip(sides) {
            let of = |line: Line| line.of("repeats", Some(repeats.to_owned()));
            let mut pairs: Vec<_> = side.pairs.into_iter().map(|(pair, gaps)| (pair, gaps.stats())).collect();
            let name = |pair: &(u32, u32)| format!("{} > {}", names.name(pair.0), names.name(pair.1));
            pairs.sort_by(|a, b| b.1.n.cmp(&a.1.n).then_with(|| name(&a.0).cmp(&name(&b.0))));
            let total = pairs.iter().map(|it| it.1.n).sum();
            lines.push(of(Line::all("pairs", Figure::Count(u64::try_from(pairs.len()).unwrap_or(u64::MAX)))));
            lines.push(of(Line::all("steps", Figure::Count(total))));
            for (pair, gaps) in pairs {
                let count = Line::all("follows", Figure::Count(gaps.n));
                let gap = Line::all("follows_after", Figure::Spans(gaps));
                for line in [count, gap] {
                    let line = of(line).of("from", Some(names.name(pair.0).to_owned()));
                    lines.push(line.of("to", Some(names.name(pair.1).to_owned())));
                }
            }
            for (key, counts) in [("starts", side.starts), ("ends", side.ends)] {
                let named = counts.iter().map(|(activity, count)| (names.name(*activity).to_owned(), *count)).collect();
                for (activity, count) in ranked::<String>(&named) {
                    lines.push(of(Line::all(key, Figure::Count(count))).of("activity", Some(activity)));
                }
            }
        }
        lines
    }
}
