//! Exact percentiles from counts per mark of the ruler and the few values of the marks that matter.

use std::collections::BTreeMap;

use crate::rules::sums::real;

/// The two order statistics a quantile lies between, and how far from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Position of the lower order statistic, counted from 0.
    pub below: i64,
    /// Position of the upper one; the same at the end.
    pub above: i64,
    /// The way from the lower to the upper, 0 to 1.
    pub part: f64,
}

/// Where a quantile of `n` values lies by linear interpolation of order statistics ("type 7" of Hyndman and Fan,
/// *Sample Quantiles in Statistical Packages*, 1996); `permille` is 500 for the median. `None` without values.
///
/// The position is computed in whole numbers, so it cannot slip to the next order statistic by rounding.
pub fn place(n: i64, permille: i64) -> Option<Place> {
    if n <= 0 {
        return None;
    }
    let thousandths = i128::from(n - 1) * i128::from(permille.clamp(0, 1000));
    let below = i64::try_from(thousandths / 1000).ok()?;
    Some(Place { below, above: (below + 1).min(n - 1), part: real(thousandths % 1000) / 1000.0 })
}

/// The value at a place, from the two order statistics.
pub fn between(place: Place, below: i64, above: i64) -> f64 {
    real(i128::from(below)) + real(i128::from(above) - i128::from(below)) * place.part
}

/// The mark that holds the order statistic at `position`, and how many values lie before it.
///
/// `counts` are the facts per mark; `None` when there are not so many values.
pub fn mark_at(counts: &BTreeMap<i64, i64>, position: i64) -> Option<(i64, i64)> {
    let mut before = 0;
    for (mark, n) in counts {
        if position < before + n {
            return Some((*mark, before));
        }
        before += n;
    }
    None
}

/// Quantiles of values that are all at hand; sorts them.
pub fn of_values(values: &mut [i64], permilles: &[i64]) -> Vec<Option<f64>> {
    values.sort_unstable();
    let n = i64::try_from(values.len()).unwrap_or(i64::MAX);
    let at = |position: i64| usize::try_from(position).ok().and_then(|it| values.get(it)).copied();
    permilles
        .iter()
        .map(|permille| {
            let place = place(n, *permille)?;
            Some(between(place, at(place.below)?, at(place.above)?))
        })
        .collect()
}
