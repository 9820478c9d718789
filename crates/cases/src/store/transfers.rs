//! The rows of transfers.

use base::Result;
use base::ids::{CaseId, TransferId};
use db::{Tx, args};

use crate::model::Transfer;

const COLUMNS: &str = "id, case_id, from_unit_id, from_person_id, to_unit_id, to_person_id, reason, by_id, state, \
    asked_ms, ended_ms, ended_by_id, answer, wait_ms, working_ms, due_ms, half_ms, near_ms, handled_ms, handling_ms, \
    handling_working_ms";

/// All transfers of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Transfer>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_transfer WHERE case_id = $1 ORDER BY id"), args![case])
}

/// A transfer of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &TransferId) -> Result<Transfer> {
    tx.one(&format!("SELECT {COLUMNS} FROM cases_transfer WHERE id = $1 AND case_id = $2"), args![id, case])
}

/// Adds a transfer.
pub fn insert(tx: &mut Tx<'_>, it: &Transfer) -> Result<()> {
    tx.send(
        "INSERT INTO cases_transfer (id, case_id, from_unit_id, from_person_id, to_unit_id, to_person_id, reason,
            by_id, state, asked_ms, ended_ms, ended_by_id, answer, wait_ms, working_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            it.id,
            it.case_id,
            it.from_unit_id,
            it.from_person_id,
            it.to_unit_id,
            it.to_person_id,
            it.reason,
            it.by_id,
            it.state,
            it.asked_ms,
            it.ended_ms,
            it.ended_by_id,
            it.answer,
            it.wait_ms,
            it.working_ms,
        ],
    )?;
    Ok(())
}

/// Writes what became of a transfer.
pub fn save(tx: &mut Tx<'_>, it: &Transfer) -> Result<()> {
    tx.send(
        "UPDATE cases_transfer SET state = $2, ended_ms = $3, ended_by_id = $4, answer = $5, wait_ms = $6,
            working_ms = $7, due_ms = $9, half_ms = $10, near_ms = $11, handled_ms = $12, handling_ms = $13,
            handling_working_ms = $14
          WHERE id = $1 AND case_id = $8",
        args![
            it.id,
            it.state,
            it.ended_ms,
            it.ended_by_id,
            it.answer,
            it.wait_ms,
            it.working_ms,
            it.case_id,
            it.due_ms,
            it.half_ms,
            it.near_ms,
            it.handled_ms,
            it.handling_ms,
            it.handling_working_ms,
        ],
    )?;
    Ok(())
}
