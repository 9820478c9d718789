//! The small words of all documents: bilingual text, lengths of time, kinds of time.

use std::fmt;
use std::str::FromStr;

use base::{Param, Span};
use serde::{Deserialize, Serialize};

/// A text in both languages of the product.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in English or, otherwise, in Chinese.
    pub fn of(&self, english: bool) -> &str {
        if english { &self.en } else { &self.zh }
    }
}

impl From<&Text> for Param {
    fn from(it: &Text) -> Self {
        Self::Both { zh: it.zh.clone(), en: it.en.clone() }
    }
}

/// How a length of time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeKind {
    /// Only while the calendar is open.
    Working,
    /// By the clock on the wall, day and night.
    Wall,
}

/// A length of time as policy writes it: `10s`, `5m`, `8h`, `1h30m`, `7d` (days of 24 hours), `1wd` (working days).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// Hours, minutes and seconds.
    Time(Span),
    /// Days of 24 hours.
    Days(i64),
    /// Working days; how long one is, the calendar says.
    WorkingDays(i64),
}

/// How long something is kept: `6mo` (calendar months), `3y`, `30d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// Days.
    Days(i64),
    /// Calendar months.
    Months(i64),
    /// Years.
    Years(i64),
}

/// Text that is not a length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a length of time; write it like {1}")]
pub struct NotALength(String, &'static str);

impl Length {
    /// The length in milliseconds, when a working day is `working_day` long.
    pub fn span(self, working_day: Span) -> Span {
        match self {
            Self::Time(span) => span,
            Self::Days(count) => Span::DAY.times(count),
            Self::WorkingDays(count) => working_day.times(count),
        }
    }

    /// Whether it can run in this kind of time: working days need a calendar, days of 24 hours the wall clock.
    pub fn fits(self, time: TimeKind) -> bool {
        match self {
            Self::Time(_) => true,
            Self::Days(_) => time == TimeKind::Wall,
            Self::WorkingDays(_) => time == TimeKind::Working,
        }
    }

    /// Whether it is longer than nothing.
    pub fn is_positive(self) -> bool {
        self.span(Span::DAY) > Span(0)
    }
}

/// Splits `1h30m` into `(1, "h"), (30, "m")`; nothing when it is not so.
fn pieces(text: &str) -> Option<Vec<(i64, &str)>> {
    let mut rest = text.trim();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let digits = rest.find(|it: char| !it.is_ascii_digit())?;
        let (number, tail) = rest.split_at_checked(digits)?;
        let letters = tail.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at_checked(letters)?;
        found.push((number.parse().ok().filter(|it| *it <= 1_000_000)?, unit));
        rest = tail;
    }
    Some(found)
}

impl FromStr for Length {
    type Err = NotALength;

    fn from_str(text: &str) -> Result<Self, NotALength> {
        let bad = || NotALength(text.to_owned(), "10s, 5m, 8h, 1h30m, 7d or 2wd");
        let pieces = pieces(text).ok_or_else(bad)?;
        match pieces.as_slice() {
            [] => Err(bad()),
            [(count, "wd")] => Ok(Self::WorkingDays(*count)),
            [(count, "d")] => Ok(Self::Days(*count)),
            several => several
                .iter()
                .try_fold(Span(0), |sum, (count, unit)| Some(sum + unit_span(unit)?.times(*count)))
                .map(Self::Time)
                .ok_or_else(bad),
        }
    }
}

fn unit_span(unit: &str) -> Option<Span> {
    match unit {
        "s" => Some(Span::SECOND),
        "m" => Some(Span::MINUTE),
        "h" => Some(Span::HOUR),
        "d" => Some(Span::DAY),
        _ => None,
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(count) => write!(f, "{count}d"),
            Self::WorkingDays(count) => write!(f, "{count}wd"),
            Self::Time(span) => write_time(f, span.0 / 1_000),
        }
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, seconds: i64) -> fmt::Result {
    if seconds == 0 {
        return f.write_str("0s");
    }
    for (count, unit) in [(seconds / 3_600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")] {
        if count != 0 {
            write!(f, "{count}{unit}")?;
        }
    }
    Ok(())
}

impl FromStr for Keep {
    type Err = NotALength;

    fn from_str(text: &str) -> Result<Self, NotALength> {
        let bad = || NotALength(text.to_owned(), "30d, 6mo or 3y");
        match pieces(text).ok_or_else(bad)?.as_slice() {
            [(count, "d")] => Ok(Self::Days(*count)),
            [(count, "mo")] => Ok(Self::Months(*count)),
            [(count, "y")] => Ok(Self::Years(*count)),
            _ => Err(bad()),
        }
    }
}

impl Keep {
    /// Days at least: a month counts as 28, a year as 365. For comparing, not for reckoning a date.
    pub fn least_days(self) -> i64 {
        match self {
            Self::Days(count) => count,
            Self::Months(count) => count * 28,
            Self::Years(count) => count * 365,
        }
    }

    /// The days it is at most, whatever months and years they fall into.
    pub fn most_days(self) -> i64 {
        match self {
            Self::Days(count) => count,
            Self::Months(count) => count * 31,
            Self::Years(count) => count * 366,
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(count) => write!(f, "{count}d"),
            Self::Months(count) => write!(f, "{count}mo"),
            Self::Years(count) => write!(f, "{count}y"),
        }
    }
}

macro_rules! serde_as_text {
    ($($name:ident)*) => {$(
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String).into()
            }
        }
        impl utoipa::ToSchema for $name {}
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use serde_as_text;

serde_as_text! { Length Keep }
