//! Who has which role.

use std::collections::BTreeMap;

use base::Result;
use base::ids::PersonId;
use db::{Arg as _, Tx, args};

use super::list;

/// Somebody's roles.
pub fn of(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<String>> {
    let found: Vec<(String,)> =
        tx.all("SELECT role FROM people_role WHERE person_id = $1 ORDER BY role", args![person])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// The roles of several people.
pub fn of_all(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, Vec<String>>> {
    let mut roles: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for some in people.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let sql = format!("SELECT person_id, role FROM people_role WHERE person_id IN ({places}) ORDER BY role");
        for (person, role) in tx.all::<(PersonId, String)>(&sql, &args)? {
            roles.entry(person).or_default().push(role);
        }
    }
    Ok(roles)
}

/// Who works here and has one of these roles.
pub fn holders(tx: &mut Tx<'_>, roles: &[&str]) -> Result<Vec<PersonId>> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let (places, args) = list::places(1, roles);
    let sql = format!(
        "SELECT DISTINCT p.id FROM people_role r JOIN people_person p ON p.id = r.person_id
          WHERE r.role IN ({places}) AND p.status = 'active' ORDER BY p.id"
    );
    Ok(tx.all::<(PersonId,)>(&sql, &args)?.into_iter().map(|it| it.0).collect())
}

/// Gives a role.
pub fn give(tx: &mut Tx<'_>, person: &PersonId, role: &str, by: Option<&PersonId>) -> Result<()> {
    tx.send(
        "INSERT INTO people_role (person_id, role, given_ms, given_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        args![person, role, tx.now(), by],
    )?;
    Ok(())
}

/// Takes a role.
pub fn take(tx: &mut Tx<'_>, person: &PersonId, role: &str) -> Result<()> {
    tx.send("DELETE FROM people_role WHERE person_id = $1 AND role = $2", args![person, role])?;
    Ok(())
}

/// Whether somebody other than `except`, who works here now, has one of these roles.
pub fn has_other(tx: &mut Tx<'_>, roles: &[&str], except: &PersonId) -> Result<bool> {
    if roles.is_empty() {
        return Ok(false);
    }
    let (places, mut args) = list::places(2, roles);
    args.insert(0, except.arg());
    let sql = format!(
        "SELECT COUNT(*) FROM people_role r JOIN people_person p ON p.id = r.person_id
          WHERE r.role IN ({places}) AND p.status = 'active' AND p.id <> $1"
    );
    let found: (i64,) = tx.one(&sql, &args)?;
    Ok(found.0 > 0)
}
