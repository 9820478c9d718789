//! Conversations, one at a time.

use std::collections::BTreeMap;

use base::ids::{ContactId, PartyId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args, places};

use crate::model::{Author, ConversationRow};

pub const COLUMNS: &str = "id, entrance_id, medium, channel, party_id, customer_id, queue, topic, language, tier, subject, \
    state, came_ms, queued_ms, back, agent_id, unit_id, offered_to_id, offered_until_ms, snoozed_until_ms, last_seq, \
    last_ms, last_author, last_text, unread, seen_by_staff, seen_by_customer, waiting_ms, due_ms, answered_ms, \
    case_count, tags, closed_ms, outcome, summary, rating, rating_text, version";

/// A conversation, whoever asks.
pub fn one(tx: &mut Tx<'_>, id: &ContactId) -> Result<Option<ConversationRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM channels_conversation WHERE id = $1"), args![id])
}

/// Several conversations.
pub fn several(tx: &mut Tx<'_>, ids: &[ContactId]) -> Result<Vec<ConversationRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    tx.all(&format!("SELECT {COLUMNS} FROM channels_conversation WHERE id IN ({places})"), &given)
}

/// The conversation of a party that is not over.
pub fn open_of(tx: &mut Tx<'_>, party: &PartyId) -> Result<Option<ConversationRow>> {
    let sql = format!("SELECT {COLUMNS} FROM channels_conversation WHERE party_id = $1 AND closed_ms IS NULL");
    tx.maybe(&sql, args![party])
}

/// The last conversation of a party.
pub fn last_of(tx: &mut Tx<'_>, party: &PartyId) -> Result<Option<ConversationRow>> {
    tx.maybe(&last(), args![party])
}

/// The same, which nobody else changes until this transaction is over.
pub fn hold_last_of(tx: &mut Tx<'_>, party: &PartyId) -> Result<Option<ConversationRow>> {
    tx.held(&last(), args![party])
}

fn last() -> String {
    format!("SELECT {COLUMNS} FROM channels_conversation WHERE party_id = $1 ORDER BY came_ms DESC LIMIT 1")
}

/// Everything that is not over, for whoever hands contacts out.
pub fn not_over(tx: &mut Tx<'_>) -> Result<Vec<ConversationRow>> {
    let sql = format!("SELECT {COLUMNS} FROM channels_conversation WHERE closed_ms IS NULL ORDER BY came_ms, id");
    tx.all(&sql, args![])
}

/// Adds a conversation.
pub fn add(tx: &mut Tx<'_>, it: &ConversationRow) -> Result<()> {
    let places: Vec<String> = (1..=38).map(|at| format!("${at}")).collect();
    tx.send(
        &format!("INSERT INTO channels_conversation ({COLUMNS}) VALUES ({})", places.join(", ")),
        args![
            it.id,
            it.entrance_id,
            it.medium,
            it.channel,
            it.party_id,
            it.customer_id,
            it.queue,
            it.topic,
            it.language,
            it.tier,
            it.subject,
            it.state,
            it.came_at,
            it.queued_at,
            it.back,
            it.agent_id,
            it.unit_id,
            it.offered_to_id,
            it.offered_until,
            it.snoozed_until,
            it.last_seq,
            it.last_at,
            it.last_author,
            it.last_text,
            it.unread,
            it.seen_by_staff,
            it.seen_by_customer,
            it.waiting_since,
            it.due_at,
            it.answered_at,
            it.case_count,
            it.tags,
            it.closed_at,
            it.outcome,
            it.summary,
            it.rating,
            it.rating_text,
            it.version,
        ],
    )
}

/// Writes what a message changes.
pub fn said(tx: &mut Tx<'_>, it: &ConversationRow) -> Result<()> {
    tx.send(
        "UPDATE channels_conversation SET last_seq = $2, last_ms = $3, last_author = $4, last_text = $5, unread = $6,
                seen_by_staff = $7, seen_by_customer = $8, waiting_ms = $9, due_ms = $10, answered_ms = $11
          WHERE id = $1",
        args![
            it.id,
            it.last_seq,
            it.last_at,
            it.last_author,
            it.last_text,
            it.unread,
            it.seen_by_staff,
            it.seen_by_customer,
            it.waiting_since,
            it.due_at,
            it.answered_at,
        ],
    )
}

