//! Who takes part beside the agent, and the cases a conversation is about.

use base::Result;
use base::ids::{CaseId, ContactId, PersonId};
use db::{Tx, args};

/// Notes that somebody takes part; answers whether they did not before.
pub fn add(tx: &mut Tx<'_>, conversation: &ContactId, person: &PersonId, how: &str) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO channels_part (person_id, conversation_id, how, seen_seq, at_ms) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (person_id, conversation_id) DO NOTHING",
        args![person, conversation, how, tx.now()],
    )?;
    Ok(added == 1)
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
