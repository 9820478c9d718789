//! What the browser sees of a run.

use base::ids::ImportId;
use base::{Params, Result, Span, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, Lang, Right};

use crate::mapping::Mapping;
use crate::model::{Job, JobState};
use crate::refused::Refused;
use crate::store::jobs;
use crate::words::Words;

/// Who asked for a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportedBy)]
pub struct By {
    /// The person.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// A run as the browser sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Import {
    /// Its id.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// The source's name.
    pub source: String,
    /// Whether the asker may see the file's content and say what becomes of it: whoever sent it, and administrators.
    pub mine: bool,
    /// Where it stands.
    pub state: JobState,
    /// Whether it only tries.
    pub dry_run: bool,
    /// Rows read.
    pub rows: u64,
    /// Rows that became an event.
    pub imported: u64,
    /// Rows that came in with an earlier file.
    pub known: u64,
    /// Rows equal to an earlier row of the file.
    pub repeated: u64,
    /// Events written.
    pub events: u64,
    /// Cases made or brought up to date.
    pub cases: u64,
    /// Rows and cells that could not be used.
    pub bad: u64,
    /// Rows of them; they stand in the table to correct.
    pub refused: u64,
    /// Columns that the mapping names and the file lacks.
    pub lacking: Vec<String>,
    /// Bytes of the file read.
    pub bytes_done: i64,
    /// Bytes of the file.
    pub bytes_total: i64,
    /// When it was asked for.
    pub started_at: Stamp,
    /// When it ended.
    pub ended_at: Option<Stamp>,
    /// Who asked for it.
    pub by: Option<By>,
    /// Why it could not go on.
    pub detail: Option<String>,
    /// The file's columns; given of one run alone, while its file is there.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub columns: Vec<String>,
    /// The file's first rows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sample: Vec<Vec<String>>,
    /// The mapping so far: a guess, or what was last tried.
    #[schema(value_type = Option<Object>)]
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub guess: Option<Mapping>,
}

/// A row or a cell that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportError {
    /// The file's line.
    pub line: u64,
    /// The column; absent when it is the row as a whole.
    pub column: Option<String>,
    /// What is wrong, in the reader's language.
    pub reason: String,
    /// Stable code of the reason.
    pub code: String,
    /// What stands there.
    pub value: Option<String>,
    /// Whether the row was left out; else only the cell was.
    pub refused: bool,
}

/// A run that moved its checkpoint this long ago was cut off.
const LONG: Span = Span(300_000);

/// Whether a person may see a file's content and say what becomes of it. A file of the command line is everybody's.
pub(super) fn is_mine(me: &Actor, job: &Job) -> bool {
    job.by.is_none() || job.by.as_ref() == me.by() || me.may(Right::Administer).is_ok()
}

/// A run that this person may do something with.
pub(super) fn mine(tx: &mut Tx<'_>, me: &Actor, id: &ImportId) -> Result<Job> {
    let job = jobs::one(tx, id)?.ok_or(Refused::NotFound)?;
    if is_mine(me, &job) { Ok(job) } else { Err(Refused::NotYours.into()) }
}

/// A run with the name of who asked for it.
pub(super) fn shown(tx: &mut Tx<'_>, me: &Actor, lang: Lang, job: Job) -> Result<Import> {
    let by = match &job.by {
        Some(id) => Some(By { id: id.to_string(), name: people::api::name(tx, id)? }),
        None => None,
    };
    let mine = is_mine(me, &job);
    let cut_off = job.state == JobState::Running && tx.now() - job.touched > LONG;
    let detail = match job.failure {
        None if cut_off => Some(Words::new(lang)?.say("importer.why_cut_off", &Params::new())),
        failure => failure.map(|it| it.0.in_lang(lang)),
    };
    let it = job.summary.0;
    Ok(Import {
        id: job.id.to_string(),
        name: job.file_name,
        source: job.source,
        mine,
        state: if cut_off { JobState::Failed } else { job.state },
        dry_run: job.dry_run,
        rows: it.rows,
        imported: it.imported,
        known: it.known,
        repeated: it.repeated,
        events: it.events,
        cases: it.cases_added + it.cases_updated,
        bad: it.refused + it.cells_left_out,
        refused: it.refused,
        lacking: it.lacking,
        bytes_done: job.bytes_done,
        bytes_total: job.bytes_total,
        started_at: job.made,
        ended_at: job.ended,
        by,
        detail,
        columns: Vec::new(),
        sample: Vec::new(),
        guess: None,
    })
}
