//! Tags of conversations.

use base::Result;
use base::ids::ContactId;
use cases::events::TagNamed;
use db::{Arg as _, Tx, args};

use crate::model::ConversationRow;

/// Writes the tags of a conversation: those it has now, and what is different.
pub fn put(tx: &mut Tx<'_>, it: &ConversationRow, added: &[TagNamed], removed: &[TagNamed]) -> Result<()> {
    let sql = "UPDATE channels_conversation SET tags = $2, version = version + 1 WHERE id = $1";
    tx.send(sql, args![it.id, it.tags])?;
    removed.iter().try_for_each(|one| drop_one(tx, &it.id, one))?;
    let rows: Vec<_> = added.iter().map(|one| vec![one.id.arg(), it.id.arg()]).collect();
    if !rows.is_empty() {
        tx.upsert_many("channels_tag", &["tag_id", "conversation_id"], "ON CONFLICT DO NOTHING", rows)?;
    }
    Ok(())
}

fn drop_one(tx: &mut Tx<'_>, id: &ContactId, tag: &TagNamed) -> Result<()> {
    tx.send("DELETE FROM channels_tag WHERE tag_id = $1 AND conversation_id = $2", args![tag.id, id])
}
