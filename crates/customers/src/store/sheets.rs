//! Sheets that are brought in, and their rows.

use base::ids::{PersonId, SheetId};
use base::{Result, Stamp};
use db::{Arg as _, Json, Tx, Value, args};
use vault::Sealed;

use crate::model::{Known, SheetColumn, SheetState};

db::row! {
    /// A sheet.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sheet {
        /// Its id.
        pub id: SheetId,
        /// The name of the file.
        pub name: String,
        /// Where it stands.
        pub state: SheetState,
        /// The names of its columns.
        pub columns: Json<Vec<String>>,
        /// What each holds.
        pub mapping: Json<Vec<Option<SheetColumn>>>,
        /// What becomes of rows whose customer is known.
        pub known: Known,
        /// Rows in all.
        pub rows: i64,
        /// The last row that was looked at or brought in.
        pub at_row: i64,
        /// Rows that are wrong.
        pub bad: i64,
        /// Rows of customers nobody knew.
        pub fresh: i64,
        /// Rows of customers who are known.
        pub met: i64,
        /// Customers added.
        pub added: i64,
        /// Customers brought up to date.
        pub updated: i64,
        /// Rows left out.
        pub skipped: i64,
        /// Customers proposed as duplicates.
        pub proposed: i64,
        /// Who sent it.
        pub by: Option<PersonId>,
        /// When it came.
        pub at: Stamp,
        /// When it was done.
        pub ended: Option<Stamp>,
    }
}

const COLUMNS: &str = "id, name, state, columns, mapping, known, row_count, at_row, bad, fresh, met, added, updated, \
    skipped, proposed, by_id, at_ms, ended_ms";

db::row! {
    /// A row that waits.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Row {
        /// Sheet and row.
        pub id: String,
        /// Where it stands in the file.
        pub at: i64,
        /// Its cells, sealed.
        pub content: Sealed,
        /// What is wrong with it: place of the column, code and placeholders.
        pub problems: Option<Json<Vec<Wrong>>>,
    }
}

/// What is wrong with a row: place of the column, code, placeholders.
pub type Wrong = (String, String, Vec<(String, String)>);

/// The id of a row.
pub fn row_id(sheet: &SheetId, at: i64) -> String {
    format!("{sheet}~{at:012}")
}

/// Writes a sheet down that is about to be read.
pub fn begin(tx: &mut Tx<'_>, id: &SheetId, name: &str, by: Option<&PersonId>) -> Result<()> {
    tx.send(
        "INSERT INTO customers_sheet (id, name, state, columns, mapping, known, by_id, at_ms)
         VALUES ($1, $2, 'reading', '[]', '[]', 'skip', $3, $4)",
        args![id, name, by, tx.now()],
    )
}

/// A sheet of somebody.
pub fn one(tx: &mut Tx<'_>, id: &SheetId) -> Result<Option<Sheet>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM customers_sheet WHERE id = $1"), args![id])
}

/// The sheets of somebody, the newest first.
pub fn of(tx: &mut Tx<'_>, by: &PersonId, before: &str, rows: i64) -> Result<Vec<Sheet>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM customers_sheet WHERE by_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"),
        args![by, before, rows],
    )
}

/// Writes a sheet.
pub fn save(tx: &mut Tx<'_>, it: &Sheet) -> Result<()> {
    tx.send(
        "UPDATE customers_sheet SET state = $2, columns = $3, mapping = $4, known = $5, row_count = $6, at_row = $7,
                bad = $8, fresh = $9, met = $10, added = $11, updated = $12, skipped = $13, proposed = $14,
                ended_ms = $15 WHERE id = $1",
        args![
            it.id,
            it.state,
            it.columns,
            it.mapping,
            it.known,
            it.rows,
            it.at_row,
            it.bad,
            it.fresh,
            it.met,
            it.added,
            it.updated,
            it.skipped,
            it.proposed,
            it.ended,
        ],
    )
}

/// Adds rows that wait.
pub fn add_rows(tx: &mut Tx<'_>, sheet: &SheetId, rows: &[(i64, Sealed)]) -> Result<()> {
    let rows = rows
        .iter()
        .map(|(at, content)| vec![Value::Text(row_id(sheet, *at).into()), sheet.arg(), Value::Int(*at), content.arg()]);
    tx.insert_many("customers_sheet_row", &["id", "sheet_id", "row_at", "content"], rows)?;
    Ok(())
}

/// The rows after one, in the order of the file.
pub fn rows(tx: &mut Tx<'_>, sheet: &SheetId, after: i64, rows: i64) -> Result<Vec<Row>> {
    tx.all(
        "SELECT id, row_at, content, problems FROM customers_sheet_row WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3",
        args![row_id(sheet, after), format!("{sheet}~~"), rows],
    )
}

/// The wrong rows after one, in the order of the file.
pub fn bad_rows(tx: &mut Tx<'_>, sheet: &SheetId, after: i64, rows: i64) -> Result<Vec<Row>> {
    tx.all(
        "SELECT id, row_at, content, problems FROM customers_sheet_row
          WHERE sheet_id = $1 AND row_at > $2 AND problems IS NOT NULL ORDER BY row_at LIMIT $3",
        args![sheet, after, rows],
    )
}

/// Says what is wrong with a row; nothing when it is good.
pub fn set_problems(tx: &mut Tx<'_>, id: &str, problems: Vec<Wrong>) -> Result<()> {
    let problems = (!problems.is_empty()).then_some(Json(problems));
    tx.send("UPDATE customers_sheet_row SET problems = $2 WHERE id = $1", args![id, problems])
}

/// Forgets a row that was brought in.
pub fn forget_row(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    tx.send("DELETE FROM customers_sheet_row WHERE id = $1", args![id])
}

/// Forgets a sheet with all that waits of it.
pub fn forget(tx: &mut Tx<'_>, id: &SheetId) -> Result<()> {
    tx.send("DELETE FROM customers_sheet_row WHERE id > $1 AND id < $2", args![row_id(id, 0), format!("{id}~~")])?;
    tx.send("DELETE FROM customers_sheet WHERE id = $1", args![id])
}

/// Sheets that came before a moment and still hold rows, or that were being read when the program stopped.
pub fn old(tx: &mut Tx<'_>, before: Stamp, rows: i64) -> Result<Vec<SheetId>> {
    let found: Vec<(SheetId,)> = tx.all(
        "SELECT id FROM customers_sheet WHERE at_ms < $1 AND state <> 'bringing' ORDER BY id LIMIT $2",
        args![before, rows],
    )?;
    Ok(found.into_iter().map(|it| it.0).collect())
}
