//! What a mapping file says: which column of another system's file is what.
//!
//! A mapping is data, written by hand in `imports/*.toml` or made in the browser; docs/book/src/import.md explains
//! it with examples. It keeps the source's own names of activities and states; `meanings` says which of them are
//! an opening, a resolution, a closing ….

mod check;
mod guess;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use check::Wrong;
pub use guess::guess;
pub use words::{Flag, Meaning, Meanings, Milestone, Words};

/// How the rows of one source become cases and their events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The source's name. Cases and rows are recognised again under it, so it stays as it is.
    pub source: String,
    /// Whether a row is one event of a case, or a whole case.
    pub rows: Rows,
    /// Names of the files it is made for, without `.gz` and `.zst`; only a hint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// How the file is written.
    #[serde(default)]
    pub read: ReadOptions,
    /// How times are written.
    pub times: Times,
    /// The case behind a row.
    pub case: CaseColumns,
    /// What happened, when a row is an event; a case's state, when a row is a case.
    #[serde(default)]
    pub event: EventColumns,
    /// Columns that hold the time of something that happens to each case once.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub milestones: BTreeMap<Milestone, TimeColumn>,
    /// What the source's activities or states mean.
    #[serde(default)]
    pub meanings: Meanings,
    /// Yes-or-no columns with a known meaning.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<Flag, YesNo>,
    /// Answers to the fields that policy gives to cases, by the field's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Text>,
    /// Everything else worth keeping, by the name it shall have.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Attribute>,
}

/// What a row of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rows {
    /// Something that happened to a case at a time.
    Event,
    /// A case with the times of what happened to it.
    Case,
}

/// How the file is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReadOptions {
    /// The separator of a table; found out when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// The encoding of a table, such as `gb18030`; found out when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The sheet of a workbook; the first when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cells that mean "nothing is known".
    pub nothing: Vec<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { separator: None, encoding: None, sheet: None, nothing: vec![String::new()] }
    }
}

/// How times are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Formats tried in turn, in the letters of `strptime`: `%d/%m/%Y %H:%M`. `excel` is a workbook's number of days.
    /// ISO 8601 is understood without being named.
    pub formats: Vec<String>,
    /// `as written`: the wall clock is kept whatever the zone; `offset`: each time names its offset;
    /// else a zone such as `Asia/Shanghai` in which the wall clock is read.
    #[serde(default = "as_written")]
    pub zone: String,
}

fn as_written() -> String {
    Times::AS_WRITTEN.to_owned()
}

impl Times {
    /// The zone of times whose wall clock is kept.
    pub const AS_WRITTEN: &'static str = "as written";
    /// The zone of times that name their offset.
    pub const OFFSET: &'static str = "offset";
    /// The format of times that are a workbook's number of days since 30 December 1899.
    pub const EXCEL: &'static str = "excel";
}

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// A column.
    Column(String),
    /// The same text for every row.
    Fixed(Fixed),
    /// Several columns joined.
    Joined(Joined),
    /// A column whose values are given other names.
    Renamed(Renamed),
}

/// The same text for every row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The text.
    pub is: String,
}

/// Several columns joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joined {
    /// The columns, in order.
    pub columns: Vec<String>,
    /// What stands between them.
    pub by: String,
}

/// A column whose values are given other names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// The column.
    pub column: String,
    /// The new name of each value.
    pub names: BTreeMap<String, String>,
    /// The name of values not listed; they stay as they are when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<String>,
}

/// Where a time comes from: one column, or several that are joined by a blank first (a date and a time).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TimeColumn {
    /// One column.
    One(String),
    /// Several columns, joined by a blank.
    Several(Vec<String>),
}

/// The case behind a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseColumns {
    /// The case's key in the source.
    pub key: Text,
    /// One line about the matter; the key when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text>,
    /// What the customer said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The kind: `complaint`, `fault`, `inquiry` ….
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Text>,
    /// The class within the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Text>,
    /// The priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Text>,
    /// The channel it came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Text>,
    /// The customer's key in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Text>,
}

