//! Merges of cases.

use base::ids::{CaseId, CaseMergeId};
use base::{Failure, Result};
use db::{Tx, args};

use crate::model::merge::CaseMerge;

const COLUMNS: &str = "id, case_id, source_id, reason, by_id, at_ms, until_ms, before, carried, undone_ms, undone_by_id, \
    undone_reason, edition";

/// One merge with a case.
pub fn one(tx: &mut Tx<'_>, case: &CaseId, id: &CaseMergeId) -> Result<Option<CaseMerge>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_merge WHERE case_id = $1 AND id = $2"), args![case, id])
}

/// The merges with a case, the newest first; at most 100.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<CaseMerge>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_merge WHERE case_id = $1 ORDER BY id DESC LIMIT 100"), args![case])
}

/// A case with those that are one with it now.
pub fn group(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<CaseId>> {
    let found: Vec<(CaseId,)> = tx.all(
        "SELECT source_id FROM cases_merge WHERE case_id = $1 AND undone_ms IS NULL ORDER BY source_id",
        args![case],
    )?;
    Ok(std::iter::once(case.clone()).chain(found.into_iter().map(|it| it.0)).collect())
}

/// Adds a merge.
pub fn insert(tx: &mut Tx<'_>, it: &CaseMerge) -> Result<()> {
    tx.send(
        "INSERT INTO cases_merge (id, case_id, source_id, reason, by_id, at_ms, until_ms, before, carried, undone_ms,
            undone_by_id, undone_reason, edition)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            it.id,
            it.case_id,
            it.source_id,
            it.reason,
            it.by_id,
            it.at_ms,
            it.until_ms,
            it.before,
            it.carried,
            it.undone_ms,
            it.undone_by_id,
            it.undone_reason,
            it.edition,
        ],
    )
}

/// Writes that a merge was taken back; busy when somebody else did since it was read.
pub fn save(tx: &mut Tx<'_>, it: &CaseMerge) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_merge SET undone_ms = $3, undone_by_id = $4, undone_reason = $5, edition = edition + 1
          WHERE case_id = $1 AND id = $2 AND edition = $6",
        args![it.case_id, it.id, it.undone_ms, it.undone_by_id, it.undone_reason, it.edition],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}
