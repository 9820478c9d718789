//! Sealing anew: after a rotation, what older keys sealed is brought under the new one, batch by batch.
//!
//! Each batch is a transaction of its own and notes how far it came, so the work goes on after a restart, and people
//! can go on working meanwhile.

use base::{Result, Stamp};
use db::{Db, Tx};

use crate::handle::Vault;
use crate::model::{Place, Purpose};
use crate::store;

/// A column of sealed values. A capability lists its own.
#[derive(Debug, Clone, Copy)]
pub struct SealedColumn {
    /// Which keys.
    pub purpose: Purpose,
    /// The table.
    pub table: &'static str,
    /// The column of the row's id, which the values are bound to.
    pub id: &'static str,
    /// The column of the sealed value.
    pub column: &'static str,
}

db::row! {
    /// How far a column has come.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Progress {
        /// The epoch it is brought to.
        pub epoch: u32,
        /// The last row seen.
        pub after_id: String,
        /// Rows seen.
        pub seen: i64,
        /// Values sealed anew.
        pub changed: i64,
        /// When the last row was reached.
        pub done_at: Option<Stamp>,
    }
}

/// Rows of one batch: some milliseconds of work, so that others wait little.
const BATCH: i64 = 500;

impl SealedColumn {
    fn place(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }
}

/// Does one batch of a column and tells how far it has come; nothing when all is done.
pub fn step(tx: &mut Tx<'_>, vault: &Vault, column: &SealedColumn) -> Result<Progress> {
    let epoch = vault.epoch(column.purpose);
    let fresh = Progress { epoch, after_id: String::new(), seen: 0, changed: 0, done_at: None };
    let mut progress = store::progress(tx, &column.place())?.filter(|it| it.epoch == epoch).unwrap_or(fresh);
    if progress.done_at.is_some() {
        return Ok(progress);
    }
    let rows = store::sealed_after(tx, column, &progress.after_id, BATCH)?;
    let full = i64::try_from(rows.len()).is_ok_and(|it| it == BATCH);
    for (id, sealed) in rows {
        progress.seen += 1;
        if let Some(old) = sealed
            && vault.is_stale(column.purpose, &old)?
        {
            let place = Place::new(column.purpose, column.table, column.column, &id);
            let plain = vault.open_sealed(tx, &place, &old)?;
            let new = vault.seal(tx, &place, plain.reveal())?;
            progress.changed += i64::from(store::replace_sealed(tx, column, &id, &old, &new)?);
        }
        progress.after_id = id;
    }
    if !full {
        progress.done_at = Some(tx.now());
    }
    store::save_progress(tx, &column.place(), &progress)?;
    Ok(progress)
}

/// Brings columns under the present keys, from a thread that may wait; `told` hears of every batch.
pub fn run(
    db: &Db,
    vault: &Vault,
    columns: &[SealedColumn],
    mut told: impl FnMut(&SealedColumn, &Progress),
) -> Result<()> {
    for column in columns {
        loop {
            let (vault, copy) = (vault.clone(), *column);
            let progress = db.write_blocking(move |tx| step(tx, &vault, &copy))?;
            told(column, &progress);
            if progress.done_at.is_some() {
                break;
            }
        }
    }
    Ok(())
}
