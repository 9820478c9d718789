//! What lists are narrowed by beside a case's own columns: answers to fields that policy marks for it, and tags.

use base::Result;
use base::ids::CaseId;
use db::{Arg as _, Tx, args};

/// Under this name stand the tags; no field is called so.
pub const TAG: &str = "#tag";

/// So many cases are looked at one by one; more than these are found sooner by walking along the list.
const FEW: i64 = 500;

/// Whether few cases have a mark.
pub fn are_few(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<bool> {
    let (found,): (i64,) = tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM cases_mark WHERE name = $1 AND value = $2 LIMIT $3) AS counted",
        args![name, value, FEW + 1],
    )?;
    Ok(found <= FEW)
}

/// Marks a case with answers and tags.
pub fn add<'m>(tx: &mut Tx<'_>, case: &CaseId, marks: impl IntoIterator<Item = (&'m str, &'m str)>) -> Result<()> {
    let rows: Vec<_> = marks.into_iter().map(|(name, value)| vec![case.arg(), name.arg(), value.arg()]).collect();
    if rows.is_empty() {
        return Ok(());
    }
    tx.upsert_many("cases_mark", &["case_id", "name", "value"], "ON CONFLICT DO NOTHING", rows)?;
    Ok(())
}

/// Takes the answers off a case.
pub fn drop_answers(tx: &mut Tx<'_>, case: &CaseId) -> Result<()> {
    tx.send("DELETE FROM cases_mark WHERE case_id = $1 AND name <> $2", args![case, TAG])
}

/// Takes a tag off a case.
pub fn drop_tag(tx: &mut Tx<'_>, case: &CaseId, tag: &str) -> Result<()> {
    tx.send("DELETE FROM cases_mark WHERE case_id = $1 AND name = $2 AND value = $3", args![case, TAG, tag])
}
