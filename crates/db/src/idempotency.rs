//! A command sent twice with the same key is carried out once; the second sender gets the first one's answer.

use base::ids::PersonId;
use base::{Refusal, Result, Stamp};

use crate::{Tx, args};

/// What the key says about a command.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Not seen before: carry it out, then [`keep`] the answer in the same transaction.
    New,
    /// Carried out already, with this answer.
    Answered(String),
}

/// Claims a key for a command; `fingerprint` tells whether it is the same command.
///
/// # Errors
/// Refused when the key was used for another command.
pub fn claim(tx: &mut Tx<'_>, person: &PersonId, key: &str, fingerprint: &str) -> Result<Claim> {
    let added = tx.run(
        "INSERT INTO idempotency (person_id, key, fingerprint, at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, key) DO NOTHING",
        args![person, key, fingerprint, tx.now()],
    )?;
    if added == 1 {
        return Ok(Claim::New);
    }
    let (known, answer): (String, Option<String>) =
        tx.one("SELECT fingerprint, answer FROM idempotency WHERE person_id = $1 AND key = $2", args![person, key])?;
    match answer {
        Some(answer) if known == fingerprint => Ok(Claim::Answered(answer)),
        _ => Err(Refusal::new(422, "web.idempotency_key_reused").field("Idempotency-Key").into()),
    }
}

/// Keeps a command's answer for those who ask again.
pub fn keep(tx: &mut Tx<'_>, person: &PersonId, key: &str, answer: &str) -> Result<()> {
    tx.run("UPDATE idempotency SET answer = $3 WHERE person_id = $1 AND key = $2", args![person, key, answer])?;
    Ok(())
}

/// Forgets keys older than a moment.
pub fn forget(tx: &mut Tx<'_>, before: Stamp) -> Result<u64> {
    tx.run("DELETE FROM idempotency WHERE at_ms < $1", args![before])
}
