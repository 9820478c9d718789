//! Parts of cases that other departments are asked for, and whom they concern.

use base::ids::{CaseId, JointId, PersonId, UnitId};
use base::{Failure, Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use super::parties::{concerned, places};
use crate::model::joint::{Joint, JointState};
use crate::model::{Asker, Sight, Status};

const COLUMNS: &str = "j.id, j.case_id, j.unit_id, j.person_id, j.task, j.by_id, j.state, j.asked_ms, j.accepted_ms, \
    j.owner_id, j.wait_ms, j.working_ms, j.ended_ms, j.ended_by_id, j.answer, j.handling_ms, j.handling_working_ms, \
    j.wanted_ms, j.due_ms, j.half_ms, j.near_ms, j.sees, j.policy, j.edition";

/// One part of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &JointId) -> Result<Option<Joint>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_joint j WHERE j.case_id = $1 AND j.id = $2"), args![case, id])
}

/// The parts of a case, the newest first; at most 200.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Joint>> {
    let sql = format!("SELECT {COLUMNS} FROM cases_joint j WHERE j.case_id = $1 ORDER BY j.id DESC LIMIT 200");
    tx.all(&sql, args![case])
}

/// Adds a part.
pub fn insert(tx: &mut Tx<'_>, it: &Joint) -> Result<()> {
    tx.send(
        "INSERT INTO cases_joint (id, case_id, unit_id, person_id, task, by_id, state, asked_ms, accepted_ms, owner_id,
            wait_ms, working_ms, ended_ms, ended_by_id, answer, handling_ms, handling_working_ms, wanted_ms, due_ms,
            half_ms, near_ms, sees, policy, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24)",
        args![
            it.id,
            it.case_id,
            it.unit_id,
            it.person_id,
            it.task,
            it.by_id,
            it.state,
            it.asked_ms,
            it.accepted_ms,
            it.owner_id,
            it.wait_ms,
            it.working_ms,
            it.ended_ms,
            it.ended_by_id,
            it.answer,
            it.handling_ms,
            it.handling_working_ms,
            it.wanted_ms,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.sees,
            it.policy,
            it.edition,
        ],
    )
}

/// Writes what can change; busy when somebody else wrote it since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Joint) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_joint SET state = $3, accepted_ms = $4, owner_id = $5, wait_ms = $6, working_ms = $7,
            ended_ms = $8, ended_by_id = $9, answer = $10, handling_ms = $11, handling_working_ms = $12, due_ms = $13,
            half_ms = $14, near_ms = $15, sees = $16, edition = edition + 1
          WHERE case_id = $1 AND id = $2 AND edition = $17",
        args![
            it.case_id,
            it.id,
            it.state,
            it.accepted_ms,
            it.owner_id,
            it.wait_ms,
            it.working_ms,
            it.ended_ms,
            it.ended_by_id,
            it.answer,
            it.handling_ms,
            it.handling_working_ms,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.sees,
            it.edition,
        ],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Notes whom a part concerns.
pub fn concern<'p>(tx: &mut Tx<'_>, it: &Joint, people: impl IntoIterator<Item = &'p PersonId>) -> Result<()> {
    for person in people {
        tx.send(
            "INSERT INTO cases_joint_person (person_id, case_id, joint_id, sees) VALUES ($1, $2, $3, $4)
             ON CONFLICT (person_id, case_id, joint_id) DO NOTHING",
            args![person, it.case_id, it.id, it.sees],
        )?;
    }
    Ok(())
}

