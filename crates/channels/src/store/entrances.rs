//! Entrances.

use base::Result;
use base::ids::EntranceId;
use db::{Json, Tx, args};

use crate::model::EntranceRow;

const COLUMNS: &str = "id, medium, channel, name, settings, secret, active, version";

/// An entrance.
pub fn one(tx: &mut Tx<'_>, id: &EntranceId) -> Result<Option<EntranceRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM channels_entrance WHERE id = $1"), args![id])
}

/// All entrances, by name; at most 500.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<EntranceRow>> {
    tx.all(&format!("SELECT {COLUMNS} FROM channels_entrance ORDER BY name, id LIMIT 500"), args![])
}

/// Adds an entrance.
pub fn add(tx: &mut Tx<'_>, it: &EntranceRow) -> Result<()> {
    tx.send(
        "INSERT INTO channels_entrance (id, medium, channel, name, settings, secret, active, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![it.id, it.medium, it.channel, it.name, it.settings, it.secret, it.active, it.version],
    )
}

/// Writes an entrance as it is now; answers whether its version still stood.
pub fn save(tx: &mut Tx<'_>, it: &EntranceRow) -> Result<bool> {
    let saved = tx.run(
        "UPDATE channels_entrance SET channel = $2, name = $3, settings = $4, secret = $5, active = $6,
                version = version + 1
          WHERE id = $1 AND version = $7",
        args![it.id, it.channel, it.name, Json(&it.settings.0), it.secret, it.active, it.version],
    )?;
    Ok(saved == 1)
}
