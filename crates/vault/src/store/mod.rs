//! All SQL of the vault.

use base::Result;
use db::{Tx, args};

use crate::model::{Purpose, Sealed};
use crate::reseal::{Progress, SealedColumn};

#[cfg(test)]
mod tests;

/// A wrapped data key.
pub struct WrappedKey {
    pub purpose: Purpose,
    pub epoch: u32,
    pub wrapped: Vec<u8>,
}

/// All wrapped keys.
pub fn keys(tx: &mut Tx<'_>) -> Result<Vec<WrappedKey>> {
    let rows: Vec<(String, u32, Vec<u8>)> =
        tx.all("SELECT purpose, epoch, wrapped FROM vault_key ORDER BY purpose, epoch", args![])?;
    let known = |name: &str| Purpose::ALL.into_iter().find(|it| it.name() == name);
    Ok(rows
        .into_iter()
        .filter_map(|(name, epoch, wrapped)| known(&name).map(|purpose| WrappedKey { purpose, epoch, wrapped }))
        .collect())
}

/// Adds a key; answers false when another node was first.
pub fn add_key(tx: &mut Tx<'_>, key: &WrappedKey) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO vault_key (purpose, epoch, wrapped, created_ms) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        args![key.purpose.name(), key.epoch, key.wrapped, tx.now()],
    )?;
    Ok(added == 1)
}

/// Puts the key under another wrapping.
pub fn rewrap_key(tx: &mut Tx<'_>, key: &WrappedKey) -> Result<()> {
    tx.send(
        "UPDATE vault_key SET wrapped = $3 WHERE purpose = $1 AND epoch = $2",
        args![key.purpose.name(), key.epoch, key.wrapped],
    )?;
    Ok(())
}

/// The next sealed values of a column, in the order of their rows' ids.
pub fn sealed_after(
    tx: &mut Tx<'_>,
    column: &SealedColumn,
    after: &str,
    rows: i64,
) -> Result<Vec<(String, Option<Sealed>)>> {
    let SealedColumn { table, id, column, .. } = column;
    let sql = format!("SELECT {id}, {column} FROM {table} WHERE {id} > $1 ORDER BY {id} LIMIT $2");
    tx.all(&sql, args![after, rows])
}

/// Replaces a sealed value, unless somebody wrote it meanwhile (what they wrote has the new key already).
pub fn replace_sealed(tx: &mut Tx<'_>, column: &SealedColumn, id: &str, old: &Sealed, new: &Sealed) -> Result<bool> {
    let SealedColumn { table, id: key, column, .. } = column;
    let sql = format!("UPDATE {table} SET {column} = $3 WHERE {key} = $1 AND {column} = $2");
    Ok(tx.run(&sql, args![id, old, new])? == 1)
}

/// How far a column has come.
pub fn progress(tx: &mut Tx<'_>, place: &str) -> Result<Option<Progress>> {
    tx.maybe("SELECT epoch, after_id, seen, changed, done_ms FROM vault_reseal WHERE place = $1", args![place])
}

/// Notes how far a column has come.
pub fn save_progress(tx: &mut Tx<'_>, place: &str, progress: &Progress) -> Result<()> {
    tx.send(
        "INSERT INTO vault_reseal (place, epoch, after_id, seen, changed, done_ms) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (place) DO UPDATE SET epoch = $2, after_id = $3, seen = $4, changed = $5, done_ms = $6",
        args![place, progress.epoch, progress.after_id, progress.seen, progress.changed, progress.done_at],
    )?;
    Ok(())
}
