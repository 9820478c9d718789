//! Urgings of cases.

use base::Result;
use base::ids::CaseId;
use db::{Tx, args};

use crate::model::urging::CaseUrging;

/// The urgings of a case, the newest first; at most 100.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<CaseUrging>> {
    tx.all(
        "SELECT id, case_id, kind, reason, by_id, owner_id, told, brought, at_ms FROM cases_urging
          WHERE case_id = $1 ORDER BY id DESC LIMIT 100",
        args![case],
    )
}

/// Adds an urging.
pub fn insert(tx: &mut Tx<'_>, it: &CaseUrging) -> Result<()> {
    tx.send(
        "INSERT INTO cases_urging (id, case_id, kind, reason, by_id, owner_id, told, brought, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![it.id, it.case_id, it.kind, it.reason, it.by_id, it.owner_id, it.told, it.brought, it.at_ms],
    )
}
