//! From sums to the figure people read: value, interval, and a word where the sample is small.

use base::stats;
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::Shape;
use crate::rules::student;
use crate::rules::sums::{Sums, real};

/// How far a figure can be trusted for its number of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// Nothing was counted: there is no figure.
    None,
    /// Too few to say anything: the figure is shown, but it must not be compared.
    TooFew,
    /// Few: the interval is wide and belongs beside the figure.
    Few,
    /// Enough.
    Enough,
}

/// Below how many facts a sample is called small; both numbers are policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallSamples {
    /// Fewer than this say nothing.
    pub too_few: i64,
    /// Fewer than this are few.
    pub few: i64,
}

impl Default for SmallSamples {
    fn default() -> Self {
        Self { too_few: 5, few: 30 }
    }
}

impl SmallSamples {
    /// What to say about a sample of `n`.
    pub fn word(self, n: i64) -> Sample {
        match n {
            it if it <= 0 => Sample::None,
            it if it < self.too_few => Sample::TooFew,
            it if it < self.few => Sample::Few,
            _ => Sample::Enough,
        }
    }
}

/// A figure with the 95 % interval that holds the true value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Estimate {
    /// Milliseconds, pieces, or a share between 0 and 1, as the metric's unit says.
    pub value: Option<f64>,
    /// Low end of the interval; absent where there is none (counts, a single fact).
    pub low: Option<f64>,
    /// High end of the interval.
    pub high: Option<f64>,
}

/// The figure of some sums.
///
/// - Counts and levels are what they are: no interval. Nothing counted is 0, which is a fact.
/// - Shares: Wilson's interval. Means: Student's, from two facts on; a mean of times is not below 0.
/// - `value` is `None` when there was nothing to take a share or a mean of.
pub fn estimate(shape: Shape, sums: &Sums) -> Estimate {
    match shape {
        Shape::Count | Shape::Level => Estimate { value: Some(real(i128::from(sums.n))), low: None, high: None },
        Shape::Share => share(sums),
        Shape::Mean => mean(sums),
    }
}

fn share(sums: &Sums) -> Estimate {
    let (Ok(n), Ok(hits)) = (u64::try_from(sums.n), u64::try_from(sums.hits)) else { return Estimate::default() };
    let Some((low, high)) = stats::wilson(hits, n) else { return Estimate::default() };
    Estimate { value: Some(stats::wide(hits) / stats::wide(n)), low: Some(low), high: Some(high) }
}

fn mean(sums: &Sums) -> Estimate {
    let Some(value) = sums.mean() else { return Estimate::default() };
    let reach = sums.variance().map(|variance| {
        let n = real(i128::from(sums.n));
        student::quantile(0.025, n - 1.0) * (variance / n).sqrt()
    });
    Estimate { value: Some(value), low: reach.map(|it| (value - it).max(0.0)), high: reach.map(|it| value + it) }
}
