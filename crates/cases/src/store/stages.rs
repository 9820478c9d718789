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

/// The open cases that somebody sees, by step and kind.
pub fn of(tx: &mut Tx<'_>, who: &Asker, now: Stamp) -> Result<Vec<Row>> {
    let mut given = vec![now.arg()];
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT c.step, c.kind, COUNT(*), COUNT(*) FILTER (WHERE c.due_ms < $1),
                COUNT(*) FILTER (WHERE c.status = 'paused')
           FROM cases_case c WHERE c.status <> 'closed' AND {visible} GROUP BY c.step, c.kind ORDER BY c.step, c.kind"
    );
    tx.all(&sql, &given)
}
