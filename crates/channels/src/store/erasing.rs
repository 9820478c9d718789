//! Texts of conversations, for taking a person out of them.

use base::Result;
use base::ids::{ContactId, CustomerId, PartyId};
use db::{Json, Tx, args};
use vault::{Blind, Sealed};

use crate::model::{ConversationRow, MessageRow, More};

/// The next conversations of a customer.
pub fn of_customer(
    tx: &mut Tx<'_>,
    customer: &CustomerId,
    after: Option<&ContactId>,
    most: i64,
) -> Result<Vec<ContactId>> {
    let after = after.map(ContactId::as_str).unwrap_or_default();
    let sql = "SELECT id FROM channels_conversation WHERE customer_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    Ok(tx.all::<(ContactId,)>(sql, args![customer, after, most])?.into_iter().map(|it| it.0).collect())
}

/// Writes the texts that stand with a conversation itself.
pub fn texts(tx: &mut Tx<'_>, it: &ConversationRow) -> Result<()> {
    tx.send(
        "UPDATE channels_conversation SET subject = $2, last_text = $3, rating_text = $4, summary = $5,
                version = version + 1
          WHERE id = $1",
        args![it.id, it.subject, it.last_text, it.rating_text, it.summary],
    )
}

/// Writes the texts of a message.
pub fn message(tx: &mut Tx<'_>, it: &MessageRow, more: Option<&Json<More>>) -> Result<()> {
    let sql = "UPDATE channels_message SET body = $3, more = $4 WHERE conversation_id = $1 AND seq = $2";
    tx.send(sql, args![it.conversation_id, it.seq, it.body, more])
}

/// Forgets what was begun to be written in a conversation, and what was to be sent later.
pub fn drafts(tx: &mut Tx<'_>, id: &ContactId) -> Result<()> {
    tx.send("DELETE FROM channels_draft WHERE conversation_id = $1", args![id])?;
    super::planned::forget(tx, id)
}

/// The parties that are a customer.
pub fn parties_of(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<Vec<PartyId>> {
    let found = tx.all::<(PartyId,)>("SELECT id FROM channels_party WHERE customer_id = $1", args![customer])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Forgets the address and the name of a party.
pub fn party(tx: &mut Tx<'_>, id: &PartyId, blind: &Blind, address: &Sealed) -> Result<()> {
    let sql = "UPDATE channels_party SET blind = $2, address = $3, name = NULL, customer_id = NULL WHERE id = $1";
    tx.send(sql, args![id, blind, address])
}
