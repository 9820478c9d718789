//! Files of messages.

use base::Result;
use base::ids::{AttachmentId, ContactId};
use db::{Tx, args};

use crate::model::StoredFile;

const COLUMNS: &str = "id, conversation_id, inside, party_id, person_id, name, media_type, bytes, digest, at_ms";

/// A file.
pub fn one(tx: &mut Tx<'_>, id: &AttachmentId) -> Result<Option<StoredFile>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM channels_file WHERE id = $1"), args![id])
}

/// Adds a file.
pub fn add(tx: &mut Tx<'_>, it: &StoredFile) -> Result<()> {
    tx.send(
        "INSERT INTO channels_file (id, conversation_id, inside, party_id, person_id, name, media_type, bytes, digest, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            it.id,
            it.conversation_id,
            it.inside,
            it.party_id,
            it.person_id,
            it.name,
            it.media_type,
            it.bytes,
            it.digest,
            it.at,
        ],
    )
}

/// Notes in which conversation a file was sent, and whether among colleagues.
pub fn sent(tx: &mut Tx<'_>, id: &AttachmentId, conversation: &ContactId, inside: bool) -> Result<()> {
    tx.send("UPDATE channels_file SET conversation_id = $2, inside = $3 WHERE id = $1", args![id, conversation, inside])
}

/// The files of a conversation.
pub fn of(tx: &mut Tx<'_>, conversation: &ContactId) -> Result<Vec<AttachmentId>> {
    let found: Vec<(AttachmentId,)> =
        tx.all("SELECT id FROM channels_file WHERE conversation_id = $1 ORDER BY id", args![conversation])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Removes a file; its content is deleted by whoever asks.
pub fn remove(tx: &mut Tx<'_>, id: &AttachmentId) -> Result<()> {
    tx.send("DELETE FROM channels_file WHERE id = $1", args![id])
}
