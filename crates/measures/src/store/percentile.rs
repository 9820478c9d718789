//! Exact percentiles without sorting all values: counts per mark of the ruler tell where the wanted values lie, and
//! only the values of those marks are read.

use std::collections::BTreeMap;

use base::Result;
use db::{Tx, Value};

use super::clause::Clause;
use super::facts;
use crate::model::Dimension;
use crate::rules::local::Grain;
use crate::rules::question::{Question, Sight};
use crate::rules::rank::{self, Place};
use crate::rules::scale;

/// The percentiles that are shown, in thousandths.
pub const SHOWN: [i64; 3] = [500, 900, 950];

/// Up to this many facts are simply read; beyond it, reading them would be felt.
pub const READABLE: i64 = 100_000;

/// With so few facts, reading them is faster than the ruler.
const FEW: i64 = 2_000;

/// The percentiles of [`SHOWN`] over a question's facts, of which there are `n`. Absent when there are none, or when
/// the question cannot use the ruler and has more facts than are read at once.
pub fn of_all(tx: &mut Tx<'_>, asked: &Question, n: i64) -> Result<[Option<f64>; 3]> {
    if n > FEW && fits_ruler(asked) {
        return by_ruler(tx, asked);
    }
    if n > READABLE {
        return Ok([None; 3]);
    }
    let mut values = facts::values(tx, asked, None)?.remove("").unwrap_or_default();
    Ok(shown(&mut values))
}

/// The ruler counts the whole organisation by days.
fn fits_ruler(asked: &Question) -> bool {
    asked.sight == Sight::All && asked.conditions.is_empty() && asked.period.grain != Grain::Hour
}

/// The percentiles of [`SHOWN`] of each word.
pub fn by_word(tx: &mut Tx<'_>, asked: &Question, by: Dimension) -> Result<BTreeMap<String, [Option<f64>; 3]>> {
    let found = facts::values(tx, asked, Some(by))?;
    Ok(found.into_iter().map(|(word, mut values)| (word, shown(&mut values))).collect())
}

fn shown(values: &mut [i64]) -> [Option<f64>; 3] {
    let mut found = rank::of_values(values, &SHOWN).into_iter();
    [found.next().flatten(), found.next().flatten(), found.next().flatten()]
}

/// How many values belong to each mark, and on which days they fell.
struct Ruler {
    counts: BTreeMap<i64, i64>,
    days: BTreeMap<i64, Vec<i64>>,
}

fn by_ruler(tx: &mut Tx<'_>, asked: &Question) -> Result<[Option<f64>; 3]> {
    let ruler = read_ruler(tx, asked)?;
    let n = ruler.counts.values().sum();
    let mut seen = BTreeMap::new();
    let mut found = [None; 3];
    for (slot, permille) in found.iter_mut().zip(SHOWN) {
        let Some(place) = rank::place(n, permille) else { continue };
        *slot = between(tx, asked, &ruler, &mut seen, place)?;
    }
    Ok(found)
}

fn between(
    tx: &mut Tx<'_>,
    asked: &Question,
    ruler: &Ruler,
    seen: &mut BTreeMap<i64, Vec<i64>>,
    place: Place,
) -> Result<Option<f64>> {
    let mut ends = Vec::new();
    for position in [place.below, place.above] {
        let Some((mark, before)) = rank::mark_at(&ruler.counts, position) else { return Ok(None) };
        if let std::collections::btree_map::Entry::Vacant(slot) = seen.entry(mark) {
            let days = ruler.days.get(&mark).map_or(&[][..], Vec::as_slice);
            slot.insert(values_at(tx, asked, mark, days)?);
        }
        let at = usize::try_from(position - before).ok();
        ends.extend(seen.get(&mark).zip(at).and_then(|(values, at)| values.get(at)));
    }
    let [below, above] = ends[..] else { return Ok(None) };
    Ok(Some(rank::between(place, below, above)))
}

fn read_ruler(tx: &mut Tx<'_>, asked: &Question) -> Result<Ruler> {
    let clause = Clause::default()
        .and("metric =", asked.metric.kept_as)
        .and("day >=", asked.period.first)
        .and("day <", asked.period.end)
        .plain("n > 0");
    let mut ruler = Ruler { counts: BTreeMap::new(), days: BTreeMap::new() };
    let sql = format!("SELECT day, mark, n FROM measures_ruler {} ORDER BY day", clause.text());
    tx.each(&sql, &clause.args, |row| {
        let (day, mark, n): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        *ruler.counts.entry(mark).or_default() += n;
        let days = ruler.days.entry(mark).or_default();
        if days.last() != Some(&day) {
            days.push(day);
        }
        Ok(())
    })?;
    Ok(ruler)
}

/// The values at a mark, sorted; a day at a time, because the index leads from day to value.
fn values_at(tx: &mut Tx<'_>, asked: &Question, mark: i64, days: &[i64]) -> Result<Vec<i64>> {
    let mut values = Vec::new();
    let mut clause = Clause::default()
        .and("metric =", asked.metric.kept_as)
        .and("day =", 0_i64)
        .and("value >=", scale::start_of(mark))
        .and("value <=", scale::end_of(mark))
        .plain("value IS NOT NULL")
        .plain("n > 0");
    let sql = format!("SELECT value FROM measures_fact {}", clause.text());
    for day in days {
        if let Some(slot) = clause.args.get_mut(1) {
            *slot = Value::Int(*day);
        }
        tx.each(&sql, &clause.args, |row| {
            values.push(row.get(0)?);
            Ok(())
        })?;
    }
    values.sort_unstable();
    Ok(values)
}
