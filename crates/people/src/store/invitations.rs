//! Links by which people set their own password.

use base::ids::{InvitationId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};

use crate::model::InvitationRow;

const COLUMNS: &str = "id, person_id, made_ms, until_ms, used_ms, withdrawn_ms";

/// The link of a word, known by its hash.
pub fn of_word(tx: &mut Tx<'_>, word_hash: &str) -> Result<Option<InvitationRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_invitation WHERE word_hash = $1"), args![word_hash])
}

/// The latest link of somebody.
pub fn latest(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<InvitationRow>> {
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM people_invitation WHERE person_id = $1 ORDER BY made_ms DESC, id DESC LIMIT 1"),
        args![person],
    )
}

/// Adds a link.
pub fn add(
    tx: &mut Tx<'_>,
    id: &InvitationId,
    person: &PersonId,
    word_hash: &str,
    by: Option<&PersonId>,
    until: Stamp,
) -> Result<()> {
    tx.send(
        "INSERT INTO people_invitation (id, person_id, word_hash, made_by, made_ms, until_ms)
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, person, word_hash, by, tx.now(), until],
    )
}

/// Takes back every link of somebody that could still be used; answers how many.
pub fn withdraw(tx: &mut Tx<'_>, person: &PersonId) -> Result<u64> {
    tx.run(
        "UPDATE people_invitation SET withdrawn_ms = $2
          WHERE person_id = $1 AND used_ms IS NULL AND withdrawn_ms IS NULL AND until_ms > $2",
        args![person, tx.now()],
    )
}

/// Uses a link; answers false when somebody was faster.
pub fn take(tx: &mut Tx<'_>, id: &InvitationId) -> Result<bool> {
    let used = tx.run(
        "UPDATE people_invitation SET used_ms = $2 WHERE id = $1 AND used_ms IS NULL AND withdrawn_ms IS NULL",
        args![id, tx.now()],
    )?;
    Ok(used == 1)
}
