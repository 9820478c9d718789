//! Applications for service items, and the papers about them.

use base::ids::{CaseId, PaperId};
use base::{Failure, Result};
use db::{Tx, args};

use crate::model::service::{Application, Written};

/// The application that a case is, once somebody looked at its materials.
pub fn one(tx: &mut Tx<'_>, case: &CaseId) -> Result<Option<Application>> {
    tx.maybe(
        "SELECT case_id, item, policy, applicant, conditions, materials, state, notices, papers, checked_ms, ended_by_id,
                ended_ms, edition
           FROM cases_application WHERE case_id = $1",
        args![case],
    )
}

/// Writes it; busy when somebody else wrote since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Application) -> Result<()> {
    let saved = tx.run(
        "INSERT INTO cases_application (case_id, item, policy, applicant, conditions, materials, state, notices, papers,
            checked_ms, ended_by_id, ended_ms, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 + 1)
         ON CONFLICT (case_id) DO UPDATE SET item = excluded.item, policy = excluded.policy,
            applicant = excluded.applicant, conditions = excluded.conditions, materials = excluded.materials,
            state = excluded.state, notices = excluded.notices, papers = excluded.papers,
            checked_ms = excluded.checked_ms, ended_by_id = excluded.ended_by_id, ended_ms = excluded.ended_ms,
            edition = excluded.edition
          WHERE cases_application.edition = $13",
        args![
            it.case_id,
            it.item,
            it.policy,
            it.applicant,
            it.conditions,
            it.materials,
            it.state,
            it.notices,
            it.papers,
            it.checked_ms,
            it.ended_by_id,
            it.ended_ms,
            it.edition,
        ],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

const PAPER: &str = "id, case_id, kind, number, says, by_id, at_ms, told_how, told_ms, told_by_id";

/// The papers of a case, the oldest first.
pub fn papers(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Written>> {
    tx.all(&format!("SELECT {PAPER} FROM cases_paper WHERE case_id = $1 ORDER BY id"), args![case])
}

/// One paper of a case.
pub fn paper(tx: &mut Tx<'_>, case: &CaseId, id: &PaperId) -> Result<Option<Written>> {
    tx.maybe(&format!("SELECT {PAPER} FROM cases_paper WHERE case_id = $1 AND id = $2"), args![case, id])
}

/// Adds a paper.
pub fn add_paper(tx: &mut Tx<'_>, it: &Written) -> Result<()> {
    tx.send(
        "INSERT INTO cases_paper (id, case_id, kind, number, says, by_id, at_ms, told_how, told_ms, told_by_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            it.id,
            it.case_id,
            it.kind,
            it.number,
            it.says,
            it.by_id,
            it.at_ms,
            it.told_how,
            it.told_ms,
            it.told_by_id,
        ],
    )
}

/// Writes down that the customer was told.
pub fn told(tx: &mut Tx<'_>, it: &Written) -> Result<()> {
    tx.send(
        "UPDATE cases_paper SET told_how = $3, told_ms = $4, told_by_id = $5 WHERE case_id = $1 AND id = $2",
        args![it.case_id, it.id, it.told_how, it.told_ms, it.told_by_id],
    )
}
