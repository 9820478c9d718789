//! A line of a report: a figure, what it is called, and the group it is about.

use base::Stamp;
use serde_json::{Map, Value, json};

use super::spread::{Stats, whole};

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// So many.
    Count(u64),
    /// So many of so many.
    Share(u64, u64),
    /// Spans of time in milliseconds.
    Spans(Stats),
    /// Numbers of another kind.
    Numbers(Stats),
    /// A moment.
    At(Stamp),
}

/// A figure, what it is called, and the group it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The figure's name.
    pub key: &'static str,
    /// The group: dimension and value, `None` where it is not known. No dimension: all cases.
    pub dims: Vec<(String, Option<String>)>,
    /// The figure.
    pub figure: Figure,
}

impl Line {
    /// A figure about all cases.
    pub fn all(key: &'static str, figure: Figure) -> Self {
        Self { key, dims: Vec::new(), figure }
    }

    /// The same figure about one group.
    #[must_use]
    pub fn of(mut self, dim: impl Into<String>, value: Option<String>) -> Self {
        self.dims.push((dim.into(), value));
        self
    }

    /// The line as a flat JSON object; see docs/book/src/reports.md.
    pub fn json(&self, report: &str) -> Map<String, Value> {
        let mut line = Map::new();
        line.insert("report".into(), report.into());
        line.insert("key".into(), self.key.into());
        let dims: Map<String, Value> = self
            .dims
            .iter()
            .map(|(dim, value)| (dim.clone(), value.clone().map_or(Value::Null, Value::String)))
            .collect();
        line.insert("dims".into(), Value::Object(dims));
        let (unit, value) = match &self.figure {
            Figure::Count(count) => ("count", json!(count)),
            Figure::Share(num, den) => {
                line.insert("num".into(), json!(num));
                line.insert("den".into(), json!(den));
                if let Some((low, high)) = base::stats::wilson(*num, *den) {
                    line.insert("low".into(), json!(low));
                    line.insert("high".into(), json!(high));
                }
                ("share", share(*num, *den).map_or(Value::Null, |it| json!(it)))
            }
            Figure::Spans(stats) => ("ms", stats.json(&mut line)),
            Figure::Numbers(stats) => ("number", stats.json(&mut line)),
            Figure::At(at) => ("time", json!(at)),
        };
        line.insert("unit".into(), unit.into());
        line.insert("value".into(), value);
        line
    }
}

/// A share between 0 and 1; `None` of nothing.
pub fn share(num: u64, den: u64) -> Option<f64> {
    (den > 0).then(|| base::stats::wide(num) / base::stats::wide(den))
}

impl Stats {
    /// Adds the figures to a line; answers the mean.
    fn json(&self, line: &mut Map<String, Value>) -> Value {
        let number = |it: Option<f64>| it.map_or(Value::Null, whole);
        line.insert("n".into(), json!(self.n));
        line.insert("p50".into(), number(self.p50));
        line.insert("p90".into(), number(self.p90));
        line.insert("min".into(), number(self.min));
        line.insert("max".into(), number(self.max));
        line.insert("sum".into(), whole(self.sum));
        line.insert("zero".into(), json!(self.zero));
        line.insert("negative".into(), json!(self.negative));
        number(self.mean)
    }
}
