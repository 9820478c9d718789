//! Cases brought before leaders.

use base::ids::{CaseId, EscalationId, PersonId};
use base::{Failure, Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use super::parties::places;
use crate::model::Sight;
use crate::model::escalation::Escalation;

const COLUMNS: &str = "e.id, e.case_id, e.unit_id, e.kind, e.level, e.nature, e.cause, e.reason, e.by_id, e.leaders, \
    e.state, e.taken_by_id, e.taken_ms, e.at_ms, e.due_ms, e.half_ms, e.near_ms, e.answer, e.ended_ms, e.policy, e.edition";

/// One escalation of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &EscalationId) -> Result<Option<Escalation>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_escalation e WHERE e.id = $1 AND e.case_id = $2"), args![id, case])
}

/// The escalations of a case, the newest first; at most 100.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Escalation>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_escalation e WHERE e.case_id = $1 ORDER BY e.id DESC LIMIT 100"),
        args![case],
    )
}

/// Adds an escalation.
pub fn insert(tx: &mut Tx<'_>, it: &Escalation) -> Result<()> {
    tx.send(
        "INSERT INTO cases_escalation (id, case_id, unit_id, kind, level, nature, cause, reason, by_id, leaders, state,
            taken_by_id, taken_ms, at_ms, due_ms, half_ms, near_ms, answer, ended_ms, policy, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        args![
            it.id,
            it.case_id,
            it.unit_id,
            it.kind,
            it.level,
            it.nature,
            it.cause,
            it.reason,
            it.by_id,
            it.leaders,
            it.state,
            it.taken_by_id,
            it.taken_ms,
            it.at_ms,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.answer,
            it.ended_ms,
            it.policy,
            it.edition,
        ],
    )
}

/// Writes what can change; busy when somebody else wrote it since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Escalation) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_escalation SET state = $2, taken_by_id = $3, taken_ms = $4, answer = $5, ended_ms = $6,
            edition = edition + 1
          WHERE id = $1 AND edition = $7",
        args![it.id, it.state, it.taken_by_id, it.taken_ms, it.answer, it.ended_ms, it.edition],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Which of them are wanted on the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those watched, or only those brought; all when absent.
    pub watched: Option<bool>,
    /// Only those of one level.
    pub level: Option<i64>,
    /// Only those due before.
    pub before: Option<Stamp>,
}

/// Open ones within sight, and those brought before a person, the most urgent first: a walk along one index.
pub fn page(
    tx: &mut Tx<'_>,
    sight: &Sight,
    me: Option<&PersonId>,
    wanted: &Wanted,
    page: &Page,
) -> Result<Paged<Escalation>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let mut when = vec!["e.ended_ms IS NULL".to_owned()];
    when.push(within(&mut given, sight, me));
    if let Some(watched) = wanted.watched {
        when.push(if watched { "e.kind = 'watched'" } else { "e.kind <> 'watched'" }.to_owned());
    }
    for (text, value) in [("e.level = $?", wanted.level), ("e.due_ms < $?", wanted.before.map(|it| it.0))] {
        if let Some(value) = value {
            given.push(Value::Int(value));
            when.push(text.replace("$?", &format!("${}", given.len())));
        }
    }
    if let Some([due, id]) = page.parts().as_deref().and_then(|it| <&[&str; 2]>::try_from(it).ok())
        && let Ok(due) = due.parse::<i64>()
    {
        given.extend([Value::Int(due), Value::Text((*id).into())]);
        when.push(format!("(e.due_ms, e.id) > (${}, ${})", given.len() - 1, given.len()));
    }
    let when = when.join(" AND ");
    let sql = format!("SELECT {COLUMNS} FROM cases_escalation e WHERE {when} ORDER BY e.due_ms, e.id LIMIT $1");
    let found: Vec<Escalation> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| format!("{}~{}", it.due_ms.0, it.id)))
}

/// The condition under which an escalation is seen; its parameters are added to those given.
fn within<'v>(given: &mut Vec<Value<'v>>, sight: &'v Sight, me: Option<&'v PersonId>) -> String {
    let Sight::Units(units) = sight else { return "TRUE".to_owned() };
    let units = places(given, units);
    given.push(me.map_or(Value::Null, |it| it.arg()));
    let person = given.len();
    format!(
        "(e.unit_id IN ({units}) OR EXISTS (
             SELECT 1 FROM cases_party p WHERE p.case_id = e.case_id AND p.person_id = ${person}))"
    )
}

/// How many are open at each kind and level within sight, and how many of them are overdue.
pub fn counts(
    tx: &mut Tx<'_>,
    sight: &Sight,
    me: Option<&PersonId>,
    now: Stamp,
) -> Result<Vec<(String, i64, i64, i64)>> {
    let mut given = vec![now.arg()];
    let when = within(&mut given, sight, me);
    let sql = format!(
        "SELECT e.kind, e.level, COUNT(*), COUNT(*) FILTER (WHERE e.due_ms < $1) FROM cases_escalation e
          WHERE e.ended_ms IS NULL AND {when} GROUP BY e.kind, e.level ORDER BY e.kind, e.level"
    );
    tx.all(&sql, &given)
}
