//! Imported cases: found by the key of their source, brought up to date.

use base::Result;
use db::{Tx, args};

use super::case::COLUMNS;
use crate::api::ImportedCase;
use crate::model::Case;

/// The case that is there already, by its id or by its key.
pub fn known(tx: &mut Tx<'_>, source: &str, given: &ImportedCase) -> Result<Option<Case>> {
    if let Some(id) = &given.id {
        return super::case::any(tx, id);
    }
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM cases_case c WHERE c.source = $1 AND c.external_key = $2"),
        args![source, given.key],
    )
}

/// Brings a case up to date, and what it is found by when its words changed.
///
/// - `answers`: the words of its answers by which policy lets it be found.
pub fn update(tx: &mut Tx<'_>, before: &Case, case: &Case, answers: &str) -> Result<()> {
    super::case::save(tx, case)?;
    super::parties::follow(tx, before, case)?;
    if before.subject != case.subject || before.description != case.description || before.fields != case.fields {
        super::search::index(tx, case, None, answers)?;
    }
    if before.unit_id == case.unit_id { Ok(()) } else { super::search::rescope(tx, case) }
}

/// Makes a new case findable and notes who has to do with it.
pub fn find(tx: &mut Tx<'_>, case: &Case, answers: &str) -> Result<()> {
    super::parties::begin(tx, case, case.owner_id.as_ref())?;
    super::search::index(tx, case, None, answers)
}
