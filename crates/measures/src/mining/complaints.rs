//! `complaints`: were they answered in time, and did the customer contest the answer. Cases of the kind `complaint` only.

use super::grouped::Tally;
use super::line::{Figure, Line};
use super::spread::Spread;
use super::trace::{Step, Trace};

/// The report `complaints`.
#[derive(Debug, Clone, Default)]
pub struct Complaints {
    count: u64,
    timely: [u64; 2],
    disputed: [u64; 2],
    done: u64,
    passed_on: Spread,
    answered: Spread,
}

/// Whether it was answered in time: the source's word, else the clock of the first answer.
fn timely(trace: &Trace) -> Option<bool> {
    let clock = |target: &str| {
        let met = |it: &&Step| it.kind == "clock_met" && it.target.as_deref() == Some(target);
        trace.steps.iter().find(met).and_then(|it| it.good)
    };
    trace.flag("timely").or_else(|| clock("first_response"))
}

/// Whether the customer contested it: the source's word, else what the customer said last about the result.
fn disputed(trace: &Trace) -> Option<bool> {
    let said = || trace.steps.iter().rev().find(|it| it.kind == "confirmed").and_then(|it| it.good);
    trace.flag("disputed").or_else(|| said().map(|satisfied| !satisfied))
}

impl Tally for Complaints {
    fn counts(&self, trace: &Trace) -> bool {
        trace.value("kind").as_deref() == Some("complaint")
    }

    fn take(&mut self, trace: &Trace) {
        self.count += 1;
        for (counts, known) in [(&mut self.timely, timely(trace)), (&mut self.disputed, disputed(trace))] {
            match known {
                Some(true) => counts[1] += 1,
                Some(false) => counts[0] += 1,
                None => {}
            }
        }
        self.done += u64::from(trace.is_done());
        let opening = trace.opening();
        if let Some(at) = trace.first("transferred") {
            self.passed_on.add_span(at - opening);
        }
        if let Some(at) = trace.first("answered").or_else(|| trace.first("replied")) {
            self.answered.add_span(at - opening);
        }
    }

    fn lines(self) -> Vec<Line> {
        let [late, timely] = self.timely;
        let [content, disputed] = self.disputed;
        vec![
            Line::all("complaints", Figure::Count(self.count)),
            Line::all("timely", Figure::Share(timely, timely + late)),
            Line::all("timely_of_all", Figure::Share(timely, self.count)),
            Line::all("timely_unknown", Figure::Count(self.count - timely - late)),
            Line::all("disputed", Figure::Share(disputed, disputed + content)),
            Line::all("disputed_of_all", Figure::Share(disputed, self.count)),
            Line::all("disputed_unknown", Figure::Count(self.count - disputed - content)),
            Line::all("done", Figure::Share(self.done, self.count)),
            Line::all("opened_to_transferred", Figure::Spans(self.passed_on.stats())),
            Line::all("opened_to_answered", Figure::Spans(self.answered.stats())),
        ]
    }
}
