//! Counting all cases and, beside it, each group of them.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::Report;
use super::dims::Dim;
use super::line::Line;
use super::trace::Trace;

/// What is counted of some cases.
pub trait Tally: Clone {
    /// Whether a case is counted at all.
    fn counts(&self, _trace: &Trace) -> bool {
        true
    }
    /// An empty tally for one group; it may count less than the one of all cases.
    #[must_use]
    fn of_group(&self) -> Self {
        self.clone()
    }
    /// Counts a case.
    fn take(&mut self, trace: &Trace);
    /// The figures.
    fn lines(self) -> Vec<Line>;
}

/// By what cases are told apart: the name people gave, what it means, and the zone live cases are read in.
#[derive(Debug, Clone)]
pub struct By {
    /// The dimension as it was named; none for all cases together.
    pub dim: Option<(String, Dim)>,
    /// The zone of the calendar.
    pub zone: TimeZone,
}

/// A tally of all cases and one of each group.
#[derive(Debug, Clone)]
pub struct Grouped<T> {
    by: By,
    blank: T,
    all: T,
    groups: BTreeMap<Option<String>, T>,
}

impl<T: Tally> Grouped<T> {
    /// Counts into copies of an empty tally.
    pub fn new(by: By, blank: T) -> Self {
        Self { by, blank: blank.of_group(), all: blank, groups: BTreeMap::new() }
    }
}

impl<T: Tally> Report for Grouped<T> {
    fn take(&mut self, trace: &Trace) {
        if !self.all.counts(trace) {
            return;
        }
        self.all.take(trace);
        if let Some((_, dim)) = &self.by.dim {
            let group = dim.of_case(trace, &self.by.zone);
            self.groups.entry(group).or_insert_with(|| self.blank.clone()).take(trace);
        }
    }

    fn lines(self: Box<Self>) -> Vec<Line> {
        let mut lines = self.all.lines();
        let Some((name, _)) = self.by.dim else { return lines };
        for (group, tally) in self.groups {
            lines.extend(tally.lines().into_iter().map(|it| it.of(name.clone(), group.clone())));
        }
        lines
    }
}
