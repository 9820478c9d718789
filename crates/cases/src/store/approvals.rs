//! Approvals, who may decide them, and what was decided.

use base::ids::{ApprovalId, CaseId, PersonId};
use base::{Failure, Page, Paged, Result, Stamp};
use db::{Tx, Value, args};

use super::parties::places;
use crate::model::approval::{Approval, Compensation, Decider, Decision};

const COLUMNS: &str = "a.id, a.case_id, a.subject, a.ask, a.reason, a.snapshot, a.asked_by_id, a.asked_ms, a.state, \
    a.level, a.levels, a.ended_ms, a.policy, a.edition";

/// One approval of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &ApprovalId) -> Result<Option<Approval>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_approval a WHERE a.id = $1 AND a.case_id = $2"), args![id, case])
}

/// The approvals of a case, the newest first; at most 200.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Approval>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_approval a WHERE a.case_id = $1 ORDER BY a.id DESC LIMIT 200"),
        args![case],
    )
}

/// Adds an approval.
pub fn insert(tx: &mut Tx<'_>, it: &Approval) -> Result<()> {
    tx.send(
        "INSERT INTO cases_approval (id, case_id, subject, ask, reason, snapshot, asked_by_id, asked_ms, state, level,
            levels, ended_ms, policy, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            it.id,
            it.case_id,
            it.subject,
            it.ask,
            it.reason,
            it.snapshot,
            it.asked_by_id,
            it.asked_ms,
            it.state,
            it.level,
            it.levels,
            it.ended_ms,
            it.policy,
            it.edition,
        ],
    )?;
    Ok(())
}

/// Writes where an approval stands; busy when somebody else decided since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Approval) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_approval SET state = $2, level = $3, ended_ms = $4, edition = edition + 1
          WHERE id = $1 AND edition = $5",
        args![it.id, it.state, it.level, it.ended_ms, it.edition],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Sets who may decide at the present level.
pub fn set_deciders(tx: &mut Tx<'_>, due: Stamp, deciders: &[Decider]) -> Result<()> {
    for it in deciders {
        tx.send(
            "INSERT INTO cases_approval_decider (approval_id, person_id, is_delegate, due_ms) VALUES ($1, $2, $3, $4)",
            args![it.approval_id, it.person_id, it.is_delegate, due],
        )?;
    }
    Ok(())
}

/// Nobody decides any more.
pub fn clear_deciders(tx: &mut Tx<'_>, id: &ApprovalId) -> Result<()> {
    tx.send("DELETE FROM cases_approval_decider WHERE approval_id = $1", args![id])
}

/// Who may decide some approvals now.
pub fn deciders(tx: &mut Tx<'_>, ids: &[ApprovalId]) -> Result<Vec<Decider>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let sql = format!(
        "SELECT approval_id, person_id, is_delegate FROM cases_approval_decider WHERE approval_id IN ({places})
          ORDER BY approval_id, is_delegate, person_id"
    );
    tx.all(&sql, &given)
}

/// Notes a decision.
pub fn decided(tx: &mut Tx<'_>, it: &Decision) -> Result<()> {
    tx.send(
        "INSERT INTO cases_approval_decision (id, approval_id, level, person_id, for_id, verdict, reason, at_ms,
            working_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            it.id,
            it.approval_id,
            it.level,
            it.person_id,
            it.for_id,
            it.verdict,
            it.reason,
            it.at_ms,
            it.working_ms,
        ],
    )
}

/// What was decided on some approvals, the oldest first.
pub fn decisions(tx: &mut Tx<'_>, ids: &[ApprovalId]) -> Result<Vec<Decision>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut given = Vec::new();
    let places = places(&mut given, ids);
    let sql = format!(
        "SELECT id, approval_id, level, person_id, for_id, verdict, reason, at_ms, working_ms
           FROM cases_approval_decision WHERE approval_id IN ({places}) ORDER BY id"
    );
    tx.all(&sql, &given)
}

/// Which approvals of a person are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tray {
    /// Those that wait for their decision, the most urgent first.
    Mine,
    /// Those they asked for, the newest first.
    Asked,
    /// Those they decided, the latest decision first.
    Decided,
}

/// A page of a person's approvals: a walk along one index.
///
/// - `people`: the person, and those in whose place the person acts.
pub fn page(tx: &mut Tx<'_>, tray: Tray, people: &[PersonId], page: &Page) -> Result<Paged<Approval>> {
    let rows = page.rows();
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let who = places(&mut given, people);
    let beyond = match (tray, page.parts().unwrap_or_default().as_slice()) {
        (Tray::Mine, [due, id]) => due.parse::<i64>().map_or_else(
            |_| String::new(),
            |due| {
                given.extend([Value::Int(due), Value::Text((*id).into())]);
                format!(" AND (d.due_ms, d.approval_id) > (${}, ${})", given.len() - 1, given.len())
            },
        ),
        (Tray::Asked | Tray::Decided, [id]) => {
            given.push(Value::Text((*id).into()));
            let key = if tray == Tray::Asked { "a.id" } else { "c.id" };
            format!(" AND {key} < ${}", given.len())
        }
        _ => String::new(),
    };
    let sql = match tray {
        Tray::Mine => format!(
            "SELECT {COLUMNS}, d.due_ms, a.id FROM cases_approval_decider d
               JOIN cases_approval a ON a.id = d.approval_id
              WHERE d.person_id IN ({who}){beyond} ORDER BY d.due_ms, d.approval_id LIMIT $1"
        ),
        Tray::Asked => format!(
            "SELECT {COLUMNS}, a.asked_ms, a.id FROM cases_approval a
              WHERE a.asked_by_id IN ({who}){beyond} ORDER BY a.id DESC LIMIT $1"
        ),
        Tray::Decided => format!(
            "SELECT {COLUMNS}, c.at_ms, c.id FROM cases_approval_decision c
               JOIN cases_approval a ON a.id = c.approval_id
              WHERE c.person_id IN ({who}) AND c.verdict IN ('approve', 'refuse', 'send_back'){beyond}
              ORDER BY c.id DESC LIMIT $1"
        ),
    };
    let found: Vec<Placed> = tx.all(&sql, &given)?;
    let cut = Paged::of(found, rows, |it| match tray {
        Tray::Mine => format!("{}~{}", it.due_ms.0, it.approval.id),
        Tray::Asked | Tray::Decided => it.place.clone(),
    });
    Ok(Paged { items: cut.items.into_iter().map(|it| it.approval).collect(), next: cut.next })
}

/// An approval with its place in a list.
struct Placed {
    approval: Approval,
    due_ms: Stamp,
    place: String,
}

impl db::FromRow for Placed {
    fn from_row(row: &db::Row<'_>) -> Result<Self> {
        Ok(Self { approval: Approval::from_row(row)?, due_ms: row.get(14)?, place: row.get(15)? })
    }
}

/// Adds something given to a customer.
pub fn compensate(tx: &mut Tx<'_>, it: &Compensation) -> Result<()> {
    tx.send(
        "INSERT INTO cases_compensation (id, case_id, approval_id, kind, fen, budget_unit_id, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![it.id, it.case_id, it.approval_id, it.kind, it.fen, it.budget_unit_id, it.at_ms],
    )
}

/// What was given on a case, the oldest first.
pub fn compensations(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Compensation>> {
    tx.all(
        "SELECT id, case_id, approval_id, kind, fen, budget_unit_id, at_ms FROM cases_compensation
          WHERE case_id = $1 ORDER BY id",
        args![case],
    )
}
