//! Acts on many cases.

use base::ids::{BulkId, CaseId, PersonId};
use base::{Page, Paged, Result};
use db::{Arg as _, Json, Tx, args};

use crate::model::bulk::{Bulk, BulkFailure, BulkRow, BulkRowState, BulkState, WayBack};

const COLUMNS: &str =
    "id, person_id, act, words, undo_of, state, total, done, refused, undone, reached, made_ms, ended_ms";

const ROW: &str = "place, case_id, state, failure, back";

/// Adds an act with its cases, each at its place.
pub fn insert(tx: &mut Tx<'_>, it: &Bulk, rows: &[(i64, CaseId)]) -> Result<()> {
    tx.send(
        "INSERT INTO cases_bulk (id, person_id, act, words, undo_of, state, total, done, refused, undone, reached, made_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, $8)",
        args![it.id, it.person_id, it.act, it.words, it.undo_of, it.state, it.total, it.made_ms],
    )?;
    let rows = rows.iter().map(|(place, case)| vec![it.id.arg(), place.arg(), case.arg(), "waiting".arg()]);
    tx.insert_many("cases_bulk_row", &["bulk_id", "place", "case_id", "state"], rows).map(drop)
}

/// An act of somebody's.
pub fn own(tx: &mut Tx<'_>, person: &PersonId, id: &BulkId) -> Result<Option<Bulk>> {
    let sql = format!("SELECT {COLUMNS} FROM cases_bulk WHERE id = $1 AND person_id = $2");
    tx.maybe(&sql, args![id, person])
}

/// An act, whoever asked for it.
pub fn any(tx: &mut Tx<'_>, id: &BulkId) -> Result<Option<Bulk>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_bulk WHERE id = $1"), args![id])
}

/// The acts of somebody, the newest first.
pub fn of(tx: &mut Tx<'_>, person: &PersonId, page: &Page) -> Result<Paged<Bulk>> {
    let rows = page.rows();
    // Ids are upper-case text after the prefix, so a tilde stands after all of them.
    let before = page.after.as_deref().unwrap_or("blk_~");
    let sql = format!("SELECT {COLUMNS} FROM cases_bulk WHERE person_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3");
    let found: Vec<Bulk> = tx.all(&sql, args![person, before, rows + 1])?;
    Ok(Paged::of(found, rows, |it| it.id.to_string()))
}

/// The cases whose turn comes next.
pub fn next(tx: &mut Tx<'_>, it: &Bulk, most: i64) -> Result<Vec<BulkRow>> {
    let sql = format!("SELECT {ROW} FROM cases_bulk_row WHERE bulk_id = $1 AND place > $2 ORDER BY place LIMIT $3");
    tx.all(&sql, args![it.id, it.reached, most])
}

/// The cases of an act, page by page; of one state, or all.
pub fn rows(tx: &mut Tx<'_>, id: &BulkId, state: Option<BulkRowState>, page: &Page) -> Result<Paged<BulkRow>> {
    let rows = page.rows();
    let after = page.after.as_deref().and_then(|it| it.parse::<i64>().ok()).unwrap_or(0);
    let mut given = vec![id.arg(), db::Value::Int(after), db::Value::Int(rows + 1)];
    let of_state = if let Some(state) = &state {
        given.push(state.arg());
        "AND state = $4"
    } else {
        ""
    };
    let sql = format!(
        "SELECT {ROW} FROM cases_bulk_row WHERE bulk_id = $1 AND place > $2 {of_state} ORDER BY place LIMIT $3"
    );
    let found: Vec<BulkRow> = tx.all(&sql, &given)?;
    Ok(Paged::of(found, rows, |it| it.place.to_string()))
}

