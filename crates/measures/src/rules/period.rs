//! A period, cut into parts.

use base::{Day, Span, Stamp};
use jiff::tz::TimeZone;

use crate::refused::Refused;
use crate::rules::local::{self, Grain};

/// More parts than this are refused: no screen shows them.
pub const MOST_PARTS: i64 = 1_500;

const HOUR_MS: i64 = 3_600_000;

/// A period in local time, from its first moment to the first one after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first moment.
    pub from: Stamp,
    /// The first moment after it.
    pub to: Stamp,
    /// The beginning of the first day.
    pub midnight: Stamp,
    /// The first day.
    pub first: i64,
    /// The first day after it.
    pub end: i64,
    /// How it is cut.
    pub grain: Grain,
}

/// A day (its beginning) or a moment.
pub fn moment(text: &str, zone: &TimeZone) -> Result<Stamp, Refused> {
    if let Ok(day) = text.parse::<Day>() {
        return Ok(day.start(zone));
    }
    // A plus sign in an address may have become a space.
    text.replace(' ', "+").parse().map_err(|_| Refused::BadTime(text.to_owned()))
}

impl Period {
    /// A period from `from` to before `to`, widened to whole days, or to whole hours where it is cut into hours.
    pub fn new(from: Stamp, to: Stamp, grain: Grain, zone: &TimeZone) -> Result<Self, Refused> {
        if to <= from {
            return Err(Refused::EmptyPeriod);
        }
        let last = local::place(Stamp(to.0 - 1), zone);
        let first = local::place(from, zone);
        let (from, to) = match grain {
            Grain::Hour => (Stamp(first.hour), Stamp(last.hour + HOUR_MS)),
            _ => (local::day_start(first.day, zone), local::day_start(last.day + 1, zone)),
        };
        let midnight = local::day_start(first.day, zone);
        Ok(Self { from, to, midnight, first: first.day, end: last.day + 1, grain })
    }

    /// The part before `end`; `None` when nothing is left.
    #[must_use]
    pub fn before(self, end: Stamp, zone: &TimeZone) -> Option<Self> {
        let to = self.to.min(end);
        Self::new(self.from, to, self.grain, zone).ok()
    }

    /// The period of the same length just before this one: as many days, or as many hours.
    pub fn previous(self, zone: &TimeZone) -> Result<Self, Refused> {
        let from = match self.grain {
            Grain::Hour => self.from - (self.to - self.from),
            _ => local::day_start(2 * self.first - self.end, zone),
        };
        Self::new(from, self.from.max(from + Span(1)), self.grain, zone)
    }

    /// The beginnings of its parts, as numbers of storage (hours in milliseconds, days) and as moments.
    pub fn parts(self, zone: &TimeZone) -> Result<Vec<(i64, Stamp)>, Refused> {
        let too_many = Err(Refused::TooManyParts(MOST_PARTS));
        if self.grain == Grain::Hour {
            if (self.to - self.from).0 / HOUR_MS > MOST_PARTS {
                return too_many;
            }
            let hours = std::iter::successors(Some(self.from.0), |it| Some(it + HOUR_MS));
            return Ok(hours.take_while(|it| *it < self.to.0).map(|it| (it, Stamp(it))).collect());
        }
        let mut parts = Vec::new();
        let mut at = local::bucket_of(self.first, self.grain);
        while at < self.end {
            if i64::try_from(parts.len()).unwrap_or(i64::MAX) >= MOST_PARTS {
                return too_many;
            }
            parts.push((at, local::day_start(at, zone)));
            at = local::next_bucket(at, self.grain);
        }
        Ok(parts)
    }

    /// The part that a day or an hour of storage belongs to.
    pub fn part_of(self, bucket: i64) -> i64 {
        local::bucket_of(bucket, self.grain)
    }
}
