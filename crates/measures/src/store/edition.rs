//! Under which time zone and definitions the figures were made.

use base::{Result, fault};
use db::{Tx, args};
use jiff::tz::TimeZone;

/// The time zone whose days the figures are kept in, and the versions of their definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Such as `Asia/Shanghai`.
    pub zone: String,
    /// See [`crate::catalogue::edition`].
    pub edition: String,
}

impl Edition {
    /// The time zone itself.
    pub fn time_zone(&self) -> Result<TimeZone> {
        TimeZone::get(&self.zone).map_err(fault)
    }
}

/// What is on record; nothing before the first event.
pub fn recorded(tx: &mut Tx<'_>) -> Result<Option<Edition>> {
    let row: Option<(String, String)> = tx.maybe("SELECT zone, edition FROM measures_edition WHERE id = 1", args![])?;
    Ok(row.map(|(zone, edition)| Edition { zone, edition }))
}

/// Puts it on record.
pub fn record(tx: &mut Tx<'_>, it: &Edition) -> Result<()> {
    tx.send(
        "INSERT INTO measures_edition (id, zone, edition) VALUES (1, $1, $2)
         ON CONFLICT (id) DO UPDATE SET zone = excluded.zone, edition = excluded.edition",
        args![it.zone, it.edition],
    )?;
    Ok(())
}
