//! The names of people and units together.

use std::collections::BTreeMap;

use base::ids::{PersonId, UnitId};
use base::{Result, fault};
use db::Tx;

use super::{list, persons, units};

/// The names of people, and of units.
pub type Names = (BTreeMap<PersonId, String>, BTreeMap<UnitId, String>);

/// The names of several people and units; those unknown are left out.
pub fn of(tx: &mut Tx<'_>, people: &[PersonId], units: &[UnitId]) -> Result<Names> {
    let together = |count: usize| (1..=list::MOST).contains(&count);
    if !together(people.len()) || !together(units.len()) {
        return Ok((persons::names(tx, people)?, units::names(tx, units)?));
    }
    let (some, mut given) = list::places(1, people);
    let (others, more) = list::places(given.len() + 1, units);
    given.extend(more);
    let sql = format!(
        "SELECT id, name FROM people_person WHERE id IN ({some})
          UNION ALL SELECT id, name FROM people_unit WHERE id IN ({others})"
    );
    let mut names = Names::default();
    for (id, name) in tx.all::<(String, String)>(&sql, &given)? {
        // An id says by its first letters whose it is.
        match id.parse() {
            Ok(person) => drop(names.0.insert(person, name)),
            Err(_) => drop(names.1.insert(id.parse().map_err(fault)?, name)),
        }
    }
    Ok(names)
}
