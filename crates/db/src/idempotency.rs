//! A command sent twice with the same key is carried out once; the second sender is answered from the first one's receipt.

use base::ids::PersonId;
use base::{Failure, Refusal, Result, Stamp};

use crate::{Tx, args};

/// The receipt that a command left under this key, if it was carried out already; `fingerprint` tells whether it is
/// the same command.
///
/// # Errors
/// Refused when the key was used for another command.
pub fn answered(tx: &mut Tx<'_>, person: &PersonId, key: &str, fingerprint: &str) -> Result<Option<String>> {
    let known: Option<(String, String)> =
        tx.maybe("SELECT fingerprint, answer FROM idempotency WHERE person_id = $1 AND key = $2", args![person, key])?;
    match known {
        None => Ok(None),
        Some((of, answer)) if of == fingerprint => Ok(Some(answer)),
        Some(_) => Err(Refusal::new(422, "web.idempotency_key_reused").field("Idempotency-Key").into()),
    }
}

/// Keeps a command's receipt for those who ask again, in the transaction that carried it out.
///
/// # Errors
/// Busy when the same command was carried out meanwhile: this one is undone, and who asks again gets the answer.
pub fn keep(tx: &mut Tx<'_>, person: &PersonId, key: &str, fingerprint: &str, answer: &str) -> Result<()> {
    let added = tx.run(
        "INSERT INTO idempotency (person_id, key, fingerprint, at_ms, answer) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, key) DO NOTHING",
        args![person, key, fingerprint, tx.now(), answer],
    )?;
    if added == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Forgets answers that hold a text, for an erasure.
pub fn forget_holding(tx: &mut Tx<'_>, text: &str) -> Result<()> {
    let pattern = format!("%{}%", text.replace(['%', '_'], ""));
    tx.send("DELETE FROM idempotency WHERE LOWER(answer) LIKE LOWER($1)", args![pattern])
}

/// Forgets keys older than a moment.
pub fn forget(tx: &mut Tx<'_>, before: Stamp) -> Result<u64> {
    tx.run("DELETE FROM idempotency WHERE at_ms < $1", args![before])
}
