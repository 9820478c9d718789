//! `cases`: how many there are, how long they take, how often they come back.

use std::collections::{BTreeMap, HashMap, HashSet};

use base::{Day, Stamp};
use jiff::tz::TimeZone;

use super::dims::day_end;
use super::grouped::Tally;
use super::line::{Figure, Line};
use super::spread::Spread;
use super::trace::{Known, Step, Trace};

/// The report `cases`, for all dimensions but those of events.
#[derive(Debug, Clone, Default)]
pub struct Cases {
    until: Option<(Day, TimeZone)>,
    /// Whether it is about one group: what is kept of attributes is told of all cases only.
    is_group: bool,
    count: u64,
    events: u64,
    activities: HashSet<String>,
    resources: HashSet<String>,
    groups: HashSet<String>,
    customers: HashMap<String, u64>,
    span: Option<(Stamp, Stamp)>,
    opened: Option<(Stamp, Stamp)>,
    closed: u64,
    done: u64,
    open_at_end: u64,
    backward: u64,
    zero_gaps: u64,
    repeated: u64,
    back: [u64; 5],
    spans: BTreeMap<&'static str, Spread>,
    per_case: Spread,
    values: BTreeMap<String, Attribute>,
}

/// What is counted of an attribute.
#[derive(Debug, Clone, Default)]
struct Attribute {
    known: u64,
    distinct: HashSet<String>,
    numbers: Spread,
}

/// The five ways a case can come back, each a share of all cases.
const BACK: [&str; 5] =
    ["reopened", "worked_after_resolved", "resolved_again", "anything_after_closed", "worked_after_done"];

/// Spans from the first activity to the first step of a meaning.
const FROM_START: [(&str, &str); 5] = [
    ("start_to_accepted", "accepted"),
    ("start_to_transferred", "transferred"),
    ("start_to_answered", "answered"),
    ("start_to_resolved", "resolved"),
    ("start_to_closed", "closed"),
];

/// Spans from the opening: to the first step of a meaning, or to the last.
const FROM_OPENING: [(&str, &str, bool); 5] = [
    ("opened_to_accepted", "accepted", false),
    ("opened_to_transferred", "transferred", false),
    ("opened_to_answered", "answered", false),
    ("opened_to_resolved", "resolved", true),
    ("opened_to_closed", "closed", true),
];

impl Cases {
    /// `until` is the last day of the period on the calendar of a zone, for the cases open at its end; without it, those
    /// open now are counted.
    pub fn new(until: Option<(Day, TimeZone)>) -> Self {
        Self { until, ..Self::default() }
    }
}

impl Tally for Cases {
    fn of_group(&self) -> Self {
        Self { is_group: true, ..self.clone() }
    }

    fn take(&mut self, trace: &Trace) {
        self.count += 1;
        self.count_events(trace);
        self.count_ways_back(trace);
        self.count_spans(trace);
        if !self.is_group {
            self.count_values(trace);
        }
        let opening = trace.opening();
        self.opened = Some(self.opened.map_or((opening, opening), |(a, b)| (a.min(opening), b.max(opening))));
        self.closed += u64::from(trace.is_closed());
        self.done += u64::from(trace.is_done());
        let standing = match &self.until {
            Some((day, zone)) => {
                let end = day_end(trace, *day, zone);
                opening < end && trace.closing().is_none_or(|it| it >= end)
            }
            None => !trace.is_closed(),
        };
        self.open_at_end += u64::from(standing);
        if let Some(customer) = trace.value("customer") {
            *self.customers.entry(customer).or_default() += 1;
        }
    }

    fn lines(self) -> Vec<Line> {
        let size = |count: usize| Figure::Count(u64::try_from(count).unwrap_or(u64::MAX));
        let mut lines = vec![
            Line::all("cases", Figure::Count(self.count)),
            Line::all("events", Figure::Count(self.events)),
            Line::all("activities", size(self.activities.len())),
            Line::all("resources", size(self.resources.len())),
            Line::all("groups", size(self.groups.len())),
            Line::all("closed", Figure::Share(self.closed, self.count)),
            Line::all("done", Figure::Share(self.done, self.count)),
            Line::all("open_at_end", Figure::Count(self.open_at_end)),
            Line::all("backward_steps", Figure::Count(self.backward)),
            Line::all("zero_gap_steps", Figure::Count(self.zero_gaps)),
            Line::all("repeated_events", Figure::Count(self.repeated)),
            Line::all("events_per_case", Figure::Numbers(self.per_case.stats())),
        ];
        for (key, times) in [(["first_event", "last_event"], self.span), (["first_opened", "last_opened"], self.opened)]
        {
            let Some((first, last)) = times else { continue };
            lines.extend(key.into_iter().zip([first, last]).map(|(key, at)| Line::all(key, Figure::At(at))));
        }
        lines.extend(
            BACK.into_iter().zip(self.back).map(|(key, count)| Line::all(key, Figure::Share(count, self.count))),
        );
        lines.extend(self.spans.into_iter().map(|(key, it)| Line::all(key, Figure::Spans(it.stats()))));
        for (name, it) in self.values {
            let of = |line: Line| line.of("attribute", Some(name.clone()));
            lines.push(of(Line::all("attribute_known", Figure::Share(it.known, self.count))));
            if !it.distinct.is_empty() {
                lines.push(of(Line::all("attribute_values", size(it.distinct.len()))));
            }
            if !it.numbers.is_empty() {
                lines.push(of(Line::all("attribute_numbers", Figure::Numbers(it.numbers.stats()))));
            }
        }
        lines.extend(customers(&self.customers));
        lines
    }
}

