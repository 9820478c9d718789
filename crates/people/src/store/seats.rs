//! Who holds a seat that policy names: a role or a post, seen from a unit.

use base::Result;
use base::ids::{PersonId, UnitId};
use db::{Tx, args};

/// The people with a role who are at work in a unit or one above it, with how many units above; the nearest first.
pub fn with_role(tx: &mut Tx<'_>, unit: &UnitId, role: &str) -> Result<Vec<(PersonId, i64)>> {
    tx.all(
        "SELECT p.id, b.depth FROM people_unit_below b
           JOIN people_person p ON p.unit_id = b.above_id
           JOIN people_role r ON r.person_id = p.id
          WHERE b.below_id = $1 AND r.role = $2 AND p.status = 'active' ORDER BY b.depth, p.login",
        args![unit, role],
    )
}

/// The people at a post who are at work in a unit or one above it, with how many units above; the nearest first.
pub fn at_post(tx: &mut Tx<'_>, unit: &UnitId, post: &str) -> Result<Vec<(PersonId, i64)>> {
    tx.all(
        "SELECT p.id, b.depth FROM people_unit_below b
           JOIN people_person p ON p.unit_id = b.above_id
           JOIN people_post o ON o.id = p.post_id
          WHERE b.below_id = $1 AND o.name = $2 AND o.active AND p.status = 'active' ORDER BY b.depth, p.login",
        args![unit, post],
    )
}
