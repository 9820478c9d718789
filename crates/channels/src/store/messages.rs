//! Messages, and what was taken in already.

use base::Result;
use base::ids::{ContactId, EntranceId};
use db::{Arg as _, Json, Tx, args};

use crate::model::{Delivery, MessageRow, More};

const COLUMNS: &str = "conversation_id, seq, at_ms, author, kind, person_id, client_id, body, more, delivery";

/// Adds a message.
pub fn add(tx: &mut Tx<'_>, it: &MessageRow) -> Result<()> {
    tx.send(
        "INSERT INTO channels_message (conversation_id, seq, at_ms, author, kind, person_id, client_id, body, more,
                                       delivery)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            it.conversation_id,
            it.seq,
            it.at,
            it.author,
            it.kind,
            it.person_id,
            it.client_id,
            it.body,
            it.more,
            it.delivery,
        ],
    )
}

/// A message.
pub fn one(tx: &mut Tx<'_>, conversation: &ContactId, seq: i64) -> Result<Option<MessageRow>> {
    let sql = format!("SELECT {COLUMNS} FROM channels_message WHERE conversation_id = $1 AND seq = $2");
    tx.maybe(&sql, args![conversation, seq])
}

/// The messages after a number, oldest first.
pub fn after(tx: &mut Tx<'_>, conversation: &ContactId, seq: i64, limit: i64) -> Result<Vec<MessageRow>> {
    let sql =
        format!("SELECT {COLUMNS} FROM channels_message WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3");
    tx.all(&sql, args![conversation, seq, limit])
}

/// The messages after a number of each of several conversations, oldest first; at most `limit` of each.
pub fn after_each(tx: &mut Tx<'_>, wanted: &[(&ContactId, i64)], limit: i64) -> Result<Vec<MessageRow>> {
    let Some((any, _)) = wanted.first() else { return Ok(Vec::new()) };
    // Padded with what finds nothing, so that the database keeps few statements prepared.
    let padding = std::iter::repeat_n((*any, i64::MAX / 2), wanted.len().next_power_of_two() - wanted.len());
    let wanted: Vec<(&ContactId, i64)> = wanted.iter().copied().chain(padding).collect();
    let (mut given, mut asked) = (Vec::new(), Vec::new());
    for (conversation, seq) in &wanted {
        given.extend([conversation.arg(), seq.arg()]);
        asked.push(format!("(CAST(${} AS TEXT), CAST(${} AS BIGINT))", given.len() - 1, given.len()));
    }
    let sql = format!(
        "WITH wanted(id, after) AS (VALUES {})
         SELECT {COLUMNS} FROM wanted CROSS JOIN channels_message
          WHERE conversation_id = wanted.id AND seq > wanted.after AND seq <= wanted.after + {limit}
          ORDER BY conversation_id, seq",
        asked.join(", ")
    );
    tx.all(&sql, &given)
}

/// The messages before a number, newest first.
pub fn before(tx: &mut Tx<'_>, conversation: &ContactId, seq: i64, limit: i64) -> Result<Vec<MessageRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM channels_message WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
    );
    tx.all(&sql, args![conversation, seq, limit])
}

/// How many messages of the customer came after a number.
pub fn newer_of_customer(tx: &mut Tx<'_>, conversation: &ContactId, seq: i64) -> Result<i64> {
    let found: (i64,) = tx.one(
        "SELECT COUNT(*) FROM channels_message WHERE conversation_id = $1 AND seq > $2 AND author = 'customer'",
        args![conversation, seq],
    )?;
    Ok(found.0)
}

/// The last messages of the customer, the newest first.
pub fn lately_of_customer(tx: &mut Tx<'_>, conversation: &ContactId, most: i64) -> Result<Vec<String>> {
    let sql = "SELECT body FROM channels_message
                WHERE conversation_id = $1 AND author = 'customer' AND kind = 'text' ORDER BY seq DESC LIMIT $2";
    Ok(tx.all::<(String,)>(sql, args![conversation, most])?.into_iter().map(|it| it.0).collect())
}

/// Writes where a message is that leaves the house, and what is known of it.
pub fn delivered(tx: &mut Tx<'_>, it: &MessageRow, delivery: Delivery, more: Option<&Json<More>>) -> Result<()> {
    tx.send(
        "UPDATE channels_message SET delivery = $3, more = $4 WHERE conversation_id = $1 AND seq = $2",
        args![it.conversation_id, it.seq, delivery, more],
    )
}

/// The number a sender's message has, if it was taken in already.
pub fn of_client(tx: &mut Tx<'_>, conversation: &ContactId, client: &str) -> Result<Option<i64>> {
    let sql = "SELECT seq FROM channels_message_key WHERE conversation_id = $1 AND client_id = $2";
    Ok(tx.maybe::<(i64,)>(sql, args![conversation, client])?.map(|it| it.0))
}

/// Notes what a sender calls a message.
pub fn note_client(tx: &mut Tx<'_>, conversation: &ContactId, client: &str, seq: i64) -> Result<()> {
    let sql = "INSERT INTO channels_message_key (conversation_id, client_id, seq) VALUES ($1, $2, $3)";
    tx.send(sql, args![conversation, client, seq])
}

/// Where a message of the other side is, if it was taken in already.
pub fn of_outer(tx: &mut Tx<'_>, entrance: &EntranceId, outer: &str) -> Result<Option<(ContactId, i64)>> {
    let sql = "SELECT conversation_id, seq FROM channels_outer_id WHERE entrance_id = $1 AND outer_id = $2";
    tx.maybe(sql, args![entrance, outer])
}

/// Notes what the other side calls a message.
pub fn note_outer(
    tx: &mut Tx<'_>,
    entrance: &EntranceId,
    outer: &str,
    conversation: &ContactId,
    seq: i64,
) -> Result<()> {
    tx.send(
        "INSERT INTO channels_outer_id (entrance_id, outer_id, conversation_id, seq) VALUES ($1, $2, $3, $4)
         ON CONFLICT (entrance_id, outer_id) DO NOTHING",
        args![entrance, outer, conversation, seq],
    )
}
