//! Runs.

use base::ids::ImportId;
use base::{Result, Stamp};
use db::{Json, Tx, args};

use crate::mapping::Mapping;
use crate::model::{Job, Progress, Summary};
use crate::words::Spoken;

const COLUMNS: &str = "id, source, file_name, digest, state, dry_run, by_id, made_ms, ended_ms, rows_done, bytes_done, \
    bytes_total, summary, failure, lang, touched_ms";

/// Adds a run.
pub fn add(tx: &mut Tx<'_>, job: &Job, mapping: &Mapping) -> Result<()> {
    tx.send(
        "INSERT INTO importer_job (id, source, file_name, digest, mapping, state, dry_run, by_id, made_ms, rows_done,
                                   bytes_done, bytes_total, summary, lang, touched_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
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
            job.lang,
            job.touched,
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

/// Whether another run of a source has written something since this moment and goes on.
pub fn is_busy(tx: &mut Tx<'_>, source: &str, but: &ImportId, since: Stamp) -> Result<bool> {
    let found: Option<(String,)> = tx.maybe(
        "SELECT id FROM importer_job
          WHERE source = $1 AND id <> $2 AND state = 'running' AND NOT dry_run AND touched_ms > $3 LIMIT 1",
        args![source, but, since],
    )?;
    Ok(found.is_some())
}

/// Says how a run is to be read, and that it begins from the first row.
pub fn begin(tx: &mut Tx<'_>, id: &ImportId, mapping: &Mapping, dry_run: bool, lang: &str) -> Result<()> {
    tx.send(
        "UPDATE importer_job SET state = 'running', mapping = $2, source = $3, dry_run = $4, rows_done = 0, bytes_done = 0,
            summary = $5, failure = NULL, ended_ms = NULL, lang = $6, stop_asked = FALSE, touched_ms = $7
          WHERE id = $1",
        args![id, Json(mapping), mapping.source, dry_run, Json(Summary::default()), lang, tx.now()],
    )?;
    Ok(())
}

/// Takes up a run that was cut off.
pub fn resume(tx: &mut Tx<'_>, id: &ImportId) -> Result<()> {
    tx.send(
        "UPDATE importer_job SET state = 'running', failure = NULL, ended_ms = NULL, stop_asked = FALSE, touched_ms = $2
          WHERE id = $1",
        args![id, tx.now()],
    )?;
    Ok(())
}

/// Moves the checkpoint from `before`, the rows dealt with so far; answers whether it stood there.
pub fn checkpoint(tx: &mut Tx<'_>, id: &ImportId, before: u64, now: Progress, summary: &Summary) -> Result<bool> {
    let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let moved = tx.run(
        "UPDATE importer_job SET rows_done = $3, bytes_done = $4, summary = $5, touched_ms = $6
          WHERE id = $1 AND rows_done = $2",
        args![id, number(before), number(now.rows), number(now.bytes_done), Json(summary), tx.now()],
    )?;
    Ok(moved == 1)
}

/// Whether a run's checkpoint stands at so many rows.
pub fn stands_at(tx: &mut Tx<'_>, id: &ImportId, rows: u64) -> Result<bool> {
    let found: Option<(i64,)> = tx.maybe("SELECT rows_done FROM importer_job WHERE id = $1", args![id])?;
    Ok(found.is_some_and(|it| u64::try_from(it.0) == Ok(rows)))
}

/// Asks a run to stop after the rows at hand; answers whether it was running.
pub fn ask_to_stop(tx: &mut Tx<'_>, id: &ImportId) -> Result<bool> {
    let asked = tx.run("UPDATE importer_job SET stop_asked = TRUE WHERE id = $1 AND state = 'running'", args![id])?;
    Ok(asked == 1)
}

/// Whether a run was asked to stop.
pub fn is_to_stop(tx: &mut Tx<'_>, id: &ImportId) -> Result<bool> {
    let found: Option<(bool,)> = tx.maybe("SELECT stop_asked FROM importer_job WHERE id = $1", args![id])?;
    Ok(found.is_some_and(|it| it.0))
}

/// Forgets a run that wrote nothing.
pub fn forget(tx: &mut Tx<'_>, id: &ImportId) -> Result<()> {
    tx.send("DELETE FROM importer_problem WHERE job_id = $1", args![id])?;
    tx.send("DELETE FROM importer_job WHERE id = $1", args![id])?;
    Ok(())
}

/// Ends a run that came to its end.
pub fn end(tx: &mut Tx<'_>, id: &ImportId) -> Result<()> {
    tx.send(
        "UPDATE importer_job SET state = 'done', failure = NULL, ended_ms = $2 WHERE id = $1",
        args![id, tx.now()],
    )?;
    Ok(())
}

/// Ends a run that could not go on.
pub fn fail(tx: &mut Tx<'_>, id: &ImportId, why: &Spoken) -> Result<()> {
    tx.send(
        "UPDATE importer_job SET state = 'failed', failure = $2, ended_ms = $3 WHERE id = $1 AND state = 'running'",
        args![id, Json(why), tx.now()],
    )?;
    Ok(())
}

/// The runs that a browser asked for and that were cut off.
pub fn cut_off(tx: &mut Tx<'_>) -> Result<Vec<ImportId>> {
    let found: Vec<(ImportId,)> = tx.all("SELECT id FROM importer_job WHERE state = 'running' ORDER BY id", args![])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}
