//! The rows of promises.

use base::ids::{CaseId, PersonId, PromiseId};
use base::{Result, Stamp};
use db::{Tx, args};

use super::parties::{places, visible};
use crate::model::{Asker, Promise};

const COLUMNS: &str = "id, case_id, person_id, text, due_ms, made_ms, state, kept_ms, note";

/// All promises of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Promise>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_promise WHERE case_id = $1 ORDER BY id"), args![case])
}

/// A promise of a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &PromiseId) -> Result<Option<Promise>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_promise WHERE id = $1 AND case_id = $2"), args![id, case])
}

/// What is promised on some cases that somebody sees and not kept yet: on which, until when, what; the soonest first.
pub fn waiting(tx: &mut Tx<'_>, who: &Asker, cases: &[CaseId]) -> Result<Vec<(CaseId, Stamp, String)>> {
    let mut given = Vec::new();
    let (places, visible) = (places(&mut given, cases), visible(&mut given, who));
    tx.all(
        &format!(
            "SELECT p.case_id, p.due_ms, p.text FROM cases_promise p JOIN cases_case c ON c.id = p.case_id
              WHERE p.case_id IN ({places}) AND p.state IN ('open', 'broken') AND {visible} ORDER BY p.due_ms, p.id"
        ),
        &given,
    )
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
