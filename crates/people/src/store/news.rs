//! What people are told of beside their cases.

use base::ids::PersonId;
use base::{Result, Stamp};
use db::{Tx, args};

use crate::model::NewsRow;

/// Tells somebody; told twice of one thing, they hear it once.
pub fn tell(tx: &mut Tx<'_>, person: &PersonId, it: &NewsRow) -> Result<()> {
    tx.send(
        "INSERT INTO people_notice (person_id, at_ms, about, kind, actor_id, body) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
        args![person, it.at, it.about, it.kind, it.actor_id, it.body],
    )
}

/// The newest of somebody since a moment.
pub fn of(tx: &mut Tx<'_>, person: &PersonId, since: Stamp, most: i64) -> Result<Vec<NewsRow>> {
    tx.all(
        "SELECT at_ms, about, kind, actor_id, body, seen FROM people_notice
          WHERE person_id = $1 AND at_ms >= $2 ORDER BY at_ms DESC, about DESC LIMIT $3",
        args![person, since, most],
    )
}

/// They have seen what came up to a moment.
pub fn see(tx: &mut Tx<'_>, person: &PersonId, until: Stamp) -> Result<()> {
    tx.send(
        "UPDATE people_notice SET seen = TRUE WHERE person_id = $1 AND at_ms <= $2 AND NOT seen",
        args![person, until],
    )
}

/// Forgets what somebody was told before a moment.
pub fn forget(tx: &mut Tx<'_>, person: &PersonId, before: Stamp) -> Result<()> {
    tx.send("DELETE FROM people_notice WHERE person_id = $1 AND at_ms < $2", args![person, before])
}
