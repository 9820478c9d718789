//! The words of a run: what it was asked, how far it is, what it did.

use std::collections::BTreeMap;

use base::Stamp;
use base::ids::{ImportId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::words::Spoken;

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// The file is there; nobody has said how to read it yet.
    Waiting,
    /// Being read. A run that was cut off stays so until the same file is imported again.
    Running,
    /// All rows are dealt with.
    Done,
    /// It could not go on.
    Failed,
}

impl JobState {
    /// The word as it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl db::Column for JobState {
    fn read(value: db::Value<'_>) -> Option<Self> {
        let db::Value::Text(text) = value else { return None };
        [Self::Waiting, Self::Running, Self::Done, Self::Failed].into_iter().find(|it| it.as_str() == text)
    }
}

/// What a run did; counts of rows are those of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Summary {
    /// Rows read.
    pub rows: u64,
    /// Rows that became an event, or in a dry run would.
    pub imported: u64,
    /// Rows that came in with an earlier file.
    pub known: u64,
    /// Imported rows that are equal to an earlier one of the same file; they are kept. A dry run does not count them.
    pub repeated: u64,
    /// Rows that could not be used.
    pub refused: u64,
    /// Cells that could not be used; their rows came in without them.
    pub cells_left_out: u64,
    /// Cases made, or in a dry run met; each is counted once.
    pub cases_added: u64,
    /// Cases that were there before the run and got more events; each is counted once, in however many batches it comes.
    pub cases_updated: u64,
    /// Events written, those concluded from columns and those of time limits included.
    pub events: u64,
    /// Columns that the mapping names and the file lacks.
    pub lacking: Vec<String>,
    /// Problems by column.
    pub problems: BTreeMap<String, u64>,
    /// Cells that mean "nothing is known", by what stands in them; empty cells are not counted.
    pub nothing: BTreeMap<String, u64>,
}

db::row! {
    /// A run as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Job {
        /// Its id.
        pub id: ImportId,
        /// The source.
        pub source: String,
        /// The file's name.
        pub file_name: String,
        /// The SHA-256 of the file's bytes, in hex.
        pub digest: String,
        /// Where it stands.
        pub state: JobState,
        /// Whether it only tries.
        pub dry_run: bool,
        /// Who asked for it.
        pub by: Option<PersonId>,
        /// When it was asked for.
        pub made: Stamp,
        /// When it ended.
        pub ended: Option<Stamp>,
        /// Rows of the file dealt with.
        pub rows_done: i64,
        /// Bytes of the file read.
        pub bytes_done: i64,
        /// Bytes of the file.
        pub bytes_total: i64,
        /// What it did so far.
        pub summary: db::Json<Summary>,
        /// Why it could not go on.
        pub failure: Option<db::Json<Spoken>>,
        /// The language of whoever asked for it, `zh` or `en`: that of the table of bad rows.
        pub lang: String,
        /// When it last moved its checkpoint.
        pub touched: Stamp,
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Bytes of the file read, packed as they are.
    pub bytes_done: u64,
    /// Bytes of the file.
    pub bytes_total: u64,
}

/// Looks on while a run goes.
pub trait Watch {
    /// How far it is; called every few thousand rows.
    fn progress(&mut self, now: Progress);
    /// Whether it shall stop after the rows at hand; they stay, and the same file goes on behind them later.
    fn stop(&self) -> bool {
        false
    }
}

/// Looks away.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&mut self, _: Progress) {}
}
