//! Times as other systems write them.

use base::Stamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
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
    /// A format without hours means the beginning of the day.
    pub fn read(&self, cell: &str) -> Option<Stamp> {
        let cell = cell.trim();
        self.formats.iter().find_map(|format| self.read_in(format, cell))
    }

    fn read_in(&self, format: &str, cell: &str) -> Option<Stamp> {
        let parts = BrokenDownTime::parse(format, cell).ok()?;
        let date = parts.to_date().ok()?;
        let wall = match parts.to_time() {
            Ok(time) => DateTime::from_parts(date, time),
            Err(_) => DateTime::from_parts(date, jiff::civil::Time::midnight()),
        };
        let at = match &self.zone {
            Zone::AsWritten => Offset::UTC.to_timestamp(wall).ok()?,
            Zone::Offset => parts.offset()?.to_timestamp(wall).ok()?,
            Zone::Named(zone) => zone.to_ambiguous_zoned(wall).compatible().ok()?.timestamp(),
        };
        Some(Stamp(at.as_millisecond()))
    }
}
