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
