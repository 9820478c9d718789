//! Times as other systems write them.

use base::{Day, Stamp};
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

use crate::mapping::{Times, Wrong};

/// How the wall clock of a file becomes a moment.
#[derive(Debug, Clone)]
enum Zone {
    AsWritten,
    Offset,
    Named(TimeZone),
}

/// Reads times in the formats and the zone of a mapping.
#[derive(Debug, Clone)]
pub struct ClockFace {
    formats: Vec<String>,
    zone: Zone,
}

impl ClockFace {
    /// Prepares the formats; refused when the zone is unknown.
    pub fn new(times: &Times) -> Result<Self, Wrong> {
        let zone = match times.zone.as_str() {
            Times::AS_WRITTEN => Zone::AsWritten,
            Times::OFFSET => Zone::Offset,
            named => Zone::Named(
                TimeZone::get(named).map_err(|_| Wrong::Value { at: "times.zone", value: named.to_owned() })?,
            ),
        };
        Ok(Self { formats: times.formats.clone(), zone })
    }

    /// Whether the wall clock is kept whatever the zone, as if it were UTC: durations are then those of the file.
    pub fn keeps_wall_clock(&self) -> bool {
        matches!(self.zone, Zone::AsWritten)
    }

    /// The moment a cell tells, in the first format that fits; nothing when none does or the day does not exist.
    ///
    /// - `as written` takes the wall clock for UTC and overlooks an offset.
    /// - `offset` respects the offset the cell names.
    /// - A named zone reads the wall clock there; in the hour a clock is turned back, the first of both is meant.
    ///
    /// A format without hours means the beginning of the day. A time in ISO 8601 (`2026-11-22 09:30:00`, also with `T`,
    /// a fraction, an offset, or the day alone) is understood whatever the formats are: it has one meaning only.
    pub fn read(&self, cell: &str) -> Option<Stamp> {
        self.read_as_said(cell).or_else(|| self.read_iso(cell.trim()))
    }

    /// The moment a cell tells in one of the formats alone.
    pub fn read_as_said(&self, cell: &str) -> Option<Stamp> {
        let cell = cell.trim();
        self.formats.iter().find_map(|format| self.moment(wall_in(format, cell)?))
    }

    fn read_iso(&self, cell: &str) -> Option<Stamp> {
        self.moment(wall_iso(cell)?)
    }

    /// The day a cell tells, as it is written: in the first format that fits, or in ISO 8601.
    pub fn day(&self, cell: &str) -> Option<Day> {
        let cell = cell.trim();
        let wall = self.formats.iter().find_map(|format| wall_in(format, cell)).or_else(|| wall_iso(cell));
        wall.map(|(wall, _)| Day(wall.date()))
    }

    fn moment(&self, (wall, offset): Wall) -> Option<Stamp> {
        let at = match &self.zone {
            Zone::AsWritten => Offset::UTC.to_timestamp(wall).ok()?,
            Zone::Offset => offset?.to_timestamp(wall).ok()?,
            Zone::Named(zone) => zone.to_ambiguous_zoned(wall).compatible().ok()?.timestamp(),
        };
        Some(Stamp(at.as_millisecond()))
    }
}

/// What a clock on the wall shows, and the offset that is told with it.
type Wall = (DateTime, Option<Offset>);

fn wall_in(format: &str, cell: &str) -> Option<Wall> {
    if format == Times::EXCEL {
        return Some((excel(cell)?, None));
    }
    let parts = BrokenDownTime::parse(format, cell).ok()?;
    // `%Y` takes the 15 of 1/2/15 for a year; `%y` is there for that.
    let date = parts.to_date().ok().filter(|it| it.year() >= 1000)?;
    let time = parts.to_time().unwrap_or_else(|_| Time::midnight());
    Some((DateTime::from_parts(date, time), parts.offset()))
}

fn wall_iso(cell: &str) -> Option<Wall> {
    // Ten characters at least and a dash in the fifth place: `20261122` may be a number.
    if cell.len() < 10 || cell.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let pieces = Pieces::parse(cell).ok()?;
    let wall = DateTime::from_parts(pieces.date(), pieces.time().unwrap_or_else(Time::midnight));
    Some((wall, pieces.to_numeric_offset()))
}

/// The wall clock of a workbook's number: days since 30 December 1899, to the second as people see it.
fn excel(cell: &str) -> Option<DateTime> {
    let days: f64 = cell.parse().ok().filter(|it| (1.0..2_958_466.0).contains(it))?;
    let span = SignedDuration::try_from_secs_f64((days * 86_400.0).round()).ok()?;
    DateTime::constant(1899, 12, 30, 0, 0, 0, 0).checked_add(span).ok()
}
