//! Counters, kept by differences (see [`crate::rules::counting`]).

use std::collections::BTreeMap;

use base::Result;
use base::ids::CaseId;
use db::{Arg as _, Tx, args};

use super::parties::places;
use crate::model::Sight;
use crate::rules::counting::Key;

/// Over so many rows a counter is spread.
const SLOTS: u8 = 8;

/// The row of a counter that a case writes to: always the same for a case, different ones for many cases.
fn slot(case: &CaseId) -> i64 {
    case.as_str().bytes().last().map_or(0, |it| i64::from(it % SLOTS))
}

/// Adds the differences that one case made.
pub fn add(tx: &mut Tx<'_>, case: &CaseId, deltas: &BTreeMap<Key, i64>) -> Result<()> {
    let slot = slot(case);
    let rows: Vec<_> = deltas.iter().map(|((scope, name), by)| (scope.as_str(), name.as_str(), slot, *by)).collect();
    write(tx, &rows)
}

/// Adds the differences that many cases made together.
pub fn add_all(tx: &mut Tx<'_>, deltas: &BTreeMap<Key, i64>) -> Result<()> {
    let rows: Vec<_> = deltas.iter().map(|((scope, name), by)| (scope.as_str(), name.as_str(), 0, *by)).collect();
    rows.chunks(50).try_for_each(|it| write(tx, it))
}

fn write(tx: &mut Tx<'_>, rows: &[(&str, &str, i64, i64)]) -> Result<()> {
    let rows = rows.iter().map(|(scope, name, slot, by)| vec![scope.arg(), name.arg(), slot.arg(), by.arg()]).collect();
    let add = "ON CONFLICT (scope, name, slot) DO UPDATE SET value = cases_counter.value + excluded.value";
    tx.upsert_many("cases_counter", &["scope", "name", "slot", "value"], add, rows)?;
    Ok(())
}

/// The sums of these counters over what somebody reaches, by name.
pub fn within(tx: &mut Tx<'_>, sight: &Sight, names: &[String]) -> Result<BTreeMap<String, i64>> {
    let mut given = Vec::new();
    let names = places(&mut given, names);
    let scope = match sight {
        Sight::All => "TRUE".to_owned(),
        Sight::Units(units) => format!("scope IN ({})", places(&mut given, units)),
    };
    let sql = format!(
        "SELECT name, CAST(SUM(value) AS BIGINT) FROM cases_counter WHERE name IN ({names}) AND {scope} GROUP BY name"
    );
    Ok(tx.all::<(String, i64)>(&sql, &given)?.into_iter().collect())
}

/// A counter of one person or unit.
pub fn of(tx: &mut Tx<'_>, scope: &str, name: &str) -> Result<i64> {
    let (sum,): (Option<i64>,) = tx.one(
        "SELECT CAST(SUM(value) AS BIGINT) FROM cases_counter WHERE scope = $1 AND name = $2",
        args![scope, name],
    )?;
    Ok(sum.unwrap_or(0))
}

/// Every counter that is not zero, for the check against a recount.
#[cfg(test)]
pub fn all(tx: &mut Tx<'_>) -> Result<BTreeMap<Key, i64>> {
    let rows: Vec<(String, String, i64)> = tx.all(
        "SELECT scope, name, CAST(SUM(value) AS BIGINT) FROM cases_counter GROUP BY scope, name HAVING SUM(value) <> 0",
        args![],
    )?;
    Ok(rows.into_iter().map(|(scope, name, value)| ((scope, name), value)).collect())
}
