//! `handovers`: how often a case goes from hand to hand and from team to team.

use std::collections::{HashMap, HashSet};

use super::Report;
use super::line::{Figure, Line};
use super::spread::{Spread, ranked};
use super::trace::{Step, Trace};

/// The report `handovers`.
#[derive(Debug, Default)]
pub struct Handovers {
    resources: Hands,
    groups: Hands,
}

#[derive(Debug, Default)]
struct Hands {
    cases: u64,
    changes: u64,
    several: u64,
    ping_pong: u64,
    per_case: Spread,
    changes_per_case: Spread,
    pairs: HashMap<(String, String), u64>,
}

impl Report for Handovers {
    fn take(&mut self, trace: &Trace) {
        self.resources.take(trace, |it| it.resource.as_deref());
        self.groups.take(trace, |it| it.group.as_deref());
    }

    fn lines(self: Box<Self>) -> Vec<Line> {
        let mut lines = self.resources.lines([
            "resource_handovers",
            "cases_with_several_resources",
            "resource_ping_pong",
            "resources_per_case",
            "resource_handovers_per_case",
            "resource_handover",
        ]);
        lines.extend(self.groups.lines([
            "group_handovers",
            "cases_with_several_groups",
            "group_ping_pong",
            "groups_per_case",
            "group_handovers_per_case",
            "group_handover",
        ]));
        lines
    }
}

impl Hands {
    /// Equal neighbours are one; activities that name nobody are passed over.
    fn take(&mut self, trace: &Trace, hand: impl Fn(&Step) -> Option<&str>) {
        let mut hands: Vec<&str> = trace.activities().filter_map(|(step, _)| hand(step)).collect();
        hands.dedup();
        let count = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
        let distinct = count(hands.iter().collect::<HashSet<_>>().len());
        let changes = count(hands.len().saturating_sub(1));
        self.cases += 1;
        self.changes += changes;
        self.several += u64::from(distinct > 1);
        self.per_case.add_count(distinct);
        self.changes_per_case.add_count(changes);
        self.ping_pong += u64::from(hands.iter().zip(hands.iter().skip(2)).any(|(a, c)| a == c));
        for (from, to) in hands.iter().zip(hands.iter().skip(1)) {
            *self.pairs.entry(((*from).to_owned(), (*to).to_owned())).or_default() += 1;
        }
    }

    fn lines(self, keys: [&'static str; 6]) -> Vec<Line> {
        let [changes, several, ping_pong, per_case, changes_per_case, pair] = keys;
        let mut lines = vec![
            Line::all(changes, Figure::Count(self.changes)),
            Line::all(several, Figure::Share(self.several, self.cases)),
            Line::all(ping_pong, Figure::Share(self.ping_pong, self.cases)),
            Line::all(per_case, Figure::Numbers(self.per_case.stats())),
            Line::all(changes_per_case, Figure::Numbers(self.changes_per_case.stats())),
        ];
        for ((from, to), count) in ranked(&self.pairs) {
            lines.push(Line::all(pair, Figure::Count(count)).of("from", Some(from)).of("to", Some(to)));
        }
        lines
    }
}
