//! Rights lent for a time.

use base::ids::{DelegationId, PersonId};
use base::{Result, Stamp};
use db::{Arg as _, Tx, args};

use super::list;
use crate::model::DelegationRow;

const COLUMNS: &str = "id, giver_id, to_id, rights, from_ms, until_ms, reason, given_ms, ended_ms";

/// A delegation.
pub fn one(tx: &mut Tx<'_>, id: &DelegationId) -> Result<Option<DelegationRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_delegation WHERE id = $1"), args![id])
}

/// What somebody lends or is lent, the newest first.
pub fn of_person(tx: &mut Tx<'_>, person: &PersonId, most: i64) -> Result<Vec<DelegationRow>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM people_delegation WHERE giver_id = $1 OR to_id = $1
              ORDER BY given_ms DESC, id DESC LIMIT $2"
        ),
        args![person, most],
    )
}

/// What somebody is lent at a moment.
pub fn held(tx: &mut Tx<'_>, person: &PersonId, at: Stamp) -> Result<Vec<DelegationRow>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM people_delegation
              WHERE to_id = $1 AND until_ms > $2 AND from_ms <= $2 AND ended_ms IS NULL ORDER BY id"
        ),
        args![person, at],
    )
}

/// What several people are lent at a moment.
pub fn held_by(tx: &mut Tx<'_>, people: &[PersonId], at: Stamp) -> Result<Vec<DelegationRow>> {
    let mut found = Vec::new();
    for some in people.chunks(list::MOST) {
        let (places, mut args) = list::places(2, some);
        args.insert(0, at.arg());
        let sql = format!(
            "SELECT {COLUMNS} FROM people_delegation
              WHERE to_id IN ({places}) AND until_ms > $1 AND from_ms <= $1 AND ended_ms IS NULL ORDER BY id"
        );
        found.extend(tx.all::<DelegationRow>(&sql, &args)?);
    }
    Ok(found)
}

/// Adds a delegation.
pub fn add(tx: &mut Tx<'_>, it: &DelegationRow) -> Result<()> {
    tx.send(
        "INSERT INTO people_delegation (id, giver_id, to_id, rights, from_ms, until_ms, reason, given_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![it.id, it.giver_id, it.to_id, it.rights, it.from_at, it.until_at, it.reason, it.given_at],
    )
}

/// Takes a delegation back; answers false when that was done already.
pub fn end(tx: &mut Tx<'_>, id: &DelegationId, by: Option<&PersonId>) -> Result<bool> {
    let ended = tx.run(
        "UPDATE people_delegation SET ended_ms = $2, ended_by = $3 WHERE id = $1 AND ended_ms IS NULL",
        args![id, tx.now(), by],
    )?;
    Ok(ended == 1)
}