/// Whom a part concerns.
pub fn people(tx: &mut Tx<'_>, it: &Joint) -> Result<Vec<PersonId>> {
    let found: Vec<(PersonId,)> = tx.all(
        "SELECT person_id FROM cases_joint_person WHERE case_id = $1 AND joint_id = $2 ORDER BY person_id",
        args![it.case_id, it.id],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// The people of a part see the case no more.
pub fn hide(tx: &mut Tx<'_>, it: &Joint) -> Result<()> {
    tx.send("UPDATE cases_joint_person SET sees = FALSE WHERE case_id = $1 AND joint_id = $2", args![it.case_id, it.id])
}

/// Whether somebody sees an open case because a part of it concerns them or their department.
pub fn sees(tx: &mut Tx<'_>, who: &Asker, case: &CaseId) -> Result<bool> {
    let mut given = vec![case.arg()];
    let concerned = concerned(&mut given, who);
    let sql = format!("SELECT 1 FROM cases_case c WHERE c.id = $1 AND {concerned}");
    Ok(tx.maybe::<(i64,)>(&sql, &given)?.is_some())
}

/// The departments and people whom parts of a case concern, while they see it.
pub fn scopes(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<String>> {
    let found: Vec<(String,)> = tx.all(
        "SELECT unit_id FROM cases_joint WHERE case_id = $1 AND sees
         UNION SELECT person_id FROM cases_joint_person WHERE case_id = $1 AND sees",
        args![case],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// Whom parts of these cases concern, while they see them.
pub fn audiences(tx: &mut Tx<'_>, cases: &[CaseId]) -> Result<Vec<(CaseId, PersonId)>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, cases);
    let sql = format!("SELECT case_id, person_id FROM cases_joint_person WHERE case_id IN ({places}) AND sees");
    tx.all(&sql, &given)
}

db::row! {
    /// A part in a department's list, with what its people may know of the case.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Waiting {
        /// The part.
        pub id: JointId,
        /// The case.
        pub case_id: CaseId,
        /// The case's number.
        pub number: i64,
        /// What the case is about.
        pub subject: String,
        /// Whether the case is open.
        pub status: Status,
        /// The department that hosts it.
        pub host_id: UnitId,
        /// Who handles the case.
        pub handler_id: Option<PersonId>,
        /// The department that is asked.
        pub unit_id: UnitId,
        /// The person in it.
        pub person_id: Option<PersonId>,
        /// What is asked for.
        pub task: String,
        /// Who asked.
        pub by_id: Option<PersonId>,
        /// Where it stands.
        pub state: JointState,
        /// When it was asked for.
        pub asked_ms: Stamp,
        /// Who works on it.
        pub owner_id: Option<PersonId>,
        /// Until when it is to be accepted, or delivered.
        pub due_ms: Stamp,
        /// When half of that is used.
        pub half_ms: Stamp,
        /// When it is nearly due.
        pub near_ms: Stamp,
    }
}

/// Which open parts are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What one's own cases wait for, instead of what one's department is asked for.
    pub ours: bool,
    /// Only what waits to be accepted, or only what is being worked on.
    pub state: Option<JointState>,
    /// Only what is past this moment.
    pub before: Option<Stamp>,
}

/// A page of open parts, what is due first: those of the departments within reach, and those that concern the person.
pub fn page(tx: &mut Tx<'_>, who: &Asker, wanted: Wanted, page: &Page) -> Result<Paged<Waiting>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let mut when = vec!["j.ended_ms IS NULL".to_owned()];
    when.push(match (&who.sight, wanted.ours) {
        (Sight::All, _) => "TRUE".to_owned(),
        (Sight::Units(units), true) => format!("c.unit_id IN ({})", places(&mut given, units)),
        (Sight::Units(units), false) => {
            let units = places(&mut given, units);
            given.push(who.person.arg());
            format!("(j.unit_id IN ({units}) OR j.person_id = ${0} OR j.owner_id = ${0})", given.len())
        }
    });
    if let Some(state) = &wanted.state {
        given.push(Value::Text(state.as_str().into()));
        when.push(format!("j.state = ${}", given.len()));
    }
    if let Some(before) = wanted.before {
        given.push(Value::Int(before.0));
        when.push(format!("j.due_ms < ${}", given.len()));
    }
    if let Some([due, id]) = page.parts().as_deref().and_then(|it| <&[&str; 2]>::try_from(it).ok())
        && let Ok(due) = due.parse::<i64>()
    {
        given.extend([Value::Int(due), Value::Text((*id).into())]);
        when.push(format!("(j.due_ms, j.id) > (${}, ${})", given.len() - 1, given.len()));
    }
    let when = when.join(" AND ");
    let sql = format!(
        "SELECT j.id, j.case_id, c.number, c.subject, c.status, c.unit_id AS host_id, c.owner_id AS handler_id,
                j.unit_id, j.person_id, j.task, j.by_id, j.state, j.asked_ms, j.owner_id, j.due_ms, j.half_ms, j.near_ms
           FROM cases_joint j JOIN cases_case c ON c.id = j.case_id
          WHERE {when} ORDER BY j.due_ms, j.id LIMIT $1"
    );
    let found: Vec<Waiting> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| format!("{}~{}", it.due_ms.0, it.id)))
}

/// The unit of which a part was asked stands in its counter as long as the part is open.
pub fn count(tx: &mut Tx<'_>, it: &Joint, name: &str, by: i64) -> Result<()> {
    let unit: &UnitId = &it.unit_id;
    super::counters::add(tx, &it.case_id, &[((unit.to_string(), name.to_owned()), by)].into())
}
