//! The rows of clocks.

use base::Result;
use base::ids::{CaseId, PromiseId};
use db::{Arg, Tx, Value, args};

use crate::model::Clock;

const COLUMNS: &str = "id, case_id, target, subject, instance, previous_id, state, started_ms, limit_ms, calendar, \
    warned, due_ms, half_ms, near_ms, since_ms, used_ms, ended_ms, wall_ms, working_ms, breached_ms, pauses, \
    extended, policy, rule";

const WRITTEN: [&str; 24] = [
    "id",
    "case_id",
    "target",
    "subject",
    "instance",
    "previous_id",
    "state",
    "started_ms",
    "limit_ms",
    "calendar",
    "warned",
    "due_ms",
    "half_ms",
    "near_ms",
    "since_ms",
    "used_ms",
    "ended_ms",
    "wall_ms",
    "working_ms",
    "breached_ms",
    "pauses",
    "extended",
    "policy",
    "rule",
];

fn values(it: &Clock) -> Vec<Value<'_>> {
    vec![
        it.id.arg(),
        it.case_id.arg(),
        it.target.arg(),
        it.subject.arg(),
        it.instance.arg(),
        it.previous_id.arg(),
        it.state.arg(),
        it.started_ms.arg(),
        it.limit_ms.arg(),
        it.calendar.arg(),
        it.warned.arg(),
        it.due_ms.arg(),
        it.half_ms.arg(),
        it.near_ms.arg(),
        it.since_ms.arg(),
        it.used_ms.arg(),
        it.ended_ms.arg(),
        it.wall_ms.arg(),
        it.working_ms.arg(),
        it.breached_ms.arg(),
        it.pauses.arg(),
        it.extended.arg(),
        it.policy.arg(),
        it.rule.arg(),
    ]
}

/// All clocks of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Clock>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_clock WHERE case_id = $1 ORDER BY started_ms, instance, id"),
        args![case],
    )
}

/// Open cases with clocks whose limit this version of policy set, those after one in the order of ids.
pub fn cases_under(tx: &mut Tx<'_>, policy: &str, after: Option<&CaseId>, most: i64) -> Result<Vec<CaseId>> {
    let found: Vec<(CaseId,)> = tx.all(
        "SELECT c.id FROM cases_case c
          WHERE c.status <> 'closed' AND c.id > $1 AND EXISTS (
                SELECT 1 FROM cases_clock k
                 WHERE k.case_id = c.id AND k.policy = $2 AND k.ended_ms IS NULL AND k.target <> 'promise')
          ORDER BY c.id LIMIT $3",
        args![after.map_or("", CaseId::as_str), policy, most],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Adds clocks.
pub fn insert<'c>(tx: &mut Tx<'_>, clocks: impl IntoIterator<Item = &'c Clock>) -> Result<()> {
    tx.insert_many("cases_clock", &WRITTEN, clocks.into_iter().map(values))?;
    Ok(())
}

/// Forgets the clocks of promises of a case.
pub fn remove_of(tx: &mut Tx<'_>, case: &CaseId, promises: &[PromiseId]) -> Result<()> {
    let forget = "DELETE FROM cases_clock WHERE case_id = $1 AND target = 'promise' AND subject = $2";
    promises.iter().try_for_each(|id| tx.send(forget, args![case, id]))
}

/// Writes everything about a clock that can change.
pub fn save(tx: &mut Tx<'_>, it: &Clock) -> Result<()> {
    tx.send(
        "UPDATE cases_clock SET state = $2, limit_ms = $3, warned = $4, due_ms = $5, half_ms = $6, near_ms = $7,
            since_ms = $8, used_ms = $9, ended_ms = $10, wall_ms = $11, working_ms = $12, breached_ms = $13,
            pauses = $14, extended = $15
          WHERE id = $1 AND case_id = $16",
        args![
            it.id,
            it.state,
            it.limit_ms,
            it.warned,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.since_ms,
            it.used_ms,
            it.ended_ms,
            it.wall_ms,
            it.working_ms,
            it.breached_ms,
            it.pauses,
            it.extended,
            it.case_id,
        ],
    )?;
    Ok(())
}
