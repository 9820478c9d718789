//! Questions of the window to leaders.

use base::ids::{CaseId, PersonId, QuestionId};
use base::{Failure, Page, Paged, Result};
use db::{Tx, Value, args};

use super::parties::places;
use crate::model::service::Question;

const COLUMNS: &str = "q.id, q.case_id, q.question, q.asked_by_id, q.asked_ms, q.leaders, q.due_ms, q.half_ms, q.near_ms, \
    q.answer, q.answered_by_id, q.ended_ms, q.policy, q.edition";

/// The questions of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Question>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_question q WHERE q.case_id = $1 ORDER BY q.id"), args![case])
}

/// One question of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &QuestionId) -> Result<Option<Question>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_question q WHERE q.case_id = $1 AND q.id = $2"), args![case, id])
}

/// Whether a question of a case waits for its answer.
pub fn is_open(tx: &mut Tx<'_>, case: &CaseId) -> Result<bool> {
    let found: Option<(String,)> =
        tx.maybe("SELECT id FROM cases_question WHERE case_id = $1 AND ended_ms IS NULL LIMIT 1", args![case])?;
    Ok(found.is_some())
}

/// Adds a question, and puts it into the trays of those asked.
pub fn insert(tx: &mut Tx<'_>, it: &Question) -> Result<()> {
    tx.send(
        "INSERT INTO cases_question (id, case_id, question, asked_by_id, asked_ms, leaders, due_ms, half_ms, near_ms,
            answer, answered_by_id, ended_ms, policy, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            it.id,
            it.case_id,
            it.question,
            it.asked_by_id,
            it.asked_ms,
            it.leaders,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.answer,
            it.answered_by_id,
            it.ended_ms,
            it.policy,
            it.edition,
        ],
    )?;
    for person in &it.leaders.0 {
        tx.send(
            "INSERT INTO cases_question_leader (person_id, due_ms, question_id, case_id) VALUES ($1, $2, $3, $4)",
            args![person, it.due_ms, it.id, it.case_id],
        )?;
    }
    Ok(())
}

/// Writes its answer, and takes it out of the trays; busy when somebody else answered meanwhile.
pub fn answered(tx: &mut Tx<'_>, it: &Question) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_question SET answer = $3, answered_by_id = $4, ended_ms = $5, edition = edition + 1
          WHERE case_id = $1 AND id = $2 AND edition = $6",
        args![it.case_id, it.id, it.answer, it.answered_by_id, it.ended_ms, it.edition],
    )?;
    if saved != 1 {
        return Err(Failure::Busy);
    }
    for person in &it.leaders.0 {
        tx.send(
            "DELETE FROM cases_question_leader WHERE person_id = $1 AND due_ms = $2 AND question_id = $3",
            args![person, it.due_ms, it.id],
        )?;
    }
    Ok(())
}

/// Questions that wait for any of some people, the most urgent first.
pub fn waiting(tx: &mut Tx<'_>, people: &[PersonId], page: &Page) -> Result<Paged<Question>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let people = places(&mut given, people);
    let mut when = format!("l.person_id IN ({people})");
    if let Some([due, id]) = page.parts().as_deref().and_then(|it| <&[&str; 2]>::try_from(it).ok())
        && let Ok(due) = due.parse::<i64>()
    {
        given.extend([Value::Int(due), Value::Text((*id).into())]);
        let (due, id) = (given.len() - 1, given.len());
        when = format!("{when} AND (l.due_ms, l.question_id) > (${due}, ${id})");
    }
    // Whoever stands in for another one who is asked as well has the question once.
    let sql = format!(
        "SELECT {COLUMNS} FROM (
             SELECT DISTINCT l.due_ms, l.question_id, l.case_id FROM cases_question_leader l WHERE {when}
              ORDER BY l.due_ms, l.question_id LIMIT $1) w
           JOIN cases_question q ON q.case_id = w.case_id AND q.id = w.question_id
          ORDER BY q.due_ms, q.id"
    );
    let found: Vec<Question> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| format!("{}~{}", it.due_ms.0, it.id)))
}

/// Questions that a person asked, the newest first.
pub fn asked(tx: &mut Tx<'_>, person: &PersonId, page: &Page) -> Result<Paged<Question>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1), db::Arg::arg(person)];
    let mut when = "q.asked_by_id = $2".to_owned();
    if let Some(after) = &page.after {
        given.push(Value::Text(after.as_str().into()));
        when += " AND q.id < $3";
    }
    let sql = format!("SELECT {COLUMNS} FROM cases_question q WHERE {when} ORDER BY q.id DESC LIMIT $1");
    let found: Vec<Question> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| it.id.to_string()))
}
