//! `cases --by activity` and its like: each event is counted for itself.

use std::collections::HashMap;

use super::Report;
use super::dims::Dim;
use super::line::{Figure, Line};
use super::spread::Spread;
use super::trace::Trace;

/// The report `cases` by a dimension of events: events, cases with such an event, and events per case, cases without
/// one included.
#[derive(Debug)]
pub struct Events {
    name: String,
    dim: Dim,
    cases: u64,
    groups: HashMap<Option<String>, Group>,
}

#[derive(Debug, Default)]
struct Group {
    events: u64,
    cases: u64,
    per_case: Spread,
}

impl Events {
    /// Counts by a dimension of events.
    pub fn new(name: String, dim: Dim) -> Self {
        Self { name, dim, cases: 0, groups: HashMap::new() }
    }
}

impl Report for Events {
    fn take(&mut self, trace: &Trace) {
        self.cases += 1;
        let mut counts: HashMap<Option<String>, u64> = HashMap::new();
        for said in self.dim.each_event(trace) {
            *counts.entry(said).or_default() += 1;
        }
        for (name, count) in counts {
            let group = self.groups.entry(name).or_default();
            group.events += count;
            group.cases += 1;
            group.per_case.add_count(count);
        }
    }

    fn lines(self: Box<Self>) -> Vec<Line> {
        let all = self.cases;
        let events = self.groups.values().map(|it| it.events).sum();
        let mut lines = vec![Line::all("cases", Figure::Count(all)), Line::all("events", Figure::Count(events))];
        let mut groups: Vec<_> = self.groups.into_iter().collect();
        groups.sort_by(|a, b| b.1.events.cmp(&a.1.events).then_with(|| a.0.cmp(&b.0)));
        for (value, group) in groups {
            let without = all - group.cases;
            for (key, figure) in [
                ("events", Figure::Count(group.events)),
                ("cases_with", Figure::Share(group.cases, all)),
                ("per_case", Figure::Numbers(group.per_case.stats_with(without))),
            ] {
                lines.push(Line::all(key, figure).of(self.name.clone(), value.clone()));
            }
        }
        lines
    }
}
