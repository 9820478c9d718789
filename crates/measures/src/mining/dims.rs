//! What cases are told apart and chosen by.
//!
//! - `priority`, `class`, `channel`, `unit`, `source`, an attribute's name …: what the case is now.
//! - `year`, `month`, `week`, `day`, `weekday` (0 is Monday), `hour`: when it began, by its own wall clock.
//! - `activity`, `state`, `resource`, `group`, `meaning`, `event.NAME`: what its events say, each event for itself.
//! - `first.NAME`, `last.NAME`: what its first or last event says.

use base::{Day, Stamp};
use jiff::tz::TimeZone;

use super::trace::{Known, Step, Trace};

/// What a name of the command line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dim {
    /// What the case is now.
    Case(String),
    /// When it began.
    Calendar(Unit),
    /// What its events say, each for itself.
    Event(What),
    /// What its first event says.
    First(What),
    /// What its last event says.
    Last(What),
}

/// What an event can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// What was done.
    Activity,
    /// The state afterwards.
    State,
    /// Who did it.
    Resource,
    /// The team that did it.
    Group,
    /// What it means.
    Meaning,
    /// A value the case had then.
    Value(String),
}

/// A part of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `2026`
    Year,
    /// `2026-11`
    Month,
    /// `2026-W47`
    Week,
    /// `2026-11-22`
    Day,
    /// `0` (Monday) to `6`
    Weekday,
    /// `0` to `23`
    Hour,
}

/// Text that names nothing cases can be told apart by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names nothing that cases can be told apart by")]
pub struct NotADim(pub String);

impl What {
    fn of(name: &str) -> Self {
        match name {
            "activity" => Self::Activity,
            "state" => Self::State,
            "resource" => Self::Resource,
            "group" => Self::Group,
            "meaning" => Self::Meaning,
            value => Self::Value(value.to_owned()),
        }
    }

    fn read(&self, step: &Step, value: Option<&Known>) -> Option<String> {
        match self {
            Self::Activity => step.activity.clone(),
            Self::State => step.state.clone(),
            Self::Resource => step.resource.clone(),
            Self::Group => step.group.clone(),
            Self::Meaning => Some(step.meaning.clone()),
            Self::Value(_) => value.map(Known::text),
        }
    }
}

impl std::str::FromStr for Dim {
    type Err = NotADim;
    fn from_str(name: &str) -> Result<Self, NotADim> {
        let rest = |prefix| name.strip_prefix(prefix).filter(|it| !it.is_empty());
        if let Some(what) = rest("first.") {
            return Ok(Self::First(What::of(what)));
        }
        if let Some(what) = rest("last.") {
            return Ok(Self::Last(What::of(what)));
        }
        if let Some(what) = rest("event.") {
            return Ok(Self::Event(What::of(what)));
        }
        Ok(match name {
            "" => return Err(NotADim(name.to_owned())),
            "year" => Self::Calendar(Unit::Year),
            "month" => Self::Calendar(Unit::Month),
            "week" => Self::Calendar(Unit::Week),
            "day" => Self::Calendar(Unit::Day),
            "weekday" => Self::Calendar(Unit::Weekday),
            "hour" => Self::Calendar(Unit::Hour),
            "activity" | "state" | "resource" | "group" | "meaning" => Self::Event(What::of(name)),
            other => Self::Case(other.to_owned()),
        })
    }
}

impl Dim {
    /// Whether each event is counted for itself, so that a case can be in several groups.
    pub fn is_of_events(&self) -> bool {
        matches!(self, Self::Event(_))
    }

    /// The group of a case; for events, that of its last one. Live cases are read in `zone`.
    pub fn of_case(&self, trace: &Trace, zone: &TimeZone) -> Option<String> {
        match self {
            Self::Case(name) => trace.value(name),
            Self::Calendar(unit) => Some(unit.of(trace, zone)),
            Self::First(what) => Self::of_events(what, trace).into_iter().next().flatten(),
            Self::Event(what) | Self::Last(what) => Self::of_events(what, trace).pop().flatten(),
        }
    }

