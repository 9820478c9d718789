//! Days, hours and months of the organisation's time zone, as numbers that sort and add up.

use base::{Day, Stamp};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// How finely a period is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// Where a moment lies in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The start of the hour, UTC milliseconds.
    pub hour: i64,
    /// Days since 1970-01-01.
    pub day: i64,
    /// Months since 1970-01.
    pub month: i64,
}

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
const EPOCH: Date = date(1970, 1, 1);

/// Where a moment lies.
pub fn place(at: Stamp, zone: &TimeZone) -> Place {
    let zoned = at.zoned(zone);
    let local = at.0.saturating_add(i64::from(zoned.offset().seconds()) * 1000);
    let today = zoned.date();
    Place { hour: at.0 - local.rem_euclid(HOUR_MS), day: local.div_euclid(DAY_MS), month: month_of(today) }
}

fn month_of(it: Date) -> i64 {
    (i64::from(it.year()) - 1970) * 12 + i64::from(it.month()) - 1
}

/// The date of a day's number; the ends of the calendar beyond it.
pub fn date_of(day: i64) -> Date {
    let days = i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX });
    EPOCH.checked_add(days.days()).unwrap_or(if day < 0 { Date::MIN } else { Date::MAX })
}

/// The number of a date.
pub fn number_of(it: Date) -> i64 {
    EPOCH.until(it).map_or(0, |span| i64::from(span.get_days()))
}

/// The first day of a month's number.
fn month_start(month: i64) -> i64 {
    let year = i16::try_from(1970 + month.div_euclid(12)).unwrap_or(9999);
    let month = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, 1).map_or(0, number_of)
}

/// The moment a day begins.
pub fn day_start(day: i64, zone: &TimeZone) -> Stamp {
    Day(date_of(day)).start(zone)
}

/// The first day of the month that a day lies in, and the month's number.
pub fn month_around(day: i64) -> (i64, i64) {
    let month = month_of(date_of(day));
    (month_start(month), month)
}

/// The day on which the bucket that holds `day` begins; for grains of a day and more.
pub fn bucket_of(day: i64, grain: Grain) -> i64 {
    match grain {
        Grain::Hour | Grain::Day => day,
        // 1970-01-01 was a Thursday.
        Grain::Week => day - (day + 3).rem_euclid(7),
        Grain::Month => month_around(day).0,
        Grain::Year => Date::new(date_of(day).year(), 1, 1).map_or(day, number_of),
    }
}

/// The day on which the bucket after the one that begins on `start` begins.
pub fn next_bucket(start: i64, grain: Grain) -> i64 {
    match grain {
        Grain::Hour | Grain::Day => start + 1,
        Grain::Week => start + 7,
        Grain::Month => month_start(month_around(start).1 + 1),
        Grain::Year => month_start(month_around(start).1 + 12),
    }
}
