//! Answers that are sent later.

use base::Result;
use base::ids::{ContactId, PlannedId};
use db::{Tx, args};

use crate::model::PlannedRow;

const COLUMNS: &str = "id, conversation_id, person_id, body, files, due_ms, seen_seq, withheld";
/// So many of a conversation are shown.
const SHOWN: i64 = 50;

/// One of them.
pub fn one(tx: &mut Tx<'_>, id: &PlannedId) -> Result<Option<PlannedRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM channels_planned WHERE id = $1"), args![id])
}

/// Those of a conversation, the next one first.
pub fn of(tx: &mut Tx<'_>, conversation: &ContactId) -> Result<Vec<PlannedRow>> {
    let sql = format!("SELECT {COLUMNS} FROM channels_planned WHERE conversation_id = $1 ORDER BY due_ms, id LIMIT $2");
    tx.all(&sql, args![conversation, SHOWN])
}

/// Adds one, or writes it anew.
pub fn put(tx: &mut Tx<'_>, it: &PlannedRow) -> Result<()> {
    tx.send(
        "INSERT INTO channels_planned (id, conversation_id, person_id, body, files, due_ms, seen_seq, withheld)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET person_id = excluded.person_id, body = excluded.body,
            due_ms = excluded.due_ms, seen_seq = excluded.seen_seq, withheld = excluded.withheld",
        args![it.id, it.conversation_id, it.person_id, it.body, it.files, it.due_at, it.seen_seq, it.withheld],
    )
}

/// Removes one.
pub fn remove(tx: &mut Tx<'_>, id: &PlannedId) -> Result<()> {
    tx.send("DELETE FROM channels_planned WHERE id = $1", args![id])
}

/// Removes those of a conversation.
pub fn forget(tx: &mut Tx<'_>, conversation: &ContactId) -> Result<()> {
    tx.send("DELETE FROM channels_planned WHERE conversation_id = $1", args![conversation])
}
