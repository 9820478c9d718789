//! Reading sums: per part of a period, or per word of a dimension.

use std::collections::BTreeMap;

use base::Result;
use db::{Row, Tx};

use super::books::{DAY, HOUR, MONTH};
use super::clause::Clause;
use crate::model::Dimension;
use crate::rules::local::{self, Grain};
use crate::rules::question::{Question, Source};
use crate::rules::sums::Sums;

/// Sums by the bucket of storage (hour in milliseconds, or day).
pub type ByTime = BTreeMap<i64, Sums>;

/// Sums by word.
pub type ByWord = BTreeMap<String, Sums>;

const SUMS: &str = "CAST(SUM(n) AS BIGINT), CAST(SUM(hits) AS BIGINT), CAST(SUM(total) AS BIGINT),
                    CAST(SUM(square_high) AS BIGINT), CAST(SUM(square_low) AS BIGINT)";

fn sums(row: &Row<'_>) -> Result<Sums> {
    Ok(Sums { n: row.get(1)?, hits: row.get(2)?, sum: row.get(3)?, high: row.get(4)?, low: row.get(5)? })
}

/// Sums per hour or day of the period. For a level: what changed.
pub fn by_time(tx: &mut Tx<'_>, asked: &Question) -> Result<ByTime> {
    let mut found = ByTime::new();
    match asked.source(None) {
        Source::Facts => super::facts::each(tx, asked, None, |bucket, _, sums| {
            *found.entry(bucket).or_default() += sums;
        })?,
        source @ Source::Sums(_) => {
            let clause = within(asked, source);
            let sql = format!("SELECT bucket, {SUMS} FROM measures_cell {} GROUP BY bucket", clause.text());
            tx.each(&sql, &clause.args, |row| {
                found.insert(row.get(0)?, sums(row)?);
                Ok(())
            })?;
        }
    }
    Ok(found)
}

/// Sums per word of a dimension over the whole period. For a level: what changed.
pub fn by_word(tx: &mut Tx<'_>, asked: &Question, by: Dimension) -> Result<ByWord> {
    let mut found = ByWord::new();
    match asked.source(Some(by)) {
        Source::Facts => super::facts::each(tx, asked, Some(by), |_, word, sums| {
            *found.entry(word.to_owned()).or_default() += sums;
        })?,
        source @ Source::Sums(_) => {
            add_words(tx, &within(asked, source), by, &mut found)?;
        }
    }
    Ok(found)
}

/// How much stood before the period began, for a level.
pub fn before(tx: &mut Tx<'_>, asked: &Question) -> Result<Sums> {
    let Source::Sums(_) = asked.source(None) else { return super::facts::standing_before(tx, asked) };
    let mut all = Sums::default();
    for clause in earlier(asked, None) {
        let sql = format!("SELECT 0, COALESCE(CAST(SUM(n) AS BIGINT), 0) FROM measures_cell {}", clause.text());
        let (_, n): (i64, i64) = tx.one(&sql, &clause.args)?;
        all.n += n;
    }
    Ok(all)
}

/// How much of each word stood before the period began, for a level.
pub fn before_by_word(tx: &mut Tx<'_>, asked: &Question, by: Dimension) -> Result<ByWord> {
    let Source::Sums(_) = asked.source(Some(by)) else { return super::facts::standing_before_by(tx, asked, by) };
    let mut found = ByWord::new();
    for clause in earlier(asked, Some(by)) {
        add_words(tx, &clause, by, &mut found)?;
    }
    Ok(found)
}

fn add_words(tx: &mut Tx<'_>, clause: &Clause, by: Dimension, found: &mut ByWord) -> Result<()> {
    let column = if by == Dimension::Unit { "unit_id" } else { "word" };
    let sql = format!("SELECT {column}, {SUMS} FROM measures_cell {} GROUP BY {column}", clause.text());
    tx.each(&sql, &clause.args, |row| {
        *found.entry(row.get(0)?).or_default() += sums(row)?;
        Ok(())
    })
}

/// The sums before a period: whole months, then days, then hours of the first day.
fn earlier(asked: &Question, by: Option<Dimension>) -> Vec<Clause> {
    let (period, source) = (asked.period, asked.source(by));
    let (month_day, month) = local::month_around(period.first);
    let mut parts =
        vec![cells(asked, source, MONTH, i64::MIN, month), cells(asked, source, DAY, month_day, period.first)];
    if period.grain == Grain::Hour {
        parts.push(cells(asked, source, HOUR, period.midnight.0, period.from.0));
    }
    parts
}

/// The sums of a period.
fn within(asked: &Question, source: Source) -> Clause {
    let period = asked.period;
    if period.grain == Grain::Hour {
        cells(asked, source, HOUR, period.from.0, period.to.0)
    } else {
        cells(asked, source, DAY, period.first, period.end)
    }
}

fn cells(asked: &Question, source: Source, grain: i64, from: i64, to: i64) -> Clause {
    Clause::default()
        .and("metric =", asked.metric.kept_as)
        .and("grain =", grain)
        .and("bucket >=", from)
        .and("bucket <", to)
        .of_sums(source, &asked.conditions, &asked.sight)
}