impl Cases {
    fn count_events(&mut self, trace: &Trace) {
        let mut count = 0;
        let mut before: Option<&Step> = None;
        let mut seen = HashSet::new();
        let mut alike = false;
        for (step, activity) in trace.activities() {
            count += 1;
            for (set, value) in [
                (&mut self.activities, Some(activity)),
                (&mut self.resources, step.resource.as_deref()),
                (&mut self.groups, step.group.as_deref()),
            ] {
                if let Some(value) = value.filter(|it| !set.contains(*it)) {
                    set.insert(value.to_owned());
                }
            }
            if let Some(before) = before {
                self.backward += u64::from(step.at < before.at);
                self.zero_gaps += u64::from(step.at == before.at);
            }
            alike |= !seen.insert((step.at, activity, &step.state, &step.resource, &step.group));
            self.span = Some(self.span.map_or((step.at, step.at), |(a, b)| (a.min(step.at), b.max(step.at))));
            before = Some(step);
        }
        self.events += count;
        self.per_case.add_count(count);
        if alike {
            self.repeated += repeated(trace);
        }
    }

    fn count_ways_back(&mut self, trace: &Trace) {
        let done = |it: &Step| matches!(it.meaning.as_str(), "resolved" | "closed");
        let (mut resolved, mut closed, mut finished) = (0, false, false);
        let mut back = [
            trace.ever(&["reopened"]) || trace.steps.iter().any(|it| it.kind == "reopened"),
            false,
            false,
            false,
            false,
        ];
        for step in &trace.steps {
            if step.activity.is_some() {
                back[1] |= resolved > 0 && !done(step);
                back[3] |= closed;
                back[4] |= finished && !done(step);
            }
            resolved += u32::from(step.meaning == "resolved");
            closed |= step.meaning == "closed";
            finished |= done(step);
        }
        back[2] = resolved > 1;
        for (sum, came) in self.back.iter_mut().zip(back) {
            *sum += u64::from(came);
        }
    }

    fn count_spans(&mut self, trace: &Trace) {
        let mut add = |key, from, to: Option<Stamp>| {
            if let Some(span) = Trace::span(from, to) {
                self.spans.entry(key).or_default().add_span(span);
            }
        };
        let opening = trace.opening();
        for (key, meaning, last) in FROM_OPENING {
            add(key, opening, if last { trace.last(meaning) } else { trace.first(meaning) });
        }
        let Some((start, _)) = trace.activities().next() else { return };
        add("duration", start.at, trace.activities().next_back().map(|(it, _)| it.at));
        for (key, meaning) in FROM_START {
            add(key, start.at, trace.timed(meaning).next().map(|it| it.at));
        }
        let done = trace.steps.iter().find(|it| !it.untimed && matches!(it.meaning.as_str(), "resolved" | "closed"));
        add("start_to_done", start.at, done.map(|it| it.at));
    }

    fn count_values(&mut self, trace: &Trace) {
        let named = |name: &String| !name.starts_with('_');
        for (name, value) in trace.values.iter().filter(|(name, _)| named(name)) {
            if !self.values.contains_key(name) {
                self.values.insert(name.clone(), Attribute::default());
            }
            let Some(attribute) = self.values.get_mut(name) else { continue };
            attribute.known += u64::from(value.is_some());
            if let Some(Known::Number(number)) = value {
                attribute.numbers.add(*number);
            }
        }
        for (name, value) in trace.steps.iter().flat_map(|it| &it.changed).filter(|(name, _)| named(name)) {
            let Some(attribute) = self.values.get_mut(name) else { continue };
            match value {
                Some(Known::Text(text)) if !attribute.distinct.contains(text) => {
                    attribute.distinct.insert(text.clone());
                }
                Some(Known::Flag(flag)) => {
                    attribute.distinct.insert(flag.to_string());
                }
                _ => {}
            }
        }
    }
}

/// How many customers there are, and how many came at least so many times.
fn customers(customers: &HashMap<String, u64>) -> Vec<Line> {
    if customers.is_empty() {
        return Vec::new();
    }
    let at_least = |times| u64::try_from(customers.values().filter(|it| **it >= times).count()).unwrap_or(u64::MAX);
    let mut lines = vec![Line::all("customers", Figure::Count(at_least(1)))];
    for times in 2..=10 {
        lines.push(Line::all("customers_with", Figure::Count(at_least(times))).of("cases", Some(times.to_string())));
    }
    lines
}

/// How many of a case's events are equal to an earlier one, the values the case had then included.
fn repeated(trace: &Trace) -> u64 {
    let mut seen = HashSet::new();
    let mut values = BTreeMap::new();
    let mut count = 0;
    for step in &trace.steps {
        values.extend(step.changed.iter().map(|(name, it)| (name, it.as_ref().map(Known::text))));
        if step.activity.is_some() {
            let row = (step.at, &step.activity, &step.state, &step.resource, &step.group, values.clone());
            count += u64::from(!seen.insert(row));
        }
    }
    count
}
