//! Working time: several intervals a day, holidays, shifted workdays (调休), in a time zone.
//!
//! A calendar answers two questions: when is a limit of so much working time reached, and how much working time
//! lies between two moments. Days off and shifted workdays are the same thing: a date with intervals of its own,
//! none of them or several.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::{Day, Span, Stamp};

#[cfg(test)]
mod tests;

/// A stretch of working time within a day, in minutes after midnight, `from < to <= 1440`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    from: i16,
    to: i16,
}

/// A stretch of working time that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCalendar {
    /// `from` is not before `to`, or outside the day.
    #[error("{0}-{1} minutes is not a stretch of a day")]
    BadInterval(i64, i64),
    /// Two stretches of a day overlap, or are not in order.
    #[error("the stretches of {0} overlap or are out of order")]
    Overlap(String),
    /// The time zone is not known.
    #[error("{0:?} is not a time zone such as Asia/Shanghai")]
    UnknownZone(String),
}

impl Interval {
    /// From and to in minutes after midnight.
    pub fn new(from: i64, to: i64) -> Result<Self, BadCalendar> {
        let bad = || BadCalendar::BadInterval(from, to);
        if !(0..1440).contains(&from) || to <= from || to > 1440 {
            return Err(bad());
        }
        Ok(Self { from: i16::try_from(from).map_err(|_| bad())?, to: i16::try_from(to).map_err(|_| bad())? })
    }
}

/// When work is done. Limits without a calendar run by the wall clock.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    /// Monday first.
    week: [Vec<Interval>; 7],
    dates: BTreeMap<Day, Vec<Interval>>,
}

/// A limit that is not reached within this many days is never reached: the calendar has no working time.
const HORIZON_DAYS: usize = 3_660;

fn in_order(name: &str, day: &[Interval]) -> Result<(), BadCalendar> {
    let apart = day.iter().zip(day.iter().skip(1)).all(|(a, b)| a.to <= b.from);
    if apart { Ok(()) } else { Err(BadCalendar::Overlap(name.to_owned())) }
}

impl Calendar {
    /// A calendar; `week` begins on Monday, `dates` replace the week's day whole (empty: a holiday).
    pub fn new(
        zone: &str,
        week: [Vec<Interval>; 7],
        dates: impl IntoIterator<Item = (Day, Vec<Interval>)>,
    ) -> Result<Self, BadCalendar> {
        let zone = TimeZone::get(zone).map_err(|_| BadCalendar::UnknownZone(zone.to_owned()))?;
        let dates: BTreeMap<_, _> = dates.into_iter().collect();
        for (at, day) in week.iter().enumerate() {
            in_order(&format!("weekday {}", at + 1), day)?;
        }
        for (date, day) in &dates {
            in_order(&date.to_string(), day)?;
        }
        Ok(Self { zone, week, dates })
    }

    /// The time zone whose days these are.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    fn intervals(&self, date: Date) -> &[Interval] {
        if let Some(own) = self.dates.get(&Day(date)) {
            return own;
        }
        let [mon, tue, wed, thu, fri, sat, sun] = &self.week;
        match date.weekday() {
            Weekday::Monday => mon,
            Weekday::Tuesday => tue,
            Weekday::Wednesday => wed,
            Weekday::Thursday => thu,
            Weekday::Friday => fri,
            Weekday::Saturday => sat,
            Weekday::Sunday => sun,
        }
    }

    /// The moment `minute` minutes after midnight of a date; 1440 is the next midnight.
    fn moment(&self, date: Date, minute: i16) -> Stamp {
        if minute >= 1440 {
            return Day(date).next().start(&self.zone);
        }
        let (hour, minute) = (i8::try_from(minute / 60).unwrap_or(0), i8::try_from(minute % 60).unwrap_or(0));
        let zoned = date.at(hour, minute, 0, 0).to_zoned(self.zone.clone());
        zoned.map_or(Stamp::MAX, |it| Stamp(it.timestamp().as_millisecond()))
    }

    /// The stretches of working time from `from` on, day by day, cut off at `from`.
    fn stretches(&self, from: Stamp) -> impl Iterator<Item = (Stamp, Stamp)> {
        let first = from.day(&self.zone).0;
        std::iter::successors(Some(first), |it| it.tomorrow().ok())
            .take(HORIZON_DAYS)
            .flat_map(move |date| self.intervals(date).iter().map(move |it| (date, *it)))
            .map(move |(date, it)| (self.moment(date, it.from).max(from), self.moment(date, it.to)))
            .filter(|(start, end)| start < end)
    }

    /// The moment at which `span` of working time has passed since `from`.
    ///
    /// A span of nothing, or less, is reached at the first working moment. A calendar without working time never
    /// reaches anything: [`Stamp::MAX`].
    pub fn add_working(&self, from: Stamp, span: Span) -> Stamp {
        let mut left = span.max(Span(0));
        for (start, end) in self.stretches(from) {
            let here = end - start;
            if left <= here {
                return start + left;
            }
            left = left - here;
        }
        Stamp::MAX
    }

    /// The working time between two moments; nothing when `to` is not after `from`.
    pub fn working_between(&self, from: Stamp, to: Stamp) -> Span {
        self.stretches(from)
            .take_while(|(start, _)| *start < to)
            .fold(Span(0), |sum, (start, end)| sum + (end.min(to) - start))
    }

    /// Whether work is done at this moment.
    pub fn is_open(&self, at: Stamp) -> bool {
        self.stretches(at).next().is_some_and(|(start, _)| start == at)
    }
}
