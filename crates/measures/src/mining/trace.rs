//! A case as reports see it: what is known of it, and what happened, in the order of the log.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base::{Span, Stamp};
use serde::Deserialize;

/// A value that is known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Known {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
    /// A list or a record, which no report reads.
    Other(serde::de::IgnoredAny),
}

impl Known {
    /// The value as text: `true`, `12`, `0.5`.
    pub fn text(&self) -> String {
        match self {
            Self::Flag(it) => it.to_string(),
            Self::Number(it) => it.to_string(),
            Self::Text(it) => it.clone(),
            Self::Other(_) => String::new(),
        }
    }
}

/// Values by name; `None` where the source says that nothing is known.
pub type Values = BTreeMap<String, Option<Known>>;

/// Something that happened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// When.
    pub at: Stamp,
    /// The event's kind without its capability and version: `opened`, `closed` …
    pub kind: String,
    /// What it means: the kind, or what the source's row means when its event is of another kind.
    pub meaning: String,
    /// What was done, in the source's words, for live work the kind; absent when it is no activity: what a clock did,
    /// or what an import concluded from a column.
    pub activity: Option<String>,
    /// The state afterwards.
    pub state: Option<String>,
    /// Who did it.
    pub resource: Option<String>,
    /// The team that did it.
    pub group: Option<String>,
    /// Whether the time is not known, only the fact.
    pub untimed: bool,
    /// Whether what was due was reached in time, or whether the customer is satisfied.
    pub good: Option<bool>,
    /// What the clock waits for.
    pub target: Option<String>,
    /// By when it is due.
    pub due: Option<Stamp>,
    /// The values that changed.
    pub changed: Values,
}

/// What the case itself says, as it is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaseFacts {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// What the customer said.
    pub description: String,
    /// Kind, class, channel, priority, status, step, unit, owner, customer, source, by name.
    pub dims: BTreeMap<&'static str, String>,
    /// When it was taken in.
    pub opened: Stamp,
}

/// A case and what happened to it, in the order of the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// What the case itself says.
    pub case: CaseFacts,
    /// What happened.
    pub steps: Vec<Step>,
    /// The values the case keeps, as the latest step left them.
    pub values: Values,
}

/// The part of an event's body that reports read.
#[derive(Debug, Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    activity: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    state: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    resource: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    group: Option<Cow<'a, str>>,
    #[serde(default)]
    attrs: Values,
    #[serde(default)]
    synthetic: bool,
    #[serde(default)]
    in_time: Option<bool>,
    #[serde(default)]
    satisfied: Option<bool>,
    #[serde(borrow, default)]
    target: Option<Cow<'a, str>>,
    #[serde(default)]
    due_at: Option<Stamp>,
}

impl Step {
    /// Reads an entry of the log; a body that is no JSON object counts as an empty one.
    pub fn of(kind: &str, at: Stamp, body: &str) -> Self {
        let kind = kind.strip_prefix("cases.").unwrap_or(kind);
        let kind = kind.rsplit_once(".v").map_or(kind, |(name, _)| name);
        let Ok(body) = serde_json::from_str::<Body<'_>>(body) else {
            return Self { at, kind: kind.to_owned(), meaning: kind.to_owned(), ..Self::default() };
        };
        let mut changed = body.attrs;
        let derived = changed.remove("_derived").is_some() || body.synthetic;
        let untimed = changed.remove("_untimed").is_some();
        let meaning = changed.remove("_means").flatten().map_or_else(|| kind.to_owned(), |it| it.text());
        let own = |it: Option<Cow<'_, str>>| it.map(Cow::into_owned);
        let live = || (!derived && !kind.starts_with("clock_")).then(|| kind.to_owned());
        Self {
            at,
            meaning,
            activity: own(body.activity).or_else(live),
            kind: kind.to_owned(),
            state: own(body.state),
            resource: own(body.resource),
            group: own(body.group),
            untimed,
            good: body.in_time.or(body.satisfied),
            target: own(body.target),
            due: body.due_at,
            changed,
        }
    }
}

/// What a column says about a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// Then.
    At(Stamp),
    /// The column is there and says nothing.
    Nothing,
}

impl Stated {
    fn at(self) -> Option<Stamp> {
        match self {
            Self::At(at) => Some(at),
            Self::Nothing => None,
        }
    }
}

impl Trace {
    /// A case before its first step.
    pub fn new(case: CaseFacts) -> Self {
        Self { case, ..Self::default() }
    }

