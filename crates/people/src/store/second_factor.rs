//! Second factors and recovery codes.

use base::ids::PersonId;
use base::{Result, Stamp};
use db::{Tx, args};

db::row! {
    /// Somebody's second factor. The secret is sealed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SecondFactor {
        /// The secret, sealed for this row.
        pub sealed: Vec<u8>,
        /// Since when it counts; nothing until its first code was typed.
        pub confirmed_at: Option<Stamp>,
        /// The last step whose code was used.
        pub last_step: i64,
    }
}

/// Somebody's second factor, which no other transaction uses until this one ends.
pub fn locked(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<SecondFactor>> {
    // Of two who type one code at one moment the second sees that it was used.
    tx.maybe(
        "UPDATE people_second_factor SET last_step = last_step WHERE person_id = $1
         RETURNING sealed, confirmed_ms, last_step",
        args![person],
    )
}

/// Since when somebody has a second factor.
pub fn since(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<Stamp>> {
    let found: Option<(Option<Stamp>,)> =
        tx.maybe("SELECT confirmed_ms FROM people_second_factor WHERE person_id = $1", args![person])?;
    Ok(found.and_then(|it| it.0))
}

/// Writes a new secret that does not count yet.
pub fn begin(tx: &mut Tx<'_>, person: &PersonId, sealed: &[u8]) -> Result<()> {
    let sealed = sealed.to_vec();
    tx.send(
        "INSERT INTO people_second_factor (person_id, sealed, last_step, begun_ms) VALUES ($1, $2, 0, $3)
         ON CONFLICT (person_id) DO UPDATE SET sealed = $2, confirmed_ms = NULL, last_step = 0, begun_ms = $3",
        args![person, sealed, tx.now()],
    )
}

/// Its first code was typed: it counts from now on.
pub fn confirm(tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    tx.send("UPDATE people_second_factor SET confirmed_ms = $2 WHERE person_id = $1", args![person, tx.now()])
}

/// Remembers that the code of a step was used.
pub fn used(tx: &mut Tx<'_>, person: &PersonId, step: i64) -> Result<()> {
    tx.send("UPDATE people_second_factor SET last_step = $2 WHERE person_id = $1", args![person, step])
}

/// Takes the second factor and its recovery codes away; answers false when there was none.
pub fn remove(tx: &mut Tx<'_>, person: &PersonId) -> Result<bool> {
    tx.send("DELETE FROM people_recovery WHERE person_id = $1", args![person])?;
    Ok(tx.run("DELETE FROM people_second_factor WHERE person_id = $1", args![person])? > 0)
}

/// Replaces all recovery codes by others, known by their hashes.
pub fn set_recovery(tx: &mut Tx<'_>, person: &PersonId, hashes: &[String]) -> Result<()> {
    tx.send("DELETE FROM people_recovery WHERE person_id = $1", args![person])?;
    for hash in hashes {
        tx.send("INSERT INTO people_recovery (person_id, code_hash) VALUES ($1, $2)", args![person, hash])?;
    }
    Ok(())
}

/// Uses a recovery code; answers false when there is none such, or it was used.
pub fn use_recovery(tx: &mut Tx<'_>, person: &PersonId, hash: &str) -> Result<bool> {
    let used = tx.run(
        "UPDATE people_recovery SET used_ms = $3 WHERE person_id = $1 AND code_hash = $2 AND used_ms IS NULL",
        args![person, hash, tx.now()],
    )?;
    Ok(used == 1)
}

/// How many recovery codes are left.
pub fn recovery_left(tx: &mut Tx<'_>, person: &PersonId) -> Result<i64> {
    let found: (i64,) =
        tx.one("SELECT COUNT(*) FROM people_recovery WHERE person_id = $1 AND used_ms IS NULL", args![person])?;
    Ok(found.0)
}
