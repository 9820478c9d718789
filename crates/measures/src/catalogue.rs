//! The one list of metrics. Boards, reports, exports, the API and the documentation all show what stands here; a
//! metric that is not here does not exist.
//!
//! `no` is the metric's number, also in storage: it is never changed and never used twice. `version` goes up whenever the
//! meaning changes, and the figures must then be rebuilt.

mod conversations;
mod outcome;
mod page;
mod records;
mod time;
mod volume;

#[cfg(test)]
mod tests;

pub use page::markdown;

use serde::Serialize;
use utoipa::ToSchema;

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MetricText)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// Both languages of a text, side by side.
const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// What the figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MetricUnit)]
pub enum Unit {
    /// Milliseconds.
    Ms,
    /// Pieces: cases, events.
    Count,
    /// A share between 0 and 1.
    Share,
    /// Pieces for each case.
    PerCase,
    /// Thousandths of a whole.
    PerMille,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither way: the figure tells a volume.
    Neither,
}

/// How facts become the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// How many facts fell into the period.
    Count,
    /// How many were standing at the end of the period.
    Level,
    /// The share of facts that hit.
    Share,
    /// The mean of the facts' values; percentiles exist as well.
    Mean,
}

/// What one fact stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A case, once, as it stands now: what a reopening undid is taken back.
    Case,
    /// A round of the case: the first handling, and one more for each reopening. Rounds stay as they were.
    Round,
    /// A single event: a transfer, a promise, a step.
    Event,
    /// A conversation.
    Conversation,
}

/// A figure's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Metric {
    /// The number of the metric.
    #[serde(skip)]
    pub no: i64,
    /// The number under which its facts are kept: another metric's where both are counted from the same facts, such
    /// as the closings and the share of them that was reopened.
    #[serde(skip)]
    pub kept_as: i64,
    /// The name in addresses, exports and policy.
    pub id: &'static str,
    /// The name on screens.
    pub name: Text,
    /// What it says, in a sentence.
    pub definition: Text,
    /// How it is computed.
    pub formula: Text,
    /// What is left out.
    pub exclusions: Text,
    /// What it is counted in.
    pub unit: Unit,
    /// Which way is good.
    pub better: Better,
    /// How facts become the figure.
    pub shape: Shape,
    /// What one fact stands for.
    pub basis: Basis,
    /// Goes up when the meaning changes.
    pub version: u16,
    /// The kinds of events it is made from.
    pub feeds: &'static [&'static str],
    /// Whether a fact is settled only when the repeat window has passed: younger facts are left out of the figure.
    pub settles: bool,
}

macro_rules! numbers {
    ($($name:ident = $no:literal;)*) => {$(pub(crate) const $name: i64 = $no;)*};
}

numbers! {
    CASES_OPENED = 1;
    CASES_CLOSED = 2;
    BACKLOG = 3;
    FIRST_RESPONSE = 4;
    FIRST_RESPONSE_EACH = 5;
    FIRST_RESPONSE_WORKING = 6;
    RESPONSE_IN_TIME = 7;
    RESPONSE_IN_TIME_EACH = 8;
    RESOLUTION = 9;
    RESOLUTION_EACH = 10;
    RESOLUTION_WORKING = 11;
    RESOLUTION_IN_TIME = 12;
    RESOLUTION_IN_TIME_EACH = 13;
    FIRST_CONTACT = 14;
    RESOLVED_SHARE = 15;
    REOPENED_SHARE = 16;
    COMPLAINT_SHARE = 17;
    SATISFIED_SHARE = 18;
    TRANSFERS = 19;
    ACCEPTANCE_WAIT = 20;
    PROMISES_KEPT = 21;
    STEP_TIME = 22;
    RETURNED_SHARE = 23;
    REPEAT_SHARE = 24;
    TOLD_AT_ONCE = 25;
    FIRST_VISIT_COMPLETE = 26;
    RECORD_QUALITY = 27;
    RECORDS_COMPLETE = 28;
    CONVERSATION_STARTED = 40;
    CONVERSATION_ENDED = 41;
    CONVERSATION_WAIT = 42;
    CONVERSATION_FIRST_RESPONSE = 43;
    CONVERSATION_WITHIN = 44;
    CONVERSATION_RESPONSE = 45;
    CONVERSATION_HANDLING = 46;
    CONVERSATION_ABANDONED = 47;
    CONVERSATION_HANDED_ON = 48;
    CONVERSATION_REOPENED = 49;
    CONVERSATION_SATISFIED = 50;
}

/// What a definition is written over: every list says what its metrics have in common.
const BLANK: Metric = Metric {
    no: 0,
    kept_as: 0,
    id: "",
    name: text("", ""),
    definition: text("", ""),
    formula: text("", ""),
    exclusions: text("无。", "None."),
    unit: Unit::Share,
    better: Better::Up,
    shape: Shape::Share,
    basis: Basis::Round,
    version: 1,
    feeds: &[],
    settles: false,
};

/// All metrics, in the order screens list them.
pub fn all() -> impl Iterator<Item = &'static Metric> {
    volume::LIST.iter().chain(time::LIST).chain(outcome::LIST).chain(records::LIST).chain(conversations::LIST)
}

/// The metric of that name.
pub fn find(id: &str) -> Option<&'static Metric> {
    all().find(|it| it.id == id)
}

/// The metric of that number; every number in storage has one.
pub fn numbered(no: i64) -> Option<&'static Metric> {
    all().find(|it| it.no == no)
}

/// The versions of all metrics as one text: when it differs from the recorded one, figures must be rebuilt.
pub fn edition() -> String {
    let mut parts: Vec<String> = all().map(|it| format!("{}:{}", it.no, it.version)).collect();
    parts.sort();
    parts.join(" ")
}
