//! Bringing a copy back.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use base::{Refusal, Result, fault};
use sha2::{Digest as _, Sha256};

use super::text::{cell, value};
use super::{Origin, Table, columns};
use crate::{Dialect, Tx, Value, args, events};

/// So many rows are handed to the database at once.
const ROWS: usize = 2_000;

/// Brings all tables of a copy into an empty database whose tables are up to date; tells the name of each.
///
/// # Errors
/// Refused when the database is not empty, when a file is damaged, or when a copy of PostgreSQL is brought into
/// SQLite, whose log has another order.
pub fn load(
    tx: &mut Tx<'_>,
    folder: &Path,
    origin: Origin,
    tables: &[Table],
    mut tell: impl FnMut(&str),
) -> Result<()> {
    if (origin, tx.dialect()) == (Origin::Postgres, Dialect::Sqlite) {
        return Err(Refusal::new(422, "db.backup_of_postgres").into());
    }
    let (events,): (i64,) = tx.one("SELECT COUNT(*) FROM (SELECT 1 FROM event_log LIMIT 1) AS found", args![])?;
    if events > 0 {
        return Err(Refusal::new(409, "db.not_empty").into());
    }
    intact(folder, tables)?;
    for table in tables {
        tell(&table.name);
        let rows = rows(tx, folder, table)?;
        if rows != table.rows {
            return Err(damaged(&table.name));
        }
    }
    after(tx)
}

fn damaged(name: &str) -> base::Failure {
    Refusal::new(422, "db.backup_damaged").with("file", format!("{name}.tsv.zst")).into()
}

/// Passes when every file of a copy is there and undamaged.
pub fn intact(folder: &Path, tables: &[Table]) -> Result<()> {
    tables.iter().try_for_each(|it| undamaged(folder, it))
}

fn undamaged(folder: &Path, table: &Table) -> Result<()> {
    let mut file = File::open(folder.join(format!("{}.tsv.zst", table.name))).map_err(|_| damaged(&table.name))?;
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = file.read(&mut buffer).map_err(fault)?;
        if read == 0 {
            break;
        }
        digest.update(buffer.get(..read).unwrap_or_default());
    }
    if base::text::hex(&digest.finalize()) == table.sha256 { Ok(()) } else { Err(damaged(&table.name)) }
}

fn rows(tx: &mut Tx<'_>, folder: &Path, table: &Table) -> Result<u64> {
    let file = File::open(folder.join(format!("{}.tsv.zst", table.name))).map_err(fault)?;
    let mut lines = BufReader::new(zstd::Decoder::new(file).map_err(fault)?).lines();
    let head = lines.next().ok_or_else(|| damaged(&table.name))?.map_err(fault)?;
    let names: Vec<&str> = head.split('\t').collect();
    let declared = columns(tx, &table.name)?;
    let types: Vec<&str> = names
        .iter()
        .map(|name| declared.iter().find(|(it, _)| it == name).map_or("TEXT", |(_, kind)| kind.as_str()))
        .collect();
    clear(tx, &table.name)?;
    let (mut count, mut batch) = (0, Vec::new());
    for line in lines {
        let line = line.map_err(fault)?;
        let cells = line.split('\t').zip(&types).map(|(it, kind)| value(cell(it), kind).map(Value::into_owned));
        batch.push(cells.collect::<Option<Vec<_>>>().ok_or_else(|| damaged(&table.name))?);
        count += 1;
        if batch.len() == ROWS {
            put(tx, &table.name, &names, std::mem::take(&mut batch))?;
        }
    }
    put(tx, &table.name, &names, batch)?;
    Ok(count)
}

/// Migrations may have put first rows into a table; the copy has them too.
fn clear(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    if name == "number_sequence" && tx.dialect() == Dialect::Postgres {
        return Ok(());
    }
    tx.run(&format!("DELETE FROM {name}"), args![]).map(drop)
}

fn put(tx: &mut Tx<'_>, name: &str, columns: &[&str], rows: Vec<Vec<Value<'static>>>) -> Result<()> {
    match (name, tx.dialect()) {
        ("number_sequence", Dialect::Postgres) => {
            for row in rows {
                let set = "SELECT setval(CAST(CAST($1 AS TEXT) AS REGCLASS), GREATEST(CAST(CAST($2 AS TEXT) AS BIGINT), 1), CAST(CAST($2 AS TEXT) AS BIGINT) > 0)";
                let given: Vec<Value<'_>> = row.into_iter().map(as_text).collect();
                tx.all::<(i64,)>(set, &given)?;
            }
            Ok(())
        }
        ("search_document", Dialect::Postgres) => {
            let rows = rows
                .into_iter()
                .map(|row| row.into_iter().enumerate().map(|(at, it)| if at == 2 { vector(it) } else { it }).collect());
            tx.copy_in(name, columns, rows).map(drop)
        }
        _ => tx.copy_in(name, columns, rows).map(drop),
    }
}

fn as_text(value: Value<'static>) -> Value<'static> {
    match value {
        Value::Int(it) => Value::Text(it.to_string().into()),
        other => other,
    }
}

/// The words of a document as PostgreSQL's index takes them.
fn vector(words: Value<'static>) -> Value<'static> {
    match words {
        Value::Text(it) => {
            let quoted: Vec<String> = it.split(' ').filter(|it| !it.is_empty()).map(|it| format!("'{it}'")).collect();
            Value::Text(quoted.join(" ").into())
        }
        other => other,
    }
}

/// What the tables' own machinery needs after the rows are in.
fn after(tx: &mut Tx<'_>) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => {
            tx.send("INSERT INTO search_index (rowid, words) SELECT doc, words FROM search_document", args![])?;
        }
        Dialect::Postgres => {
            // A row has the number of its last event: the first one after the copy leaves room for those before it.
            let sql = "SELECT setval('event_log_seq_seq', COALESCE((SELECT MAX(seq) FROM event_log), 0) + $1, FALSE)";
            tx.all::<(i64,)>(sql, args![events::MOST])?;
        }
    }
    Ok(())
}