/// The cases of an act that can be taken back, the last one first: these, or all.
pub fn with_way_back(tx: &mut Tx<'_>, id: &BulkId, only: &[CaseId]) -> Result<Vec<(i64, CaseId)>> {
    let found: Vec<(i64, CaseId)> = tx.all(
        "SELECT place, case_id FROM cases_bulk_row
          WHERE bulk_id = $1 AND state = 'done' AND back IS NOT NULL ORDER BY place",
        args![id],
    )?;
    Ok(found.into_iter().filter(|it| only.is_empty() || only.contains(&it.1)).collect())
}

/// How many cases of an act can be taken back.
pub fn count_with_way_back(tx: &mut Tx<'_>, id: &BulkId) -> Result<i64> {
    let (found,): (i64,) = tx.one(
        "SELECT COUNT(*) FROM cases_bulk_row WHERE bulk_id = $1 AND state = 'done' AND back IS NOT NULL",
        args![id],
    )?;
    Ok(found)
}

/// The way back of a case of an act, while it is done.
pub fn way_back(tx: &mut Tx<'_>, id: &BulkId, place: i64) -> Result<Option<WayBack>> {
    let found: Option<(Option<Json<WayBack>>,)> = tx.maybe(
        "SELECT back FROM cases_bulk_row WHERE bulk_id = $1 AND place = $2 AND state = 'done'",
        args![id, place],
    )?;
    Ok(found.and_then(|it| it.0).map(|it| it.0))
}

/// Writes down that a case is done, and how it is taken back.
pub fn did(tx: &mut Tx<'_>, id: &BulkId, place: i64, back: Option<WayBack>) -> Result<()> {
    let back = back.map(Json);
    tx.send(
        "UPDATE cases_bulk_row SET state = 'done', back = $3 WHERE bulk_id = $1 AND place = $2",
        args![id, place, back],
    )
}

/// Writes down that a case was refused.
pub fn refused(tx: &mut Tx<'_>, id: &BulkId, place: i64, why: BulkFailure) -> Result<()> {
    tx.send(
        "UPDATE cases_bulk_row SET state = 'refused', failure = $3 WHERE bulk_id = $1 AND place = $2",
        args![id, place, Json(why)],
    )
}

/// Writes down that a case was taken back.
pub fn undone(tx: &mut Tx<'_>, id: &BulkId, place: i64) -> Result<()> {
    tx.send("UPDATE cases_bulk_row SET state = 'undone' WHERE bulk_id = $1 AND place = $2", args![id, place])?;
    tx.send("UPDATE cases_bulk SET undone = undone + 1 WHERE id = $1", args![id])
}

/// Writes how far an act came; with `state` it ends.
pub fn save(tx: &mut Tx<'_>, it: &Bulk) -> Result<()> {
    tx.send(
        "UPDATE cases_bulk SET state = $2, done = $3, refused = $4, reached = $5, ended_ms = $6
          WHERE id = $1 AND state = 'running'",
        args![it.id, it.state, it.done, it.refused, it.reached, it.ended_ms],
    )
}

/// Ends a running act where it stands; answers whether it still ran.
pub fn stop(tx: &mut Tx<'_>, id: &BulkId) -> Result<bool> {
    let stopped = tx.run(
        "UPDATE cases_bulk SET state = $2, ended_ms = $3 WHERE id = $1 AND state = 'running'",
        args![id, BulkState::Stopped, tx.now()],
    )?;
    Ok(stopped == 1)
}

/// Takes away rows of an act that is over, and with the last ones the act; answers whether nothing is left.
pub fn forget(tx: &mut Tx<'_>, id: &BulkId, at_most: i64) -> Result<bool> {
    let gone = tx.run(
        "DELETE FROM cases_bulk_row WHERE bulk_id = $1
            AND place IN (SELECT place FROM cases_bulk_row WHERE bulk_id = $1 ORDER BY place LIMIT $2)",
        args![id, at_most],
    )?;
    if i64::try_from(gone).unwrap_or(i64::MAX) == at_most {
        return Ok(false);
    }
    tx.send("DELETE FROM cases_bulk WHERE id = $1", args![id])?;
    Ok(true)
}