    /// What each activity of the case says, in order; nothing for dimensions that are not of events.
    pub fn each_event(&self, trace: &Trace) -> Vec<Option<String>> {
        match self {
            Self::Event(what) => Self::of_events(what, trace),
            _ => Vec::new(),
        }
    }

    fn of_events(what: &What, trace: &Trace) -> Vec<Option<String>> {
        let mut value = None;
        let mut said = Vec::new();
        for step in &trace.steps {
            if let What::Value(name) = what
                && let Some(changed) = step.changed.get(name)
            {
                value = changed.as_ref();
            }
            if step.activity.is_some() {
                said.push(what.read(step, value));
            }
        }
        said
    }
}

impl Unit {
    fn of(self, trace: &Trace, zone: &TimeZone) -> String {
        let at = local(trace, trace.opening(), zone);
        match self {
            Self::Year => format!("{:04}", at.year()),
            Self::Month => format!("{:04}-{:02}", at.year(), at.month()),
            Self::Week => {
                let week = at.date().iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Day => at.date().to_string(),
            Self::Weekday => at.weekday().to_monday_zero_offset().to_string(),
            Self::Hour => at.hour().to_string(),
        }
    }
}

/// A moment on the wall clock of a case: the file's own for logs imported as written, else that of `zone`.
pub fn local(trace: &Trace, at: Stamp, zone: &TimeZone) -> jiff::Zoned {
    if trace.keeps_wall_clock() { at.zoned(&TimeZone::UTC) } else { at.zoned(zone) }
}

/// The end of a day on the calendar of a case.
pub fn day_end(trace: &Trace, day: Day, zone: &TimeZone) -> Stamp {
    if trace.keeps_wall_clock() { day.next().start(&TimeZone::UTC) } else { day.next().start(zone) }
}

/// A condition a case has to meet: `priority=High`, `priority!=High`, `subject~internet`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    dim: Dim,
    test: Test,
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Is,
    IsNot,
    Contains,
}

impl std::str::FromStr for Condition {
    type Err = NotADim;
    fn from_str(text: &str) -> Result<Self, NotADim> {
        let at = text.find(['=', '~', '!']).ok_or_else(|| NotADim(text.to_owned()))?;
        let (name, rest) = text.split_at(at);
        let (test, value) = [("!=", Test::IsNot), ("=", Test::Is), ("~", Test::Contains)]
            .into_iter()
            .find_map(|(sign, test)| Some((test, rest.strip_prefix(sign)?)))
            .ok_or_else(|| NotADim(text.to_owned()))?;
        let value = if test == Test::Contains { value.to_lowercase() } else { value.to_owned() };
        let dim = name.parse().map_err(|_| NotADim(text.to_owned()))?;
        Ok(Self { dim, test, value })
    }
}

impl Condition {
    /// What it looks at.
    pub fn dim(&self) -> &Dim {
        &self.dim
    }

    /// Whether a case meets it. Of events, one that does is enough; with `!=`, none may be equal. An empty value means
    /// that nothing is known. `~` looks into a text, capitals or not; `subject` and `description` are those of the case.
    pub fn holds(&self, trace: &Trace, zone: &TimeZone) -> bool {
        let said = match &self.dim {
            Dim::Case(name) if name == "subject" => vec![Some(trace.case.subject.clone())],
            Dim::Case(name) if name == "description" => vec![Some(trace.case.description.clone())],
            dim if dim.is_of_events() => dim.each_event(trace),
            dim => vec![dim.of_case(trace, zone)],
        };
        let mut said = said.into_iter().map(Option::unwrap_or_default);
        match self.test {
            Test::Is => said.any(|it| it == self.value),
            Test::IsNot => !said.any(|it| it == self.value),
            Test::Contains => said.any(|it| it.to_lowercase().contains(&self.value)),
        }
    }
}
