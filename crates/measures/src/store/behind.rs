//! The rows behind a figure, page by page.

use base::{Result, Stamp};
use db::{Tx, row};

use super::clause::Clause;
use super::{facts, stints};
use crate::catalogue::Shape;
use crate::rules::question::Question;

row! {
    /// A row behind a figure: a fact, or for the backlog a case that was open.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Behind {
        /// When it was counted, or since when the case was open.
        pub at: Stamp,
        /// The event behind it.
        pub seq: i64,
        /// The case.
        pub case: String,
        /// The round of the case.
        pub round: i64,
        /// The value, for means.
        pub value: Option<i64>,
        /// 1 when it hits what a share asks for.
        pub hits: i64,
        /// The unit.
        pub unit: String,
        /// The member of staff.
        pub person: String,
        /// The kind.
        pub kind: String,
        /// The class.
        pub class: String,
        /// The channel.
        pub channel: String,
        /// The priority.
        pub priority: String,
        /// The step.
        pub step: String,
    }
}

const FACT: &str = "at_ms, seq, case_id, round, value, hits, unit_id, person_id, kind, class, channel, priority, step";
const STINT: &str = "from_ms, seq, case_id, 1, NULL, 1, unit_id, person_id, kind, class, channel, priority, ''";

/// Which rows: those that hit, those that do not, or all.
pub type Hit = Option<bool>;

struct Rows {
    columns: &'static str,
    table: &'static str,
    at: &'static str,
    clause: Clause,
}

fn rows(asked: &Question, hit: Hit) -> Rows {
    if asked.metric.shape == Shape::Level {
        let clause = stints::open_at(asked, Stamp(asked.period.to.0 - 1));
        return Rows { columns: STINT, table: "measures_stint", at: "from_ms", clause };
    }
    let clause = facts::clause(asked);
    let clause = match hit {
        Some(true) => clause.plain("hits > 0"),
        Some(false) => clause.plain("hits = 0"),
        None => clause,
    };
    Rows { columns: FACT, table: "measures_fact", at: "at_ms", clause }
}

/// A page of the rows behind a figure, newest first, after the place `(at, seq)`.
pub fn page(tx: &mut Tx<'_>, asked: &Question, hit: Hit, after: Option<(i64, i64)>, limit: i64) -> Result<Vec<Behind>> {
    let Rows { columns, table, at, mut clause } = rows(asked, hit);
    if let Some((time, seq)) = after {
        clause = clause.before(&format!("({at}, seq)"), time, seq);
    }
    let sql = format!("SELECT {columns} FROM {table} {} ORDER BY {at} DESC, seq DESC LIMIT {limit}", clause.text());
    tx.all(&sql, &clause.args)
}
