//! Rows and cells that could not be used.

use base::Result;
use base::ids::ImportId;
use db::{Arg as _, Json, Tx, Value, args};

use crate::rules::row::{Misfit, Problem};

type Row = (i64, i64, String, String, String, bool, Option<Json<Misfit>>);

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
            it.field.clone().map(Json).arg().into_owned(),
        ]
    });
    let columns = ["job_id", "no", "line", "column_name", "code", "value", "refused", "field"];
    tx.insert_many("importer_problem", &columns, rows)?;
    Ok(())
}

/// The problems of a run after the one numbered `after`, at most `limit`, each with its number.
pub fn of(tx: &mut Tx<'_>, job: &ImportId, after: i64, limit: i64) -> Result<Vec<(i64, Problem)>> {
    let rows: Vec<Row> = tx.all(
        "SELECT no, line, column_name, code, value, refused, field FROM importer_problem
          WHERE job_id = $1 AND no > $2 ORDER BY no LIMIT $3",
        args![job, after, limit],
    )?;
    let problem = |(no, line, column, code, value, refused, field): Row| {
        let (line, field) = (u64::try_from(line).unwrap_or(0), field.map(|it| it.0));
        (no, Problem { line, column, code, value, refused, field })
    };
    Ok(rows.into_iter().map(problem).collect())
}
