//! What lists are narrowed by beside a case's own columns: answers to fields that policy marks for it, and tags.

use base::Result;
use base::ids::CaseId;
use db::{Arg as _, Tx, Value, args};

use super::parties::places;

/// Under this name stand the tags; no field is called so.
pub const TAG: &str = "#tag";

/// So many cases are looked at one by one; more than these are found sooner by walking along the list.
const FEW: i64 = 500;

/// A mark that is wanted: an answer of a field, or a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The field, or [`TAG`].
    pub name: String,
    /// One of these.
    pub values: Vec<String>,
    /// Whether they are so few that the page is made by looking at them, and not at the list.
    pub few: bool,
}

/// The condition on the marks `k` of the cases `c` where one of the marks wanted is on few of them.
pub fn few<'v>(given: &mut Vec<Value<'v>>, wanted: &'v [Marked]) -> Option<String> {
    let few = wanted.iter().find(|it| it.few)?;
    given.push(few.name.arg());
    let name = given.len();
    let values = places(given, &few.values);
    Some(format!("k.name = ${name} AND k.value IN ({values}) AND c.id = k.case_id"))
}

/// One condition on the cases `c` for each of the marks wanted.
pub fn conditions<'v>(given: &mut Vec<Value<'v>>, wanted: &'v [Marked]) -> Vec<String> {
    let has = |it: &'v Marked| {
        given.push(it.name.arg());
        let (name, values) = (given.len(), places(given, &it.values));
        format!(
            "EXISTS (SELECT 1 FROM cases_mark m WHERE m.case_id = c.id AND m.name = ${name} AND m.value IN ({values}))"
        )
    };
    wanted.iter().map(has).collect()
}

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