/// Writes where a conversation stands, with whom, and whom it is with.
pub fn stands(tx: &mut Tx<'_>, it: &ConversationRow) -> Result<()> {
    tx.send(
        "UPDATE channels_conversation SET state = $2, queue = $3, queued_ms = $4, back = $5, agent_id = $6, unit_id = $7,
                offered_to_id = $8, offered_until_ms = $9, snoozed_until_ms = $10, closed_ms = $11, outcome = $12,
                rating = $13, rating_text = $14, customer_id = $15, tier = $16, case_count = $17, waiting_ms = $18,
                due_ms = $19, summary = $20, version = version + 1
          WHERE id = $1",
        args![
            it.id,
            it.state,
            it.queue,
            it.queued_at,
            it.back,
            it.agent_id,
            it.unit_id,
            it.offered_to_id,
            it.offered_until,
            it.snoozed_until,
            it.closed_at,
            it.outcome,
            it.rating,
            it.rating_text,
            it.customer_id,
            it.tier,
            it.case_count,
            it.waiting_since,
            it.due_at,
            it.summary,
        ],
    )
}

/// Notes up to which message one side has seen it.
pub fn seen(tx: &mut Tx<'_>, id: &ContactId, by: Author, seq: i64) -> Result<()> {
    let sql = match by {
        Author::Customer => {
            "UPDATE channels_conversation SET seen_by_customer = $2 WHERE id = $1 AND seen_by_customer < $2"
        }
        Author::Agent | Author::System => {
            "UPDATE channels_conversation SET seen_by_staff = $2, unread = CASE WHEN $2 >= last_seq THEN 0 ELSE unread END
              WHERE id = $1 AND seen_by_staff < $2"
        }
    };
    tx.send(sql, args![id, seq])
}

/// Offers that were not answered in time.
pub fn lapsed(tx: &mut Tx<'_>, now: Stamp, most: i64) -> Result<Vec<ConversationRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM channels_conversation WHERE state = 'offered' AND offered_until_ms < $1 LIMIT $2"
    );
    tx.all(&sql, args![now, most])
}

/// What somebody has or is offered.
pub fn held_by(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<ConversationRow>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM channels_conversation WHERE state = 'offered' AND offered_to_id = $1
              UNION ALL
             SELECT {COLUMNS} FROM channels_conversation WHERE agent_id = $1 AND closed_ms IS NULL AND state <> 'offered'"
        ),
        args![person],
    )
}

/// How many conversations each agent has.
pub fn loads(tx: &mut Tx<'_>) -> Result<BTreeMap<PersonId, i64>> {
    let all: Vec<(PersonId, i64)> = tx.all(
        "SELECT agent_id, COUNT(*) FROM channels_conversation
          WHERE closed_ms IS NULL AND agent_id IS NOT NULL AND state <> 'offered' GROUP BY agent_id",
        args![],
    )?;
    Ok(all.into_iter().collect())
}

/// Conversations put off whose time has come.
pub fn to_wake(tx: &mut Tx<'_>, now: Stamp, most: i64) -> Result<Vec<ConversationRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM channels_conversation WHERE state = 'snoozed' AND snoozed_until_ms <= $1 LIMIT $2"
    );
    tx.all(&sql, args![now, most])
}

/// Who spoke with a party last, before a conversation.
pub fn last_agent(tx: &mut Tx<'_>, party: &PartyId) -> Result<Option<PersonId>> {
    let found: Option<(PersonId,)> = tx.maybe(
        "SELECT agent_id FROM channels_conversation
          WHERE party_id = $1 AND agent_id IS NOT NULL ORDER BY came_ms DESC LIMIT 1",
        args![party],
    )?;
    Ok(found.map(|it| it.0))
}

/// Pages that show the conversation are to look anew.
pub fn touch(tx: &mut Tx<'_>, id: &ContactId) -> Result<()> {
    tx.send("UPDATE channels_conversation SET version = version + 1 WHERE id = $1", args![id])
}

/// A conversation that nobody else changes until this transaction is over, whoever asks.
pub fn hold(tx: &mut Tx<'_>, id: &ContactId) -> Result<Option<ConversationRow>> {
    tx.held(&format!("SELECT {COLUMNS} FROM channels_conversation WHERE id = $1"), args![id])
}
