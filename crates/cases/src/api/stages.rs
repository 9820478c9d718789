//! Where the open cases stand.

use base::Result;
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use crate::Desk;
use crate::model::Asker;
use crate::store;

/// The open cases of one kind at one step of their course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Stage {
    /// The step.
    pub step: String,
    /// The kind.
    pub kind: String,
    /// Open and paused cases.
    pub open: i64,
    /// Those of them past a due time.
    pub overdue: i64,
    /// Those of them that are paused.
    pub paused: i64,
    /// Whether there are so many open cases that not all were counted.
    pub more: bool,
}

/// So many open cases are counted, whoever asks: the picture costs no more than that.
const MOST: i64 = 20_000;

impl Desk {
    /// The open cases that the actor sees, counted by step and kind; where there are none there is no entry.
    pub fn stages(&self, tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<Stage>> {
        let now = tx.now();
        let rows = store::stages::of(tx, &Asker::of(me), now, MOST)?;
        let more = rows.iter().map(|it| it.open).sum::<i64>() >= MOST;
        let stage = |it: store::stages::Row| Stage {
            step: it.step,
            kind: it.kind,
            open: it.open,
            overdue: it.overdue,
            paused: it.paused,
            more,
        };
        Ok(rows.into_iter().map(stage).collect())
    }
}
