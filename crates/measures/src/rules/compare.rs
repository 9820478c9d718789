//! Comparing two groups, or a period with the one before, without pretending to know more than the facts say.

use base::stats;
use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::{Better, Shape};
use crate::rules::figure::{Sample, SmallSamples};
use crate::rules::student;
use crate::rules::sums::{Sums, real};

/// What a comparison says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ComparisonVerdict)]
pub enum Verdict {
    /// The difference is surely for the better.
    Better,
    /// The difference is surely for the worse.
    Worse,
    /// There is surely a difference, and the metric has no better side.
    Different,
    /// The difference may be chance.
    Unclear,
    /// Too few facts on one side to say anything.
    TooFew,
}

/// The difference of two figures, this one less the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Difference {
    /// In the metric's unit; shares as a difference of shares.
    pub value: f64,
    /// Low end of its 95 % interval; absent where there is none (counts).
    pub low: Option<f64>,
    /// High end of its 95 % interval.
    pub high: Option<f64>,
    /// In words.
    pub verdict: Verdict,
}

/// Compares two figures of the same metric; `None` when one of them does not exist.
///
/// Shares: Newcombe's interval of Wilson scores (*Interval estimation for the difference between independent
/// proportions*, 1998, method 10). Means: Welch's (*The generalization of Student's problem*, 1947). Counts: the
/// conditional test of two Poisson counts by the normal approximation, without an interval.
pub fn compare(shape: Shape, better: Better, small: SmallSamples, this: &Sums, other: &Sums) -> Option<Difference> {
    let (value, low, high) = match shape {
        Shape::Count | Shape::Level => (real(i128::from(this.n) - i128::from(other.n)), None, None),
        Shape::Share => shares(this, other)?,
        Shape::Mean => means(this, other)?,
    };
    let few = [this.n, other.n].into_iter().any(|it| matches!(small.word(it), Sample::None | Sample::TooFew));
    let sure = match (shape, low, high) {
        (Shape::Count, ..) => value.abs() > 1.96 * real(i128::from(this.n + other.n)).sqrt(),
        (_, Some(low), Some(high)) => low > 0.0 || high < 0.0,
        _ => false,
    };
    let verdict = match better {
        _ if few && shape != Shape::Level => Verdict::TooFew,
        _ if !sure => Verdict::Unclear,
        Better::Neither => Verdict::Different,
        Better::Up if value > 0.0 => Verdict::Better,
        Better::Down if value < 0.0 => Verdict::Better,
        Better::Up | Better::Down => Verdict::Worse,
    };
    Some(Difference { value, low, high, verdict })
}

type Ends = (f64, Option<f64>, Option<f64>);

fn shares(this: &Sums, other: &Sums) -> Option<Ends> {
    let part = |it: &Sums| {
        let (hits, n) = (u64::try_from(it.hits).ok()?, u64::try_from(it.n).ok()?);
        let (low, high) = stats::wilson(hits, n)?;
        Some((stats::wide(hits) / stats::wide(n), low, high))
    };
    let ((a, a_low, a_high), (b, b_low, b_high)) = (part(this)?, part(other)?);
    let value = a - b;
    let low = value - (a - a_low).hypot(b_high - b);
    let high = value + (a_high - a).hypot(b - b_low);
    Some((value, Some(low), Some(high)))
}

fn means(this: &Sums, other: &Sums) -> Option<Ends> {
    let value = this.mean()? - other.mean()?;
    let (Some(a), Some(b)) = (error(this), error(other)) else { return Some((value, None, None)) };
    let all = a.square + b.square;
    if all <= 0.0 {
        return Some((value, Some(value), Some(value)));
    }
    let freedom = all * all / (a.square * a.square / a.freedom + b.square * b.square / b.freedom);
    let reach = student::quantile(0.025, freedom) * all.sqrt();
    Some((value, Some(value - reach), Some(value + reach)))
}

struct StandardError {
    square: f64,
    freedom: f64,
}

fn error(sums: &Sums) -> Option<StandardError> {
    let n = real(i128::from(sums.n));
    Some(StandardError { square: sums.variance()? / n, freedom: n - 1.0 })
}
