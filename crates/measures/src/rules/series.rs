//! From sums per hour or day to a figure per part of a period.

use std::collections::BTreeMap;

use base::Stamp;

use crate::catalogue::Shape;
use crate::rules::period::Period;
use crate::rules::sums::Sums;

/// The sums of each part of a period, in order. Parts without facts are there too. A level stands at what it was before
/// the period and moves with each part; `start` is that.
pub fn parts(
    shape: Shape,
    period: Period,
    parts: &[(i64, Stamp)],
    found: &BTreeMap<i64, Sums>,
    start: Sums,
) -> Vec<(Stamp, Sums)> {
    let mut by_part = BTreeMap::<i64, Sums>::new();
    for (bucket, sums) in found {
        *by_part.entry(period.part_of(*bucket)).or_default() += *sums;
    }
    let mut standing = start;
    parts
        .iter()
        .map(|(part, at)| {
            let own = by_part.get(part).copied().unwrap_or_default();
            standing += own;
            (*at, if shape == Shape::Level { standing } else { own })
        })
        .collect()
}

/// The sums of a whole period.
pub fn total(found: impl IntoIterator<Item = Sums>, start: Sums) -> Sums {
    found.into_iter().fold(start, |mut all, it| {
        all += it;
        all
    })
}
