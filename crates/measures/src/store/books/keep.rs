//! Writing the books down, a row once per batch.

use base::{Result, Stamp};
use db::{Arg as _, Tx, Value, args, row};

use super::{Books, CellKey, Entry, Shelf};
use crate::model::{CaseState, Dims, Fact, FactKey};
use crate::rules::sums::Sums;

row! {
    struct FactRow {
        day: i64,
        case: String,
        round: i64,
        value: Option<i64>,
        n: i64,
        hits: i64,
        unit: String,
        person: String,
        kind: String,
        class: String,
        channel: String,
        priority: String,
        step: String,
        changed_by: Option<i64>,
    }
}

/// A fact that was written in an earlier batch.
pub(super) fn load(tx: &mut Tx<'_>, shelf: Shelf, key: FactKey) -> Result<Option<Entry>> {
    let sql = format!(
        "SELECT day, case_id, round, value, n, hits, unit_id, person_id, kind, class, channel, priority, step,
                changed_by FROM {}_fact WHERE metric = $1 AND at_ms = $2 AND seq = $3",
        shelf.prefix()
    );
    let row: Option<FactRow> = tx.maybe(&sql, args![key.metric, key.at, key.seq])?;
    Ok(row.map(|it| Entry {
        day: it.day,
        changed_by: it.changed_by,
        fresh: false,
        fact: Fact {
            key,
            case: it.case,
            round: it.round,
            value: it.value,
            n: it.n,
            hits: it.hits,
            dims: Dims {
                unit: it.unit,
                person: it.person,
                kind: it.kind,
                class: it.class,
                channel: it.channel,
                priority: it.priority,
                step: it.step,
            },
        },
    }))
}

/// Writes all there is in a batch; answers how many rows that was.
pub(super) fn write(tx: &mut Tx<'_>, books: Books<'_>) -> Result<usize> {
    let touched = books.facts.len() + books.cells.len() + books.ruler.len() + books.entered.len() + books.cases.len();
    facts(tx, &books)?;
    stints(tx, &books)?;
    cases(tx, &books)?;
    ruler(tx, &books)?;
    cells(tx, books)?;
    Ok(touched)
}

const FACT_COLUMNS: [&str; 17] = [
    "metric",
    "at_ms",
    "seq",
    "day",
    "case_id",
    "round",
    "value",
    "n",
    "hits",
    "unit_id",
    "person_id",
    "kind",
    "class",
    "channel",
    "priority",
    "step",
    "changed_by",
];

fn facts(tx: &mut Tx<'_>, books: &Books<'_>) -> Result<()> {
    let table = format!("{}_fact", books.shelf.prefix());
    let (fresh, known): (Vec<&Entry>, Vec<&Entry>) = books.facts.values().partition(|it| it.fresh);
    let rows = fresh.into_iter().map(|it| {
        let (fact, dims) = (&it.fact, &it.fact.dims);
        vec![
            fact.key.metric.arg(),
            fact.key.at.arg(),
            fact.key.seq.arg(),
            it.day.arg(),
            fact.case.arg(),
            fact.round.arg(),
            fact.value.arg(),
            fact.n.arg(),
            fact.hits.arg(),
            dims.unit.arg(),
            dims.person.arg(),
            dims.kind.arg(),
            dims.class.arg(),
            dims.channel.arg(),
            dims.priority.arg(),
            dims.step.arg(),
            it.changed_by.arg(),
        ]
    });
    tx.insert_many(&table, &FACT_COLUMNS, rows)?;
    let sql =
        format!("UPDATE {table} SET n = $4, hits = $5, changed_by = $6 WHERE metric = $1 AND at_ms = $2 AND seq = $3");
    for it in known {
        let key = it.fact.key;
        tx.send(&sql, args![key.metric, key.at, key.seq, it.fact.n, it.fact.hits, it.changed_by])?;
    }
    Ok(())
}

