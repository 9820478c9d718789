//! Follow-ups and the tries to reach the customer.

use base::ids::{CaseId, FollowUpId, PersonId};
use base::{Failure, Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use super::parties::places;
use crate::model::Sight;
use crate::model::follow_up::{Attempt, FollowUp};

const COLUMNS: &str = "f.id, f.case_id, f.unit_id, f.person_id, f.rule, f.instance, f.seed, f.drawn, f.state, f.result, \
    f.comment, f.scores, f.made_ms, f.due_ms, f.half_ms, f.near_ms, f.next_ms, f.attempts, f.ended_by_id, f.ended_ms, \
    f.policy, f.edition";

/// One follow-up of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &FollowUpId) -> Result<Option<FollowUp>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_follow_up f WHERE f.id = $1 AND f.case_id = $2"), args![id, case])
}

/// The follow-ups of a case, the newest first; at most 100.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<FollowUp>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_follow_up f WHERE f.case_id = $1 ORDER BY f.id DESC LIMIT 100"),
        args![case],
    )
}

/// Of some people the one with the fewest open follow-ups, the first of them when there are several.
pub fn idlest(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<Option<PersonId>> {
    if people.is_empty() {
        return Ok(None);
    }
    let mut given = Vec::new();
    let who = places(&mut given, people);
    let sql = format!(
        "SELECT person_id, COUNT(*) FROM cases_follow_up WHERE state = 'open' AND person_id IN ({who}) GROUP BY person_id"
    );
    let busy: Vec<(PersonId, i64)> = tx.all(&sql, &given)?;
    let load = |it: &PersonId| busy.iter().find(|one| one.0 == *it).map_or(0, |one| one.1);
    Ok(people.iter().min_by_key(|it| load(it)).cloned())
}

/// Adds a follow-up.
pub fn insert(tx: &mut Tx<'_>, it: &FollowUp) -> Result<()> {
    tx.send(
        "INSERT INTO cases_follow_up (id, case_id, unit_id, person_id, rule, instance, seed, drawn, state, result,
            comment, scores, made_ms, due_ms, half_ms, near_ms, next_ms, attempts, ended_by_id, ended_ms, policy, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        args![
            it.id,
            it.case_id,
            it.unit_id,
            it.person_id,
            it.rule,
            it.instance,
            it.seed,
            it.drawn,
            it.state,
            it.result,
            it.comment,
            it.scores,
            it.made_ms,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.next_ms,
            it.attempts,
            it.ended_by_id,
            it.ended_ms,
            it.policy,
            it.edition,
        ],
    )
}

/// Writes what can change; busy when somebody else wrote it since it was read.
pub fn save(tx: &mut Tx<'_>, it: &FollowUp) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_follow_up SET state = $2, result = $3, comment = $4, scores = $5, next_ms = $6, attempts = $7,
            ended_by_id = $8, ended_ms = $9, edition = edition + 1
          WHERE id = $1 AND edition = $10",
        args![
            it.id,
            it.state,
            it.result,
            it.comment,
            it.scores,
            it.next_ms,
            it.attempts,
            it.ended_by_id,
            it.ended_ms,
            it.edition,
        ],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Notes a try that reached nobody.
pub fn tried(tx: &mut Tx<'_>, it: &Attempt) -> Result<()> {
    tx.send(
        "INSERT INTO cases_follow_up_attempt (id, follow_up_id, by_id, at_ms, note) VALUES ($1, $2, $3, $4, $5)",
        args![it.id, it.follow_up_id, it.by_id, it.at_ms, it.note],
    )
}

/// The tries for some follow-ups, the oldest first.
pub fn attempts(tx: &mut Tx<'_>, ids: &[FollowUpId]) -> Result<Vec<Attempt>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let sql = format!(
        "SELECT id, follow_up_id, by_id, at_ms, note FROM cases_follow_up_attempt WHERE follow_up_id IN ({places})
          ORDER BY id"
    );
    tx.all(&sql, &given)
}

/// Whose follow-ups are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Those a person is to do.
    Mine(PersonId),
    /// Those of the units within sight.
    Team(Sight),
    /// Those a person ended, the latest first.
    DoneBy(PersonId),
}

/// A page of follow-ups: a walk along one index. Open ones come in the order of their due times.
pub fn page(
    tx: &mut Tx<'_>,
    whose: &Whose,
    due: (Option<Stamp>, Option<Stamp>),
    page: &Page,
) -> Result<Paged<FollowUp>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let done = matches!(whose, Whose::DoneBy(_));
    let mut when = vec![match whose {
        Whose::Mine(person) => {
            given.push(person.arg());
            "f.state = 'open' AND f.person_id = $2".to_owned()
        }
        Whose::DoneBy(person) => {
            given.push(person.arg());
            "f.ended_by_id = $2".to_owned()
        }
        Whose::Team(Sight::All) => "f.state = 'open'".to_owned(),
        Whose::Team(Sight::Units(units)) => {
            format!("f.state = 'open' AND f.unit_id IN ({})", places(&mut given, units))
        }
    }];
    for (text, at) in [("f.due_ms >= $?", due.0), ("f.due_ms < $?", due.1)] {
        if let Some(at) = at.filter(|_| !done) {
            given.push(Value::Int(at.0));
            when.push(text.replace("$?", &format!("${}", given.len())));
        }
    }
    match (done, page.parts().unwrap_or_default().as_slice()) {
        (false, [at, id]) => {
            if let Ok(at) = at.parse::<i64>() {
                given.extend([Value::Int(at), Value::Text((*id).into())]);
                when.push(format!("(f.due_ms, f.id) > (${}, ${})", given.len() - 1, given.len()));
            }
        }
        (true, [id]) => {
            given.push(Value::Text((*id).into()));
            when.push(format!("f.id < ${}", given.len()));
        }
        _ => {}
    }
    let when = when.join(" AND ");
    let order = if done { "f.id DESC" } else { "f.due_ms, f.id" };
    let sql = format!("SELECT {COLUMNS} FROM cases_follow_up f WHERE {when} ORDER BY {order} LIMIT $1");
    let found: Vec<FollowUp> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| if done { it.id.to_string() } else { format!("{}~{}", it.due_ms.0, it.id) }))
}
