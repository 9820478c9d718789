//! What must hold for a mapping before a row is read.

use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

use super::{Flag, Mapping, Milestone, Rows, Text, Times};

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is not TOML, or not of this form.
    #[error("the mapping cannot be read: {0}")]
    Written(String),
    /// Something needed is left out.
    #[error("the mapping lacks {0}")]
    Lacks(&'static str),
    /// A value cannot stand.
    #[error("the mapping's {at} cannot be {value:?}")]
    Value {
        /// Which entry.
        at: &'static str,
        /// What it says.
        value: String,
    },
    /// Policy has no such field.
    #[error("policy has no field {0}")]
    Field(String),
    /// A field whose answer is a file: no table holds one.
    #[error("the answer to {} is a file", .0.en)]
    File(policy::model::Text),
    /// The file lacks columns the mapping names.
    #[error("the file has no column {}", .0.join(", "))]
    Columns(Vec<String>),
}

/// Attribute names that reports already use for something else.
const TAKEN: [&str; 17] = [
    "activity", "state", "resource", "group", "kind", "class", "priority", "channel", "customer", "status", "source",
    "step", "unit", "year", "month", "weekday", "day",
];

impl Mapping {
    /// Checks everything that can be known without the file.
    pub fn check(&self) -> Result<(), Wrong> {
        self.check_source()?;
        self.check_times()?;
        self.check_rows()?;
        if let Some(name) = self.attributes.keys().find(|it| taken(it)) {
            return Err(Wrong::Value { at: "attributes", value: name.clone() });
        }
        let bad = self.read.encoding.iter().find(|it| !crate::read::knows_encoding(it));
        bad.map_or(Ok(()), |it| Err(Wrong::Value { at: "read.encoding", value: it.clone() }))
    }

    fn check_source(&self) -> Result<(), Wrong> {
        let plain = |it: char| it.is_alphanumeric() && !it.is_uppercase() || it == '_' || it == '-';
        if self.source.is_empty() || self.source.chars().count() > 60 || !self.source.chars().all(plain) {
            return Err(Wrong::Value { at: "source", value: self.source.clone() });
        }
        Ok(())
    }

    fn check_times(&self) -> Result<(), Wrong> {
        if self.times.formats.is_empty() {
            return Err(Wrong::Lacks("times.formats"));
        }
        let (zone, offset) = (self.times.zone.as_str(), self.times.zone == Times::OFFSET);
        if zone != Times::AS_WRITTEN && !offset && TimeZone::get(zone).is_err() {
            return Err(Wrong::Value { at: "times.zone", value: zone.to_owned() });
        }
        let unusable = |it: &&String| {
            let excel = *it == Times::EXCEL;
            !excel && !writes_days(it) || offset && (excel || !it.contains('z'))
        };
        match self.times.formats.iter().find(unusable) {
            Some(format) => Err(Wrong::Value { at: "times.formats", value: format.clone() }),
            None => Ok(()),
        }
    }

    fn check_rows(&self) -> Result<(), Wrong> {
        if matches!(&self.case.key, Text::Fixed(_)) {
            return Err(Wrong::Lacks("case.key"));
        }
        match self.rows {
            Rows::Event if self.event.at.is_none() => Err(Wrong::Lacks("event.at")),
            Rows::Event if self.event.activity.is_none() => Err(Wrong::Lacks("event.activity")),
            Rows::Case if !self.milestones.contains_key(&Milestone::Opened) => Err(Wrong::Lacks("milestones.opened")),
            Rows::Case if self.event.at.is_some() => Err(Wrong::Value { at: "event.at", value: "of a case".into() }),
            _ => Ok(()),
        }
    }
}

pub(super) fn taken(name: &str) -> bool {
    let flag = [Flag::Timely, Flag::Disputed, Flag::SlaMet].iter().any(|it| it.name() == name);
    name.is_empty() || name.contains('.') || name.starts_with('_') || flag || TAKEN.contains(&name)
}

/// Whether a format can be used and tells at least a day.
fn writes_days(format: &str) -> bool {
    let Ok(moment) = "2001-02-03T04:05:06+07:00[+07:00]".parse::<jiff::Zoned>() else { return false };
    let Ok(text) = jiff::fmt::strtime::format(format, &moment) else { return false };
    BrokenDownTime::parse(format, text).is_ok_and(|it| it.to_date().is_ok())
}
