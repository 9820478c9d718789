//! Counters of what waits for single people.

use std::collections::BTreeMap;

use base::Result;
use base::ids::{CaseId, PersonId};
use db::Tx;

use super::counters;
use super::parties::places;

/// Adds to a counter of each of some people.
pub fn count(tx: &mut Tx<'_>, case: &CaseId, name: &str, people: &[PersonId], by: i64) -> Result<()> {
    let deltas: BTreeMap<_, _> = people.iter().map(|it| ((it.to_string(), name.to_owned()), by)).collect();
    if deltas.is_empty() { Ok(()) } else { counters::add(tx, case, &deltas) }
}

/// Some counters of some people together, by name.
pub fn of(tx: &mut Tx<'_>, people: &[PersonId], names: &[String]) -> Result<BTreeMap<String, i64>> {
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut given: Vec<db::Value<'_>> = Vec::new();
    let (who, names) = (places(&mut given, people), places(&mut given, names));
    let sql = format!(
        "SELECT name, CAST(SUM(value) AS BIGINT) FROM cases_counter WHERE scope IN ({who}) AND name IN ({names})
          GROUP BY name"
    );
    Ok(tx.all::<(String, i64)>(&sql, &given)?.into_iter().collect())
}
