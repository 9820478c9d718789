//! A copy of everything, made from one consistent view while others go on writing, and brought back into an empty
//! database: SQLite to SQLite, PostgreSQL to PostgreSQL, and SQLite to PostgreSQL for those who outgrow one machine.
//!
//! Each table becomes one file: a line of column names, then its rows in the text form of PostgreSQL's `COPY`,
//! packed with zstd. The digest of each file is kept beside it, so that a damaged copy is noticed before it is used.

mod load;
mod text;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use base::{Result, fault};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Dialect, Row, Tx, Value, args};

pub use load::{intact, load};
pub(crate) use text::line;

/// One table of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name; also that of its file, with `.tsv.zst`.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 of the packed file, in hexadecimal.
    pub sha256: String,
}

/// Says which kind of database a copy came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl From<Dialect> for Origin {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Sqlite => Self::Sqlite,
            Dialect::Postgres => Self::Postgres,
        }
    }
}

/// Tables that are made anew, not copied: the migrations' own, and what the text index keeps inside.
const LEFT_OUT: &str = "'db_migration', 'number_sequence', 'search_document', 'search_waiting'";

/// The statements behind tables that are not copied as they are.
fn special(dialect: Dialect) -> [(&'static str, &'static str); 2] {
    match dialect {
        Dialect::Sqlite => [
            ("number_sequence", "SELECT name, last FROM number_sequence ORDER BY name"),
            ("search_document", "SELECT space, id, words FROM search_document ORDER BY doc"),
        ],
        Dialect::Postgres => [
            (
                "number_sequence",
                "SELECT CAST(sequencename AS TEXT), COALESCE(last_value, 0) FROM pg_sequences
                  WHERE schemaname = current_schema() AND sequencename <> 'event_log_seq_seq' ORDER BY 1",
            ),
            (
                "search_document",
                "SELECT space, id, array_to_string(tsvector_to_array(words), ' ') FROM search_document ORDER BY space, id",
            ),
        ],
    }
}

fn tables(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => format!(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                AND name NOT LIKE 'search_index%' AND name NOT IN ({LEFT_OUT}) ORDER BY name"
        ),
        Dialect::Postgres => format!(
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
              WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                AND table_name NOT IN ({LEFT_OUT}) ORDER BY 1"
        ),
    };
    Ok(tx.all::<(String,)>(&sql, args![])?.into_iter().map(|(name,)| name).collect())
}

/// A table's columns with their declared types, in upper case.
fn columns(tx: &mut Tx<'_>, table: &str) -> Result<Vec<(String, String)>> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => "SELECT name, upper(type) FROM pragma_table_info($1) ORDER BY cid",
        Dialect::Postgres => {
            "SELECT CAST(column_name AS TEXT), upper(CAST(data_type AS TEXT)) FROM information_schema.columns
              WHERE table_schema = current_schema() AND table_name = CAST($1 AS TEXT) ORDER BY ordinal_position"
        }
    };
    tx.all(sql, args![table])
}

/// The steps by which the tables came to be as they are.
pub fn steps(tx: &mut Tx<'_>) -> Result<Vec<i32>> {
    let made: Vec<(i64,)> = tx.all("SELECT CAST(version AS BIGINT) FROM db_migration ORDER BY 1", args![])?;
    made.into_iter().map(|(it,)| i32::try_from(it).map_err(fault)).collect()
}

/// Copies all tables into a folder, from the view of this transaction; tells the name of each before it begins.
pub fn dump(tx: &mut Tx<'_>, folder: &Path, mut tell: impl FnMut(&str)) -> Result<Vec<Table>> {
    let dialect = tx.dialect();
    // Transaction numbers of another server mean nothing here; made negative they keep their order before all new ones.
    let (newest,): (i64,) = tx.one("SELECT COALESCE(MAX(tx_id), 0) FROM event_log", args![])?;
    let mut copied = Vec::new();
    for name in tables(tx)? {
        tell(&name);
        let columns: Vec<String> = columns(tx, &name)?.into_iter().map(|(column, _)| column).collect();
        let places = columns.iter().map(|it| match it.as_str() {
            "tx_id" if dialect == Dialect::Postgres => {
                format!("CASE WHEN tx_id < 0 THEN tx_id - {newest} ELSE tx_id - {newest} - 1 END")
            }
            other => other.to_owned(),
        });
        let sql = format!("SELECT {} FROM {name}", places.collect::<Vec<_>>().join(", "));
        copied.push(copy(tx, folder, &name, &columns, &sql)?);
    }
    for (name, sql) in special(dialect) {
        let names: &[&str] = if name == "number_sequence" { &["name", "last"] } else { &["space", "id", "words"] };
        let columns: Vec<String> = names.iter().map(|it| (*it).to_owned()).collect();
        copied.push(copy(tx, folder, name, &columns, sql)?);
    }
    Ok(copied)
}

/// Writes through to a file and keeps the digest of what was written.
struct Digested {
    file: BufWriter<File>,
    digest: Sha256,
}

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

fn copy(tx: &mut Tx<'_>, folder: &Path, name: &str, columns: &[String], sql: &str) -> Result<Table> {
    let file = File::create(folder.join(format!("{name}.tsv.zst"))).map_err(fault)?;
    let to = Digested { file: BufWriter::new(file), digest: Sha256::new() };
    let mut packed = zstd::Encoder::new(to, 3).map_err(fault)?;
    writeln!(packed, "{}", columns.join("\t")).map_err(fault)?;
    let (mut rows, mut text) = (0, String::new());
    tx.each(sql, args![], |row| {
        text.clear();
        line(&mut text, &values(row, columns.len())?);
        rows += 1;
        packed.write_all(text.as_bytes()).map_err(fault)
    })?;
    let mut done = packed.finish().map_err(fault)?;
    done.flush().map_err(fault)?;
    done.file.get_ref().sync_all().map_err(fault)?;
    Ok(Table { name: name.to_owned(), rows, sha256: base::text::hex(&done.digest.finalize()) })
}

fn values<'r>(row: &'r Row<'_>, count: usize) -> Result<Vec<Value<'r>>> {
    (0..count).map(|at| row.value(at)).collect()
}
