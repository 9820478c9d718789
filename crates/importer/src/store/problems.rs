//! Rows and cells that could not be used.

use base::Result;
use base::ids::ImportId;
use db::{Arg as _, Tx, Value, args};

use crate::rules::row::Problem;

/// Replaces the problems of a run.
pub fn replace(tx: &mut Tx<'_>, job: &ImportId, problems: &[Problem]) -> Result<()> {
    tx.send("DELETE FROM importer_problem WHERE job_id = $1", args![job])?;
    let number = |it: u64| Value::Int(i64::try_from(it).unwrap_or(i64::MAX));
    let rows = (0..).zip(problems).map(|(no, it)| {
        vec![
            job.arg(),
            Value::Int(no),
            number(it.line),
            it.column.arg(),
            it.code.arg(),
            it.value.arg(),
            Value::Bool(it.refused),
        ]
    });
    tx.insert_many("importer_problem", &["job_id", "no", "line", "column_name", "code", "value", "refused"], rows)?;
    Ok(())
}

/// The problems of a run after the one numbered `after`, at most `limit`, each with its number.
pub fn of(tx: &mut Tx<'_>, job: &ImportId, after: i64, limit: i64) -> Result<Vec<(i64, Problem)>> {
    let rows: Vec<(i64, i64, String, String, String, bool)> = tx.all(
        "SELECT no, line, column_name, code, value, refused FROM importer_problem
          WHERE job_id = $1 AND no > $2 ORDER BY no LIMIT $3",
        args![job, after, limit],
    )?;
    let problem = |(no, line, column, code, value, refused)| {
        (no, Problem { line: u64::try_from(line).unwrap_or(0), column, code, value, refused })
    };
    Ok(rows.into_iter().map(problem).collect())
}
