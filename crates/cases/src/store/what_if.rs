//! The cases of a period, for asking what would have been.

use base::ids::CaseId;
use base::{Mint, Result, Stamp};
use db::{Arg, Tx, Value};

use super::case::COLUMNS;
use super::parties::visible;
use crate::model::{Asker, Case};

/// Cases opened in a period that somebody sees, in the order in which they were opened, those after one.
pub fn opened_in(
    tx: &mut Tx<'_>,
    who: &Asker,
    (from, to): (Stamp, Stamp),
    after: Option<&CaseId>,
    most: i64,
) -> Result<Vec<Case>> {
    // Ids are made of the moment a case was opened: the walk begins and ends with the period.
    let (first, end): (CaseId, CaseId) = (Mint::first_of(from), Mint::first_of(to));
    let begin = after.filter(|it| **it > first).unwrap_or(&first);
    let mut given: Vec<Value<'_>> = vec![begin.arg(), end.arg(), Value::Int(most)];
    let seen = visible(&mut given, who);
    tx.all(
        &format!("SELECT {COLUMNS} FROM cases_case c WHERE c.id > $1 AND c.id < $2 AND {seen} ORDER BY c.id LIMIT $3"),
        &given,
    )
}
