//! Running numbers that people read and say. A number is never given twice; one may be skipped when a transaction
//! is undone on PostgreSQL, where a sequence does not hold up other writers.

use base::Result;

use crate::{Dialect, Tx, args};

/// The next number of a sequence. Its capability makes it in a migration: a row of `number_sequence` on SQLite, a
/// sequence of that name on PostgreSQL.
pub fn next(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => "UPDATE number_sequence SET last = last + 1 WHERE name = $1 RETURNING last",
        Dialect::Postgres => "SELECT nextval(CAST(CAST($1 AS TEXT) AS REGCLASS))",
    };
    let (number,) = tx.one(sql, args![name])?;
    Ok(number)
}
