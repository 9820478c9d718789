//! Cases that are parts of another one.

use base::ids::{CaseId, PersonId};
use base::{Result, Stamp};
use db::{Arg as _, Tx, args};

use super::parties::visible;
use crate::model::{Asker, Status};

db::row! {
    /// A part of a case, or the case it is a part of, as somebody sees it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Relative {
        /// The case.
        pub case_id: CaseId,
        /// Its number.
        pub number: i64,
        /// What it is about; nothing when it is out of sight.
        pub subject: Option<String>,
        /// Whether it is open.
        pub status: Status,
    }
}

/// Makes a case a part of another one; answers whether it was none before.
pub fn insert(tx: &mut Tx<'_>, parent: &CaseId, child: &CaseId, by: Option<&PersonId>, at: Stamp) -> Result<bool> {
    let made = tx.run(
        "INSERT INTO cases_child (child_id, parent_id, by_id, at_ms) VALUES ($1, $2, $3, $4)
         ON CONFLICT (child_id) DO NOTHING",
        args![child, parent, by, at],
    )?;
    Ok(made == 1)
}

/// The case that a case is a part of.
pub fn parent(tx: &mut Tx<'_>, child: &CaseId) -> Result<Option<CaseId>> {
    let found: Option<(CaseId,)> = tx.maybe("SELECT parent_id FROM cases_child WHERE child_id = $1", args![child])?;
    Ok(found.map(|it| it.0))
}

/// How many parts a case has, and how many of them are closed.
pub fn progress(tx: &mut Tx<'_>, parent: &CaseId) -> Result<(i64, i64)> {
    tx.one(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE c.status = 'closed')
           FROM cases_child k JOIN cases_case c ON c.id = k.child_id WHERE k.parent_id = $1",
        args![parent],
    )
}

/// The parts of a case as somebody sees them; at most 200.
pub fn of(tx: &mut Tx<'_>, who: &Asker, parent: &CaseId) -> Result<Vec<Relative>> {
    let mut given = vec![parent.arg()];
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT c.id, c.number, CASE WHEN {visible} THEN c.subject END, c.status
           FROM cases_child k JOIN cases_case c ON c.id = k.child_id WHERE k.parent_id = $1 ORDER BY c.id LIMIT 200"
    );
    tx.all(&sql, &given)
}

/// One relative as somebody sees it.
pub fn one(tx: &mut Tx<'_>, who: &Asker, id: &CaseId) -> Result<Option<Relative>> {
    let mut given = vec![id.arg()];
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT c.id, c.number, CASE WHEN {visible} THEN c.subject END, c.status FROM cases_case c WHERE c.id = $1"
    );
    tx.maybe(&sql, &given)
}
