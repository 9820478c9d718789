//! When cases were open: the rows behind the backlog.

use base::{Result, Stamp};
use db::Tx;

use super::clause::Clause;
use super::facts::hour_of;
use crate::model::Dimension;
use crate::rules::local::{self, Grain};
use crate::rules::question::Question;
use crate::rules::sums::Sums;

fn one(n: i64) -> Sums {
    Sums { n, ..Sums::default() }
}

/// Stints that were open at a moment.
pub fn open_at(asked: &Question, at: Stamp) -> Clause {
    Clause::default().and("to_ms >", at).and("from_ms <=", at).of_facts(&asked.conditions, &asked.sight)
}

/// Calls `add` for each stint that was open just before the period.
pub fn each_standing(
    tx: &mut Tx<'_>,
    asked: &Question,
    by: Option<Dimension>,
    mut add: impl FnMut(&str, Sums),
) -> Result<()> {
    let clause = open_at(asked, Stamp(asked.period.from.0 - 1));
    let word = by.map_or("''", Dimension::column);
    tx.each(&format!("SELECT {word} FROM measures_stint {}", clause.text()), &clause.args, |row| {
        let word: String = row.get(0)?;
        add(&word, one(1));
        Ok(())
    })
}

/// Calls `add` for each beginning and each end of a stint within the period, with its bucket.
pub fn each_change(
    tx: &mut Tx<'_>,
    asked: &Question,
    by: Option<Dimension>,
    mut add: impl FnMut(i64, &str, Sums),
) -> Result<()> {
    let period = asked.period;
    let clause = Clause::default()
        .and("to_ms >=", period.from)
        .and("from_ms <", period.to)
        .of_facts(&asked.conditions, &asked.sight);
    let word = by.map_or("''", Dimension::column);
    let sql = format!("SELECT {word}, from_ms, to_ms FROM measures_stint {}", clause.text());
    tx.each(&sql, &clause.args, |row| {
        let (word, from, to): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        for (at, n) in [(from, 1), (to, -1)] {
            if (period.from.0..period.to.0).contains(&at) {
                let bucket = if period.grain == Grain::Hour {
                    hour_of(asked, at)
                } else {
                    local::place(Stamp(at), &asked.zone).day
                };
                add(bucket, &word, one(n));
            }
        }
        Ok(())
    })
}
