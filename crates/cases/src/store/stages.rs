//! How many open cases stand where.

use base::{Result, Stamp};
use db::{Arg, Tx};

use super::parties::visible;
use crate::model::Asker;

db::row! {
    /// The open cases of one kind at one step.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Row {
        /// The step.
        pub step: String,
        /// The kind.
        pub kind: String,
        /// Open and paused ones.
        pub open: i64,
        /// Those past a due time.
        pub overdue: i64,
        /// Those paused.
        pub paused: i64,
    }
}

/// The open cases that somebody sees, by step and kind; no more than so many are looked at.
pub fn of(tx: &mut Tx<'_>, who: &Asker, now: Stamp, most: i64) -> Result<Vec<Row>> {
    let mut given = vec![now.arg(), most.arg()];
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT c.step, c.kind, COUNT(*), COUNT(*) FILTER (WHERE c.due_ms < $1),
                COUNT(*) FILTER (WHERE c.status = 'paused')
           FROM (SELECT c.step, c.kind, c.due_ms, c.status FROM cases_case c
                  WHERE c.status <> 'closed' AND {visible} LIMIT $2) AS c
          GROUP BY c.step, c.kind ORDER BY c.step, c.kind"
    );
    tx.all(&sql, &given)
}
