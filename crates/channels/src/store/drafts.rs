//! What somebody began to write.

use base::Result;
use base::ids::{ContactId, PersonId};
use db::{Tx, args};

use crate::model::MessageKind;

db::row! {
    /// A draft.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DraftRow {
        /// Whose.
        pub person_id: PersonId,
        /// Answer or note.
        pub kind: MessageKind,
        /// The text.
        pub body: String,
        /// Up to which message its writer had seen.
        pub seen_seq: i64,
    }
}

/// The drafts in a conversation, whosever.
pub fn of(tx: &mut Tx<'_>, conversation: &ContactId) -> Result<Vec<DraftRow>> {
    tx.all(
        "SELECT person_id, kind, body, seen_seq FROM channels_draft WHERE conversation_id = $1 ORDER BY person_id LIMIT 50",
        args![conversation],
    )
}

/// Keeps a draft in place of the one that was there.
pub fn keep(tx: &mut Tx<'_>, conversation: &ContactId, it: &DraftRow) -> Result<()> {
    tx.send(
        "INSERT INTO channels_draft (conversation_id, person_id, kind, body, seen_seq, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (conversation_id, person_id)
         DO UPDATE SET kind = excluded.kind, body = excluded.body, seen_seq = excluded.seen_seq, at_ms = excluded.at_ms",
        args![conversation, it.person_id, it.kind, it.body, it.seen_seq, tx.now()],
    )
}

/// Forgets a draft.
pub fn forget(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId) -> Result<()> {
    tx.send("DELETE FROM channels_draft WHERE conversation_id = $1 AND person_id = $2", args![conversation, person])
}
