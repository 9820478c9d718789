//! Runs.

use base::Result;
use base::ids::ImportId;
use db::{Json, Tx, args};

use crate::mapping::Mapping;
use crate::model::{Job, JobState, Progress, Summary};

const COLUMNS: &str = "id, source, file_name, digest, state, dry_run, by_id, made_ms, ended_ms, rows_done, bytes_done, \
    bytes_total, summary, failure";

/// Adds a run.
pub fn add(tx: &mut Tx<'_>, job: &Job, mapping: &Mapping) -> Result<()> {
    tx.run(
        "INSERT INTO importer_job (id, source, file_name, digest, mapping, state, dry_run, by_id, made_ms, rows_done,
                                   bytes_done, bytes_total, summary)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            job.id,
            job.source,
            job.file_name,
            job.digest,
            Json(mapping),
            job.state.as_str(),
            job.dry_run,
            job.by,
            job.made,
            job.rows_done,
            job.bytes_done,
            job.bytes_total,
            job.summary,
        ],
    )?;
    Ok(())
}

/// A run.
pub fn one(tx: &mut Tx<'_>, id: &ImportId) -> Result<Option<Job>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM importer_job WHERE id = $1"), args![id])
}

/// The mapping of a run.
pub fn mapping(tx: &mut Tx<'_>, id: &ImportId) -> Result<Mapping> {
    let (mapping,): (Json<Mapping>,) = tx.one("SELECT mapping FROM importer_job WHERE id = $1", args![id])?;
    Ok(mapping.0)
}

/// The latest runs, at most `limit`, older than `before` when it is given.
pub fn latest(tx: &mut Tx<'_>, before: Option<&str>, limit: i64) -> Result<Vec<Job>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM importer_job WHERE id < $1 ORDER BY id DESC LIMIT $2"),
        args![before.unwrap_or("imp_~"), limit],
    )
}

/// The run of the same file for the same source that wrote something, done or cut off.
pub fn of_file(tx: &mut Tx<'_>, source: &str, digest: &str) -> Result<Option<Job>> {
    tx.maybe(
        &format!(
            "SELECT {COLUMNS} FROM importer_job
              WHERE source = $1 AND digest = $2 AND NOT dry_run AND state IN ('running', 'done', 'failed')
              ORDER BY rows_done DESC, id LIMIT 1"
        ),
        args![source, digest],
    )
}

/// Says how a waiting run is to be read, and that it begins; answers whether it was waiting.
pub fn begin(tx: &mut Tx<'_>, id: &ImportId, mapping: &Mapping, dry_run: bool) -> Result<bool> {
    let touched = tx.run(
        "UPDATE importer_job SET state = 'running', mapping = $2, source = $3, dry_run = $4, rows_done = 0, summary = $5,
            failure = NULL, ended_ms = NULL
          WHERE id = $1 AND (state = 'waiting' OR dry_run AND state IN ('done', 'failed'))",
        args![id, Json(mapping), mapping.source, dry_run, Json(Summary::default())],
    )?;
    Ok(touched == 1)
}

/// Takes up a run that was cut off.
pub fn resume(tx: &mut Tx<'_>, id: &ImportId) -> Result<()> {
    tx.run("UPDATE importer_job SET state = 'running', failure = NULL WHERE id = $1", args![id])?;
    Ok(())
}

/// Moves the checkpoint.
pub fn checkpoint(tx: &mut Tx<'_>, id: &ImportId, now: Progress, summary: &Summary) -> Result<()> {
    let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    tx.run(
        "UPDATE importer_job SET rows_done = $2, bytes_done = $3, summary = $4 WHERE id = $1",
        args![id, number(now.rows), number(now.bytes_done), Json(summary)],
    )?;
    Ok(())
}

/// Ends a run.
pub fn end(tx: &mut Tx<'_>, id: &ImportId, state: JobState, failure: Option<&str>) -> Result<()> {
    tx.run(
        "UPDATE importer_job SET state = $2, failure = $3, ended_ms = $4 WHERE id = $1",
        args![id, state.as_str(), failure, tx.now()],
    )?;
    Ok(())
}

/// The runs that a browser asked for and that were cut off.
pub fn cut_off(tx: &mut Tx<'_>) -> Result<Vec<ImportId>> {
    let found: Vec<(ImportId,)> = tx.all("SELECT id FROM importer_job WHERE state = 'running' ORDER BY id", args![])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}
