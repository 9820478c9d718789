//! Small pieces of statements.

use base::Result;
use db::events::Cursor;
use db::{Tx, args};

/// A list of texts as `($3, $4, $5)`, its places counted from `first`.
pub fn list(first: usize, texts: usize) -> String {
    let names: Vec<String> = (first..first + texts).map(|it| format!("${it}")).collect();
    format!("({})", names.join(", "))
}

/// How far a listener has heard the event log.
pub fn cursor(tx: &mut Tx<'_>, name: &str) -> Result<Cursor> {
    let known: Option<(i64, i64)> = tx.maybe("SELECT tx_id, seq FROM listener_cursor WHERE name = $1", args![name])?;
    Ok(known.map_or_else(Cursor::default, |(tx_id, seq)| Cursor { tx_id, seq }))
}
