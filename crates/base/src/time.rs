//! Time: UTC milliseconds, spans in milliseconds, local days, and the clock that is passed in.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment: milliseconds since 1970-01-01 UTC. In JSON it is RFC 3339 text with milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(pub i64);

/// A length of time in milliseconds; negative when an end lies before its start.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct Span(pub i64);

/// A day of the local calendar, as `2026-11-22` in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl Span {
    /// One second.
    pub const SECOND: Self = Self(1_000);
    /// One minute.
    pub const MINUTE: Self = Self(60_000);
    /// One hour.
    pub const HOUR: Self = Self(3_600_000);
    /// Twenty-four hours.
    pub const DAY: Self = Self(86_400_000);

    /// `count` times this span, held at the ends of the number range.
    #[must_use]
    pub fn times(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }

    /// This share of the span in thousandths, rounded down.
    #[must_use]
    pub fn permille(self, share: i64) -> Self {
        let wide = i128::from(self.0) * i128::from(share) / 1000;
        Self(i64::try_from(wide).unwrap_or(i64::MAX))
    }
}

impl Stamp {
    /// The far end of time that can be shown and stored.
    pub const MAX: Self = Self(253_402_207_200_000);

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::MAX)
    }

    /// The moment in a time zone.
    pub fn zoned(self, zone: &TimeZone) -> jiff::Zoned {
        self.timestamp().to_zoned(zone.clone())
    }

    /// The local day this moment falls on.
    pub fn day(self, zone: &TimeZone) -> Day {
        Day(self.zoned(zone).date())
    }
}

impl Day {
    /// The moment the day begins in a time zone.
    pub fn start(self, zone: &TimeZone) -> Stamp {
        self.0.to_zoned(zone.clone()).map_or(Stamp::MAX, |it| Stamp(it.timestamp().as_millisecond()))
    }

    /// The day after; the last day there is follows itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(self.0))
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.timestamp())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Text that is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time such as 2026-11-22T09:30:00Z")]
pub struct NotATime(pub String);

impl std::str::FromStr for Stamp {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        let stamp: Timestamp = text.parse().map_err(|_| NotATime(text.to_owned()))?;
        Ok(Self(stamp.as_millisecond()))
    }
}

impl std::str::FromStr for Day {
    type Err = NotATime;
    fn from_str(text: &str) -> Result<Self, NotATime> {
        text.parse().map(Self).map_err(|_| NotATime(text.to_owned()))
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! text_schema {
    ($($name:ident $format:ident $example:literal;)*) => {$(
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(utoipa::openapi::KnownFormat::$format)))
                    .examples([serde_json::json!($example)])
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )*};
}

text_schema! {
    Stamp DateTime "2026-11-22T03:00:00.000Z";
    Day Date "2026-11-22";
}

impl Sub for Stamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Stamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Stamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// Tells the time. Passed in, so that tests and demo data live at any moment they like.
pub trait Clock: Send + Sync + fmt::Debug {
    /// This moment.
    fn now(&self) -> Stamp;
}

/// The real time.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one door to the system's time")]
    fn now(&self) -> Stamp {
        Stamp(Timestamp::now().as_millisecond())
    }
}

/// A clock that stands until it is moved.
#[derive(Debug, Default)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at `at`.
    pub fn at(at: Stamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Moves the clock to `at`.
    pub fn set(&self, at: Stamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Span) {
        self.0.fetch_add(by.0, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Stamp {
        Stamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::{Span, Stamp};

    #[test]
    fn a_moment_is_rfc_3339_text_in_json() {
        let text = serde_json::to_string(&Stamp(1_763_780_400_123)).unwrap();
        assert_eq!(text, "\"2025-11-22T03:00:00.123Z\"");
        assert_eq!(serde_json::from_str::<Stamp>(&text).unwrap(), Stamp(1_763_780_400_123));
        let east: Stamp = "2025-11-22T11:00:00.123+08:00".parse().unwrap();
        assert_eq!(east, Stamp(1_763_780_400_123));
    }

    #[test]
    fn spans_do_not_overflow() {
        assert_eq!(Span(i64::MAX).permille(500), Span(i64::MAX / 2));
        assert_eq!(Span(i64::MAX).times(3), Span(i64::MAX));
        assert_eq!(Stamp(i64::MAX) + Span::DAY, Stamp(i64::MAX));
    }
}
