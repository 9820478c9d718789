//! Why a request for figures is refused.

use base::{Refusal, Refuse};

/// Why a request for figures is refused. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No metric has this name.
    #[error("there is no metric {0}")]
    UnknownMetric(String),
    /// No dimension has this name.
    #[error("figures are not told apart by {0}")]
    UnknownDimension(String),
    /// The metric is not told apart by this dimension.
    #[error("{metric} is not told apart by {dimension}")]
    NotToldApart {
        /// The metric.
        metric: &'static str,
        /// The dimension.
        dimension: &'static str,
    },
    /// A condition is not `dimension:word`.
    #[error("{0:?} is not a condition such as kind:complaint")]
    BadCondition(String),
    /// A time is neither a day nor a moment.
    #[error("{0:?} is neither a day nor a moment")]
    BadTime(String),
    /// The period ends before it begins.
    #[error("the period ends before it begins")]
    EmptyPeriod,
    /// The period has too many parts of this grain.
    #[error("the period has more than {0} parts")]
    TooManyParts(i64),
    /// The place to go on from is not one of ours.
    #[error("{0:?} is not a place to go on from")]
    BadCursor(String),
    /// The file would have too many rows.
    #[error("the file would have more than {0} rows")]
    TooManyRows(i64),
    /// The file's format is unknown.
    #[error("{0:?} is not a format of files")]
    UnknownFormat(String),
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::UnknownMetric(it) => Refusal::new(404, "measures.unknown_metric").with("metric", it),
            Self::UnknownDimension(it) => {
                Refusal::new(422, "measures.unknown_dimension").field("by").with("dimension", it)
            }
            Self::NotToldApart { metric, dimension } => Refusal::new(422, "measures.not_told_apart")
                .field("by")
                .with("metric", metric)
                .with("dimension", dimension),
            Self::BadCondition(it) => Refusal::new(422, "measures.bad_condition").field("where").with("condition", it),
            Self::BadTime(it) => Refusal::new(422, "measures.bad_time").field("from").with("time", it),
            Self::EmptyPeriod => Refusal::new(422, "measures.empty_period").field("to"),
            Self::TooManyParts(it) => Refusal::new(422, "measures.too_many_parts").field("grain").with("limit", it),
            Self::BadCursor(it) => Refusal::new(422, "measures.bad_cursor").field("after").with("cursor", it),
            Self::TooManyRows(it) => Refusal::new(422, "measures.too_many_rows").field("to").with("limit", it),
            Self::UnknownFormat(it) => Refusal::new(422, "measures.unknown_format").field("format").with("format", it),
        }
    }
}