const STINT_COLUMNS: [&str; 10] =
    ["seq", "case_id", "from_ms", "to_ms", "unit_id", "person_id", "kind", "class", "channel", "priority"];

fn stints(tx: &mut Tx<'_>, books: &Books<'_>) -> Result<()> {
    let table = format!("{}_stint", books.shelf.prefix());
    let rows = books.entered.values().map(|(it, end)| {
        let dims = &it.dims;
        vec![
            it.seq.arg(),
            it.case.arg(),
            it.from.arg(),
            Value::Int(end.unwrap_or(Stamp::MAX.0)),
            dims.unit.arg(),
            dims.person.arg(),
            dims.kind.arg(),
            dims.class.arg(),
            dims.channel.arg(),
            dims.priority.arg(),
        ]
    });
    tx.insert_many(&table, &STINT_COLUMNS, rows)?;
    let sql = format!("UPDATE {table} SET to_ms = $2 WHERE seq = $1");
    for (seq, end) in &books.left {
        tx.send(&sql, args![*seq, *end])?;
    }
    Ok(())
}

fn cases(tx: &mut Tx<'_>, books: &Books<'_>) -> Result<()> {
    let changed = |id: &String, it: &CaseState| it.opened.is_some() && books.known.get(id) != Some(it);
    let mut states: Vec<_> = books.cases.iter().filter(|(id, it)| changed(id, it)).collect();
    states.sort_by_key(|(id, _)| *id);
    let rows: Vec<_> = states.into_iter().map(|(id, it)| vec![id.arg(), db::Json(it).arg().into_owned()]).collect();
    let table = format!("{}_case", books.shelf.prefix());
    let changes = "ON CONFLICT (case_id) DO UPDATE SET state = excluded.state";
    tx.upsert_many(&table, &["case_id", "state"], changes, rows).map(drop)
}

fn ruler(tx: &mut Tx<'_>, books: &Books<'_>) -> Result<()> {
    let table = format!("{}_ruler", books.shelf.prefix());
    let mut marks: Vec<_> = books.ruler.iter().collect();
    marks.sort();
    let rows: Vec<_> =
        marks.into_iter().map(|(it, n)| vec![it.metric.arg(), it.day.arg(), it.mark.arg(), n.arg()]).collect();
    let adds = format!("ON CONFLICT (metric, day, mark) DO UPDATE SET n = {table}.n + excluded.n");
    tx.upsert_many(&table, &["metric", "day", "mark", "n"], &adds, rows).map(drop)
}

const CELL_COLUMNS: [&str; 11] =
    ["metric", "grain", "dimension", "bucket", "unit_id", "word", "n", "hits", "total", "square_high", "square_low"];

fn cells(tx: &mut Tx<'_>, books: Books<'_>) -> Result<()> {
    let table = format!("{}_cell", books.shelf.prefix());
    let mut cells: Vec<(CellKey, Sums)> = books.cells.into_iter().collect();
    cells.sort_by(|a, b| a.0.cmp(&b.0));
    let rows: Vec<_> = cells
        .iter()
        .map(|(key, it)| {
            vec![
                key.metric.arg(),
                key.grain.arg(),
                key.dimension.arg(),
                key.bucket.arg(),
                key.unit.arg(),
                key.word.arg(),
                it.n.arg(),
                it.hits.arg(),
                it.sum.arg(),
                it.high.arg(),
                it.low.arg(),
            ]
        })
        .collect();
    let adds = format!(
        "ON CONFLICT (metric, grain, dimension, bucket, unit_id, word) DO UPDATE SET n = {table}.n + excluded.n,
         hits = {table}.hits + excluded.hits, total = {table}.total + excluded.total,
         square_high = {table}.square_high + excluded.square_high, square_low = {table}.square_low + excluded.square_low"
    );
    tx.upsert_many(&table, &CELL_COLUMNS, &adds, rows).map(drop)
}