    /// Adds what happened next.
    pub fn push(&mut self, step: Step) {
        for (name, value) in &step.changed {
            match self.values.get_mut(name) {
                Some(slot) => slot.clone_from(value),
                None => {
                    self.values.insert(name.clone(), value.clone());
                }
            }
        }
        self.steps.push(step);
    }

    /// The steps that are activities.
    pub fn activities(&self) -> impl DoubleEndedIterator<Item = (&Step, &str)> {
        self.steps.iter().filter_map(|it| Some((it, it.activity.as_deref()?)))
    }

    /// A value the case keeps: an attribute of that name, else what the case itself says.
    pub fn value(&self, name: &str) -> Option<String> {
        match self.values.get(name) {
            Some(value) => value.as_ref().map(Known::text),
            None => self.case.dims.get(name).cloned(),
        }
    }

    /// Whether the case has something of this name, be it empty now.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.case.dims.contains_key(name)
    }

    /// A yes-or-no value the case keeps.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.values.get(name) {
            Some(Some(Known::Flag(it))) => Some(*it),
            _ => None,
        }
    }

    /// What a column states about a time; `None` when no column does.
    fn stated(&self, milestone: &str) -> Option<Stated> {
        let value = self.values.get(&format!("_{milestone}"))?;
        Some(match value {
            #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "written as a whole number")]
            Some(Known::Number(ms)) => Stated::At(Stamp(*ms as i64)),
            _ => Stated::Nothing,
        })
    }

    /// Whether the times are the wall clock of some zone, kept as if it were UTC.
    pub fn keeps_wall_clock(&self) -> bool {
        self.flag("_wall").unwrap_or(false)
    }

    /// When it began: the stated time, else its first step that means so, else when the case was taken in.
    pub fn opening(&self) -> Stamp {
        if let Some(Stated::At(at)) = self.stated("opened") {
            return at;
        }
        let said = self.steps.iter().find(|it| it.meaning == "opened" && it.activity.is_some());
        said.map_or(self.case.opened, |it| it.at)
    }

    /// Whether a step has one of these meanings, its time known or not.
    pub fn ever(&self, meanings: &[&str]) -> bool {
        self.steps.iter().any(|it| meanings.contains(&it.meaning.as_str()))
    }

    /// When a meaning was first reached: the stated time, else the first step of it whose time is known.
    pub fn first(&self, meaning: &str) -> Option<Stamp> {
        self.stated(meaning).map_or_else(|| self.timed(meaning).next().map(|it| it.at), Stated::at)
    }

    /// When a meaning was last reached.
    pub fn last(&self, meaning: &str) -> Option<Stamp> {
        self.stated(meaning).map_or_else(|| self.timed(meaning).next_back().map(|it| it.at), Stated::at)
    }

    /// The steps of a meaning whose time is known.
    pub fn timed<'a>(&'a self, meaning: &'a str) -> impl DoubleEndedIterator<Item = &'a Step> {
        self.steps.iter().filter(move |it| it.meaning == meaning && !it.untimed)
    }

    /// By when it had to be solved: the stated time, else the due time of the last clock that waited for the solution.
    pub fn due(&self) -> Option<Stamp> {
        let clock = || self.steps.iter().rev().filter(|it| it.kind == "clock_started");
        let by_clock = || clock().find(|it| it.target.as_deref() == Some("resolution")).and_then(|it| it.due);
        self.stated("due").map_or_else(by_clock, Stated::at)
    }

    /// When it was done with: solved, or closed without a solution before. Absent while it is not, or not any more.
    pub fn done(&self) -> Option<Stamp> {
        if !self.is_done() {
            return None;
        }
        self.last("resolved").or_else(|| self.last("closed"))
    }

    /// When it was last closed. Absent while it is open.
    pub fn closing(&self) -> Option<Stamp> {
        if self.is_closed() { self.last("closed") } else { None }
    }

    /// Whether the last step that settles it solved or closed it.
    pub fn is_done(&self) -> bool {
        self.standing().is_some_and(|it| it.meaning == "resolved" || it.meaning == "closed")
    }

    /// Whether the last step that settles it closed it.
    pub fn is_closed(&self) -> bool {
        self.standing().is_some_and(|it| it.meaning == "closed")
    }

    /// The last step that settles where the case stands: done with, or taken up again.
    fn standing(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|it| {
            it.kind == "reopened" && it.meaning != "resolved" || matches!(it.meaning.as_str(), "resolved" | "closed")
        })
    }

    /// From one moment to another.
    pub fn span(from: Stamp, to: Option<Stamp>) -> Option<Span> {
        to.map(|it| it - from)
    }
}
