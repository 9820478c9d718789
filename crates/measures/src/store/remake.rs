//! Figures made anew beside those in use, compared with them row by row, and put in their place.

use base::Result;
use db::{Tx, args};

use super::books::{Shelf, TABLES};

/// How one table differs from what the log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The table.
    pub table: String,
    /// Rows that the log gives and the table lacks, or has otherwise.
    pub missing: i64,
    /// Rows that the table has and the log does not give.
    pub extra: i64,
}

/// Compares the two sets of tables, every column of every row; empty when they are the same to the bit.
pub fn compare(tx: &mut Tx<'_>) -> Result<Vec<Differing>> {
    let mut found = Vec::new();
    for table in TABLES {
        let (live, check) = names(table);
        let missing = only_in(tx, &check, &live)?;
        let extra = only_in(tx, &live, &check)?;
        if missing + extra > 0 {
            found.push(Differing { table: live, missing, extra });
        }
    }
    Ok(found)
}

fn names(table: &str) -> (String, String) {
    (format!("{}_{table}", Shelf::Live.prefix()), format!("{}_{table}", Shelf::Check.prefix()))
}

fn only_in(tx: &mut Tx<'_>, one: &str, other: &str) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM (SELECT * FROM {one} EXCEPT SELECT * FROM {other}) AS only_one");
    let (n,): (i64,) = tx.one(&sql, args![])?;
    Ok(n)
}

/// Puts the tables made anew in the place of those in use; the old ones become the spare set.
pub fn swap(tx: &mut Tx<'_>) -> Result<()> {
    for table in TABLES {
        let (live, check) = names(table);
        for (from, to) in
            [(live.as_str(), "measures_swap"), (check.as_str(), live.as_str()), ("measures_swap", check.as_str())]
        {
            tx.send(&format!("ALTER TABLE {from} RENAME TO {to}"), args![])?;
        }
    }
    Ok(())
}
