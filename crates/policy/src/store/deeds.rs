//! Who did what with a version, and when.

use base::ids::PersonId;
use base::{Result, Stamp, fault};
use db::{Tx, args, row};

use crate::model::{Deed, Done, PolicyRef};

row! {
    struct DeedRow {
        deed: String,
        by: Option<PersonId>,
        at: Stamp,
        note: Option<String>,
    }
}

/// A version's history, the oldest line first. A version of before there was a history has none.
pub fn of(tx: &mut Tx<'_>, name: &PolicyRef) -> Result<Vec<Done>> {
    let rows: Vec<DeedRow> = tx.all(
        "SELECT deed, person_id, at_ms, note FROM policy_deed WHERE kind = $1 AND version = $2 ORDER BY nth",
        args![name.kind.as_str(), name.version],
    )?;
    let done = |it: DeedRow| {
        let deed = Deed::parse(&it.deed).ok_or_else(|| fault(it.deed.clone()))?;
        Ok(Done { deed, by: it.by, at: it.at, note: it.note })
    };
    rows.into_iter().map(done).collect()
}

/// Adds a line to a version's history, on a table of versions that is held.
pub fn add(tx: &mut Tx<'_>, name: &PolicyRef, deed: Deed, by: Option<&PersonId>, note: Option<&str>) -> Result<()> {
    let now = tx.now();
    tx.send(
        "INSERT INTO policy_deed (kind, version, nth, deed, person_id, at_ms, note)
         SELECT $1, $2, COALESCE(MAX(nth), 0) + 1, $3, $4, $5, $6 FROM policy_deed WHERE kind = $1 AND version = $2",
        args![name.kind.as_str(), name.version, deed.as_str(), by, now, note],
    )?;
    Ok(())
}
