//! The rows of promises.

use base::Result;
use base::ids::{CaseId, PersonId, PromiseId};
use db::{Tx, args};

use crate::model::Promise;

const COLUMNS: &str = "id, case_id, person_id, text, due_ms, made_ms, state, kept_ms, note";

/// All promises of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Promise>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_promise WHERE case_id = $1 ORDER BY id"), args![case])
}

/// A promise of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &PromiseId) -> Result<Option<Promise>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_promise WHERE id = $1 AND case_id = $2"), args![id, case])
}

/// Adds a promise.
pub fn insert(tx: &mut Tx<'_>, it: &Promise) -> Result<()> {
    tx.send(
        "INSERT INTO cases_promise (id, case_id, person_id, text, due_ms, made_ms, state, kept_ms, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![it.id, it.case_id, it.person_id, it.text, it.due_ms, it.made_ms, it.state, it.kept_ms, it.note],
    )?;
    Ok(())
}

/// Forgets promises of a case.
pub fn remove(tx: &mut Tx<'_>, case: &CaseId, ids: &[PromiseId]) -> Result<()> {
    ids.iter().try_for_each(|id| tx.send("DELETE FROM cases_promise WHERE id = $1 AND case_id = $2", args![id, case]))
}

/// Writes what became of a promise.
pub fn save(tx: &mut Tx<'_>, it: &Promise) -> Result<()> {
    tx.send(
        "UPDATE cases_promise SET state = $2, kept_ms = $3, note = $4, due_ms = $5 WHERE id = $1 AND case_id = $6",
        args![it.id, it.state, it.kept_ms, it.note, it.due_ms, it.case_id],
    )?;
    Ok(())
}

/// What one person promised on a case, and the customer still waits for, is another's from now on; answers how much.
pub fn pass(tx: &mut Tx<'_>, case: &CaseId, from: &PersonId, to: &PersonId) -> Result<u64> {
    tx.run(
        "UPDATE cases_promise SET person_id = $3 WHERE case_id = $1 AND person_id = $2 AND state IN ('open', 'broken')",
        args![case, from, to],
    )
}