/// What happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventColumns {
    /// When it happened; needed when a row is an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<TimeColumn>,
    /// What was done, in the source's words; needed when a row is an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Text>,
    /// The case's state afterwards, in the source's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Text>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<Text>,
    /// The team that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Text>,
    /// What was answered to the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Text>,
}

/// Which cells of a column mean yes and which no; others mean nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YesNo {
    /// The column.
    pub column: String,
    /// Cells that mean yes.
    pub yes: Vec<String>,
    /// Cells that mean no.
    pub no: Vec<String>,
}

/// Something worth keeping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Attribute {
    /// A column, as text.
    Column(String),
    /// A column with more to say.
    Detailed(Detailed),
}

/// A column with its kind of value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detailed {
    /// The column.
    pub column: String,
    /// The kind of value.
    #[serde(default)]
    pub kind: ValueKind,
    /// The only values that are right; others are reported and left out. Empty: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
}

/// The kind of an attribute's values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// The number of characters of a text that is not kept itself.
    Length,
}

impl Attribute {
    /// The column, the kind of value and the values allowed.
    pub fn parts(&self) -> (&str, ValueKind, &[String]) {
        match self {
            Self::Column(column) => (column, ValueKind::Text, &[]),
            Self::Detailed(it) => (&it.column, it.kind, &it.allowed),
        }
    }
}

impl Text {
    /// The columns it is made of.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Column(column) => vec![column],
            Self::Fixed(_) => Vec::new(),
            Self::Joined(it) => it.columns.iter().map(String::as_str).collect(),
            Self::Renamed(it) => vec![&it.column],
        }
    }
}

impl TimeColumn {
    /// The columns it is made of.
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::One(column) => vec![column],
            Self::Several(columns) => columns.iter().map(String::as_str).collect(),
        }
    }
}

impl Mapping {
    /// Reads a mapping file and checks it; see [`Wrong`].
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let mapping: Self = toml::from_str(text).map_err(|it| Wrong::Written(it.to_string()))?;
        mapping.check()?;
        Ok(mapping)
    }

    /// The columns without which no row can be used: those of the key, and of the time and the activity of an event or
    /// the opening of a case.
    pub fn needed(&self) -> Vec<String> {
        let opened = self.milestones.get(&Milestone::Opened);
        let (activity, time) = match self.rows {
            Rows::Event => (self.event.activity.as_ref(), self.event.at.as_ref()),
            Rows::Case => (None, opened),
        };
        // Of a joined activity the first column is the one that tells something.
        let activity = activity.and_then(|it| it.columns().first().copied());
        let time = time.map(TimeColumn::columns).unwrap_or_default();
        self.case.key.columns().into_iter().chain(time).chain(activity).map(ToOwned::to_owned).collect()
    }

    /// Every column the mapping names, each once, in order of first use.
    pub fn columns(&self) -> Vec<String> {
        let case = &self.case;
        let event = &self.event;
        let texts = [Some(&case.key)].into_iter().chain([
            case.subject.as_ref(),
            case.description.as_ref(),
            case.kind.as_ref(),
            case.class.as_ref(),
            case.priority.as_ref(),
            case.channel.as_ref(),
            case.customer.as_ref(),
            event.activity.as_ref(),
            event.state.as_ref(),
            event.resource.as_ref(),
            event.group.as_ref(),
            event.reply.as_ref(),
        ]);
        let names = (texts.flatten().chain(self.fields.values()).flat_map(Text::columns))
            .chain(event.at.iter().chain(self.milestones.values()).flat_map(TimeColumn::columns))
            .chain(self.flags.values().map(|it| it.column.as_str()))
            .chain(self.attributes.values().map(|it| it.parts().0));
        let mut columns: Vec<String> = Vec::new();
        for name in names {
            if !columns.iter().any(|it| it == name) {
                columns.push(name.to_owned());
            }
        }
        columns
    }
}
