//! `sla`: whether time limits were met.

use std::collections::BTreeMap;

use super::grouped::Tally;
use super::line::{Figure, Line};
use super::spread::Spread;
use super::trace::Trace;

/// The report `sla`.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    cases: u64,
    deadlines: u64,
    settled: u64,
    met: u64,
    stated: u64,
    stated_met: u64,
    both: u64,
    both_met: u64,
    compared: u64,
    agree: u64,
    open_with_deadline: u64,
    open_stated_missed: u64,
    allowance: Spread,
    clocks: BTreeMap<String, (u64, u64)>,
}

impl Tally for Limits {
    /// The source's own word counts before what the times say; a due time counts before clocks.
    fn take(&mut self, trace: &Trace) {
        self.cases += 1;
        let (stated, due, done) = (trace.flag("sla_met"), trace.due(), trace.done());
        let by_time = due.zip(done).map(|(due, done)| done <= due);
        if let Some(met) = stated {
            self.stated += 1;
            self.stated_met += u64::from(met);
        }
        if let (Some(due), Some(met)) = (due, by_time) {
            self.both += 1;
            self.both_met += u64::from(met);
            self.allowance.add_span(due - trace.opening());
            if let Some(stated) = stated {
                self.compared += 1;
                self.agree += u64::from(stated == met);
            }
        }
        if let Some(met) = stated.or(by_time) {
            self.settled += 1;
            self.met += u64::from(met);
        }
        self.deadlines += u64::from(due.is_some());
        let waits = due.is_some() && done.is_none();
        self.open_with_deadline += u64::from(waits);
        self.open_stated_missed += u64::from(waits && stated == Some(false));
        for step in trace.steps.iter().filter(|it| it.kind == "clock_met") {
            let (ended, met) = self.clocks.entry(step.target.clone().unwrap_or_default()).or_default();
            *ended += 1;
            *met += u64::from(step.good == Some(true));
        }
    }

    fn lines(self) -> Vec<Line> {
        let mut lines = vec![
            Line::all("cases", Figure::Count(self.cases)),
            Line::all("met", Figure::Share(self.met, self.settled)),
            Line::all("missed", Figure::Share(self.settled - self.met, self.settled)),
            Line::all("deadlines", Figure::Count(self.deadlines)),
            Line::all("stated_met", Figure::Share(self.stated_met, self.stated)),
            Line::all("stated_missed", Figure::Share(self.stated - self.stated_met, self.stated)),
            Line::all("done_by_deadline", Figure::Share(self.both_met, self.both)),
            Line::all("stated_agrees", Figure::Share(self.agree, self.compared)),
            Line::all("allowance", Figure::Spans(self.allowance.stats())),
            Line::all("open_with_deadline", Figure::Count(self.open_with_deadline)),
            Line::all("open_stated_missed", Figure::Share(self.open_stated_missed, self.open_with_deadline)),
        ];
        for (target, (ended, met)) in self.clocks {
            lines.push(Line::all("clocks_met", Figure::Share(met, ended)).of("target", Some(target)));
        }
        lines
    }
}
