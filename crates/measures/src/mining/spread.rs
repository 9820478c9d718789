//! How values are spread: kept whole, so that quantiles are exact.

use std::collections::HashMap;
use std::hash::Hash;

use serde_json::{Value, json};

/// Values, in any order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spread(Vec<f64>);

/// How values are spread.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stats {
    /// How many there are.
    pub n: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// The median.
    pub p50: Option<f64>,
    /// Nine of ten are not above it.
    pub p90: Option<f64>,
    /// The least.
    pub min: Option<f64>,
    /// The greatest.
    pub max: Option<f64>,
    /// Their sum.
    pub sum: f64,
    /// How many are 0.
    pub zero: u64,
    /// How many are below 0.
    pub negative: u64,
}

impl Spread {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    /// Adds a count.
    pub fn add_count(&mut self, count: u64) {
        self.0.push(base::stats::wide(count));
    }

    /// Adds a span between two moments in milliseconds.
    pub fn add_span(&mut self, span: base::Span) {
        self.0.push(float(span.0));
    }

    /// How the values are spread, with `zeros` more that are 0.
    pub fn stats_with(mut self, zeros: u64) -> Stats {
        self.0.extend(std::iter::repeat_n(0.0, usize::try_from(zeros).unwrap_or(0)));
        self.stats()
    }

    /// How the values are spread.
    pub fn stats(mut self) -> Stats {
        self.0.sort_unstable_by(f64::total_cmp);
        let values = &self.0;
        let count = |test: fn(&&f64) -> bool| u64::try_from(values.iter().filter(test).count()).unwrap_or(0);
        Stats {
            n: u64::try_from(values.len()).unwrap_or(0),
            mean: base::stats::mean(values),
            p50: base::stats::quantile(values, 0.5),
            p90: base::stats::quantile(values, 0.9),
            min: values.first().copied(),
            max: values.last().copied(),
            sum: values.iter().sum(),
            zero: count(|it| **it == 0.0),
            negative: count(|it| **it < 0.0),
        }
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A whole number with a fraction part; exact up to 2^53, which are 285,000 years in milliseconds.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "spans stay below 2^53 milliseconds")]
pub fn float(value: i64) -> f64 {
    value as f64
}

/// A number for JSON: without `.0` where it is whole.
pub fn whole(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        let text = format!("{value:.0}");
        return text.parse::<i64>().map_or_else(|_| json!(value), |it| json!(it));
    }
    json!(value)
}

/// Counts by name, greatest first; equal counts by name.
pub fn ranked<K: Ord + Clone + Hash + Eq>(counts: &HashMap<K, u64>) -> Vec<(K, u64)> {
    let mut ranked: Vec<(K, u64)> = counts.iter().map(|(name, count)| (name.clone(), *count)).collect();
    ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked
}
