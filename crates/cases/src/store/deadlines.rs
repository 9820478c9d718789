//! The rows of deadlines.

use base::Result;
use base::ids::DeadlineId;
use db::{Arg as _, Tx, args};

use super::parties::places;
use crate::model::deadline::{Deadline, Part};

const COLUMNS: &str = "id, case_id, part, part_id, instance, started_ms, limit_ms, calendar, due_ms, half_ms, near_ms, \
    warned, warnings, people, state, ended_ms, policy";

/// One deadline.
pub fn one(tx: &mut Tx<'_>, id: &DeadlineId) -> Result<Option<Deadline>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_deadline WHERE id = $1"), args![id])
}

/// The deadlines of parts that still wait.
pub fn live(tx: &mut Tx<'_>, part: Part, ids: &[String]) -> Result<Vec<Deadline>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = vec![part.arg()];
    let places = places(&mut given, ids);
    let sql = format!(
        "SELECT {COLUMNS} FROM cases_deadline WHERE part = $1 AND part_id IN ({places}) AND ended_ms IS NULL ORDER BY id"
    );
    tx.all(&sql, &given)
}

/// The latest deadline of a part.
pub fn last(tx: &mut Tx<'_>, part: Part, id: &str) -> Result<Option<Deadline>> {
    let sql = format!("SELECT {COLUMNS} FROM cases_deadline WHERE part = $1 AND part_id = $2 ORDER BY id DESC LIMIT 1");
    tx.maybe(&sql, args![part, id])
}

/// How many deadlines a part has had.
pub fn count(tx: &mut Tx<'_>, part: Part, id: &str) -> Result<i64> {
    let (count,): (i64,) =
        tx.one("SELECT COUNT(*) FROM cases_deadline WHERE part = $1 AND part_id = $2", args![part, id])?;
    Ok(count)
}

/// Adds a deadline.
pub fn insert(tx: &mut Tx<'_>, it: &Deadline) -> Result<()> {
    tx.send(
        "INSERT INTO cases_deadline (id, case_id, part, part_id, instance, started_ms, limit_ms, calendar, due_ms,
            half_ms, near_ms, warned, warnings, people, state, ended_ms, policy)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        args![
            it.id,
            it.case_id,
            it.part,
            it.part_id,
            it.instance,
            it.started_ms,
            it.limit_ms,
            it.calendar,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.warned,
            it.warnings,
            it.people,
            it.state,
            it.ended_ms,
            it.policy,
        ],
    )?;
    Ok(())
}

/// Writes what can change.
pub fn save(tx: &mut Tx<'_>, it: &Deadline) -> Result<()> {
    tx.send(
        "UPDATE cases_deadline SET warned = $2, state = $3, ended_ms = $4, people = $5 WHERE id = $1",
        args![it.id, it.warned, it.state, it.ended_ms, it.people],
    )?;
    Ok(())
}
