//! A case's entries of the event log.

use base::Result;
use base::ids::CaseId;
use db::Tx;
use db::events::{Cursor, Logged, of_case};

/// The entries after a place, oldest first.
pub fn after(tx: &mut Tx<'_>, case: &CaseId, place: Option<&str>, limit: i64) -> Result<Vec<Logged>> {
    let place: Cursor = place.and_then(|it| it.parse().ok()).unwrap_or_default();
    of_case(tx, case, place.seq, limit)
}

/// The entries of several cases that are one, joined in the order of the log.
pub fn of_all(tx: &mut Tx<'_>, cases: &[CaseId], place: Option<&str>, limit: i64) -> Result<Vec<Logged>> {
    let place: Cursor = place.and_then(|it| it.parse().ok()).unwrap_or_default();
    let mut all = Vec::new();
    for case in cases {
        all.extend(of_case(tx, case, place.seq, limit)?);
    }
    all.sort_by_key(|it| it.seq);
    all.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(all)
}
