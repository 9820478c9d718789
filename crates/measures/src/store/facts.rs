//! Counting from the facts themselves, where no sums are kept for a question.

use base::Result;
use db::Tx;

use super::clause::Clause;
use super::read::ByWord;
use crate::catalogue::Shape;
use crate::model::Dimension;
use crate::rules::local::Grain;
use crate::rules::question::Question;
use crate::rules::sums::Sums;

const HOUR_MS: i64 = 3_600_000;

/// The facts of a question.
pub fn clause(asked: &Question) -> Clause {
    Clause::default()
        .and("metric =", asked.metric.kept_as)
        .and("at_ms >=", asked.period.from)
        .and("at_ms <", asked.period.to)
        .plain("n > 0")
        .of_facts(&asked.conditions, &asked.sight)
}

/// Calls `add` with bucket (hour in milliseconds, or day), word and sums of each fact of the period. For a level, with
/// each coming and going.
pub fn each(
    tx: &mut Tx<'_>,
    asked: &Question,
    by: Option<Dimension>,
    mut add: impl FnMut(i64, &str, Sums),
) -> Result<()> {
    if asked.metric.shape == Shape::Level {
        return super::stints::each_change(tx, asked, by, add);
    }
    let (clause, word) = (clause(asked), by.map_or("''", Dimension::column));
    let sql = format!("SELECT at_ms, day, {word}, n, hits, COALESCE(value, 0) FROM measures_fact {}", clause.text());
    tx.each(&sql, &clause.args, |row| {
        let (at, day): (i64, i64) = (row.get(0)?, row.get(1)?);
        let bucket = if asked.period.grain == Grain::Hour { hour_of(asked, at) } else { day };
        let word: String = row.get(2)?;
        add(bucket, &word, Sums::of(row.get(3)?, row.get(4)?, row.get(5)?));
        Ok(())
    })
}

/// The hour of the period that a moment lies in. A period's first moment is the start of an hour.
pub fn hour_of(asked: &Question, at: i64) -> i64 {
    at - (at - asked.period.from.0).rem_euclid(HOUR_MS)
}

/// Values of the question's facts by word, for percentiles; empty word when not told apart.
pub fn values(
    tx: &mut Tx<'_>,
    asked: &Question,
    by: Option<Dimension>,
) -> Result<std::collections::HashMap<String, Vec<i64>>> {
    let (clause, word) = (clause(asked).plain("value IS NOT NULL"), by.map_or("''", Dimension::column));
    let sql = format!("SELECT {word}, value FROM measures_fact {}", clause.text());
    let mut found = std::collections::HashMap::<String, Vec<i64>>::new();
    tx.each(&sql, &clause.args, |row| {
        let word: String = row.get(0)?;
        found.entry(word).or_default().push(row.get(1)?);
        Ok(())
    })?;
    Ok(found)
}

/// How much stood before the period began.
pub fn standing_before(tx: &mut Tx<'_>, asked: &Question) -> Result<Sums> {
    let mut all = Sums::default();
    super::stints::each_standing(tx, asked, None, |_, sums| all += sums)?;
    Ok(all)
}

/// How much of each word stood before the period began.
pub fn standing_before_by(tx: &mut Tx<'_>, asked: &Question, by: Dimension) -> Result<ByWord> {
    let mut found = ByWord::new();
    super::stints::each_standing(tx, asked, Some(by), |word, sums| {
        *found.entry(word.to_owned()).or_default() += sums;
    })?;
    Ok(found)
}
