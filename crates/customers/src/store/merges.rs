//! The record of merges.

use base::ids::{CustomerId, MergeId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};
use vault::Sealed;

use crate::model::Whose;

db::row! {
    /// A merge.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MergeRow {
        /// Its id.
        pub id: MergeId,
        /// Who stands for both.
        pub survivor: CustomerId,
        /// Who was merged.
        pub merged: CustomerId,
        /// Whose name was kept.
        pub name_of: Whose,
        /// Whose tier was kept.
        pub tier_of: Whose,
        /// Whose note was kept.
        pub note_of: Whose,
        /// The survivor's name before.
        pub name: Option<Sealed>,
        /// The survivor's tier before.
        pub tier: Option<String>,
        /// The survivor's note before.
        pub note: Option<Sealed>,
        /// When.
        pub at: Stamp,
        /// By whom.
        pub by: Option<PersonId>,
        /// When it was taken back.
        pub undone_at: Option<Stamp>,
    }
}

const COLUMNS: &str =
    "id, survivor_id, merged_id, name_of, tier_of, note_of, name, tier, note, at_ms, by_id, undone_ms";

/// Writes a merge down.
pub fn add(tx: &mut Tx<'_>, it: &MergeRow) -> Result<()> {
    tx.send(
        &format!("INSERT INTO customers_merge ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"),
        args![
            it.id,
            it.survivor,
            it.merged,
            it.name_of,
            it.tier_of,
            it.note_of,
            it.name,
            it.tier,
            it.note,
            it.at,
            it.by,
            it.undone_at,
        ],
    )
}

/// A merge.
pub fn one(tx: &mut Tx<'_>, id: &MergeId) -> Result<Option<MergeRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM customers_merge WHERE id = $1"), args![id])
}

/// The merges into a customer, the newest first; it has few.
pub fn into(tx: &mut Tx<'_>, survivor: &CustomerId) -> Result<Vec<MergeRow>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM customers_merge WHERE survivor_id = $1 ORDER BY id DESC LIMIT 200"),
        args![survivor],
    )
}

/// Notes that a merge was taken back; answers false when it was already.
pub fn undo(tx: &mut Tx<'_>, id: &MergeId, by: Option<&PersonId>) -> Result<bool> {
    let undone = tx.run(
        "UPDATE customers_merge SET undone_ms = $2, undone_by_id = $3, name = NULL, tier = NULL, note = NULL
          WHERE id = $1 AND undone_ms IS NULL",
        args![id, tx.now(), by],
    )?;
    Ok(undone == 1)
}

/// Gives what came to one customer since a moment to another: numbers and addresses.
pub fn move_since(tx: &mut Tx<'_>, from: &CustomerId, to: &CustomerId, since: Stamp) -> Result<()> {
    tx.send(
        "UPDATE customers_identity SET customer_id = $2 WHERE customer_id = $1 AND created_ms > $3",
        args![from, to, since],
    )
}
