//! Who takes part beside the agent, and the cases a conversation is about.

use base::Result;
use base::ids::{CaseId, ContactId, PersonId};
use db::{Tx, args};

use super::narrow::places;

/// Calls somebody in by a message; they take part from then on.
pub fn call(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId, seq: i64) -> Result<()> {
    tx.send(
        "INSERT INTO channels_part (person_id, conversation_id, how, seen_seq, at_ms, called_seq)
         VALUES ($1, $2, 'mentioned', 0, $3, $4)
         ON CONFLICT (person_id, conversation_id) DO UPDATE SET called_seq = excluded.called_seq",
        args![person, conversation, tx.now(), seq],
    )
}

/// Notes up to which message somebody has seen it who was called in.
pub fn seen(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId, seq: i64) -> Result<()> {
    tx.send(
        "UPDATE channels_part SET seen_seq = $3
          WHERE person_id = $1 AND conversation_id = $2 AND called_seq > seen_seq AND seen_seq < $3",
        args![person, conversation, seq],
    )
}

/// In how many conversations somebody was called in by a message they have not seen, counted to a bound.
pub fn called(tx: &mut Tx<'_>, person: &PersonId, most: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM channels_part
                WHERE person_id = $1 AND called_seq > seen_seq LIMIT $2) counted";
    Ok(tx.one::<(i64,)>(sql, args![person, most])?.0)
}

/// In which of some conversations that is so.
pub fn called_in(tx: &mut Tx<'_>, person: &PersonId, conversations: &[ContactId]) -> Result<Vec<ContactId>> {
    let mut given = args![person].to_vec();
    let ids = places(&mut given, conversations);
    let sql = format!(
        "SELECT conversation_id FROM channels_part
          WHERE person_id = $1 AND called_seq > seen_seq AND conversation_id IN ({ids})"
    );
    Ok(tx.all::<(ContactId,)>(&sql, &given)?.into_iter().map(|it| it.0).collect())
}

/// The cases that some conversations are about.
pub fn cases_of(tx: &mut Tx<'_>, conversations: &[ContactId]) -> Result<Vec<(ContactId, CaseId)>> {
    if conversations.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let ids = places(&mut given, conversations);
    tx.all(&format!("SELECT conversation_id, case_id FROM channels_case WHERE conversation_id IN ({ids})"), &given)
}

/// Links a case; answers whether it was not linked before.
pub fn link(tx: &mut Tx<'_>, conversation: &ContactId, case: &CaseId, by: Option<&PersonId>) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO channels_case (conversation_id, case_id, by_id, at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (conversation_id, case_id) DO NOTHING",
        args![conversation, case, by, tx.now()],
    )?;
    Ok(added == 1)
}

/// Takes a link back; answers whether there was one.
pub fn unlink(tx: &mut Tx<'_>, conversation: &ContactId, case: &CaseId) -> Result<bool> {
    let sql = "DELETE FROM channels_case WHERE conversation_id = $1 AND case_id = $2";
    Ok(tx.run(sql, args![conversation, case])? == 1)
}

/// The cases a conversation is about; at most 50.
pub fn cases(tx: &mut Tx<'_>, conversation: &ContactId) -> Result<Vec<CaseId>> {
    let sql = "SELECT case_id FROM channels_case WHERE conversation_id = $1 ORDER BY at_ms LIMIT 50";
    Ok(tx.all::<(CaseId,)>(sql, args![conversation])?.into_iter().map(|it| it.0).collect())
}

/// How somebody takes part: `mentioned`, `watching`, `joined`.
pub fn how(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId) -> Result<Option<String>> {
    let sql = "SELECT how FROM channels_part WHERE person_id = $1 AND conversation_id = $2";
    Ok(tx.maybe::<(String,)>(sql, args![person, conversation])?.map(|it| it.0))
}

/// Writes how somebody takes part.
pub fn put(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId, how: &str) -> Result<()> {
    tx.send(
        "INSERT INTO channels_part (person_id, conversation_id, how, seen_seq, at_ms) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (person_id, conversation_id) DO UPDATE SET how = excluded.how",
        args![person, conversation, how, tx.now()],
    )
}
