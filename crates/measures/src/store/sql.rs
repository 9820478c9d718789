//! Statements that touch many rows at once.

use base::Result;
use db::events::Cursor;
use db::{Tx, Value, args};

/// Rows in one statement, the most first: few different statements, so that they stay prepared.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// Runs `head ($1, $2), ($3, $4) ... tail` for all rows, many at a time.
pub fn in_groups(tx: &mut Tx<'_>, head: &str, tail: &str, columns: usize, rows: &[Vec<Value<'_>>]) -> Result<()> {
    let mut rest = rows;
    for size in SIZES {
        let sql = format!("{head} VALUES {} {tail}", places(size, columns));
        while let Some((group, more)) = rest.split_at_checked(size) {
            let args: Vec<Value<'_>> = group.iter().flatten().cloned().collect();
            tx.run(&sql, &args)?;
            rest = more;
        }
    }
    Ok(())
}

fn places(rows: usize, columns: usize) -> String {
    let row = |at: usize| {
        let names: Vec<String> = (1..=columns).map(|it| format!("${}", at * columns + it)).collect();
        format!("({})", names.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

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
