//! What a report cannot be asked.

use base::{Refusal, Refuse};

/// Why a question is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no report of that name.
    #[error("there is no report {0:?}")]
    Report(String),
    /// It names nothing that cases can be told apart by.
    #[error("{0:?} names nothing that cases can be told apart by")]
    Dimension(String),
    /// The period ends before it begins.
    #[error("the period ends before it begins")]
    Period,
    /// It is not of the form `name=value`, `name!=value` or `name~text`.
    #[error("{0:?} is no condition")]
    Condition(String),
    /// The report tells no groups apart.
    #[error("the report {report} cannot be told apart by {dim}")]
    NotBy {
        /// The report.
        report: String,
        /// The dimension asked for.
        dim: String,
    },
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Report(name) => Refusal::new(404, "measures.no_report").with("name", name),
            Self::Dimension(name) => Refusal::new(422, "measures.no_dimension").field("by").with("name", name),
            Self::Period => Refusal::new(422, "measures.report_period").field("to"),
            Self::Condition(text) => Refusal::new(422, "measures.no_condition").field("where").with("text", text),
            Self::NotBy { report, dim } => {
                Refusal::new(422, "measures.report_not_by").field("by").with("report", report).with("dimension", dim)
            }
        }
    }
}
