//! What the importer cannot do.

use base::{Refusal, Refuse};

use crate::mapping::Wrong;

/// Why an import is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The mapping cannot be used.
    #[error("the mapping cannot be used: {0}")]
    Mapping(#[from] Wrong),
    /// The file cannot be opened or is not what it seems to be.
    #[error("{file} cannot be read: {reason}")]
    File {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// There is no such run.
    #[error("there is no such import")]
    NotFound,
    /// The run has begun already.
    #[error("the import has begun already")]
    Begun,
    /// No file came with the request.
    #[error("no file was sent")]
    NoFile,
    /// It was stopped; what is there stays, and the same file goes on behind it later.
    #[error("stopped after {rows} rows")]
    Stopped {
        /// Rows dealt with.
        rows: u64,
    },
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::Mapping(Wrong::Columns(columns)) => {
                Refusal::new(422, "importer.no_column").field("mapping").with("columns", columns.join(", "))
            }
            Self::Mapping(wrong) => Refusal::new(422, "importer.bad_mapping").field("mapping").with("reason", wrong),
            Self::File { file, reason } => {
                Refusal::new(422, "importer.unreadable").field("file").with("file", file).with("reason", reason)
            }
            Self::NotFound => Refusal::new(404, "importer.not_found"),
            Self::Begun => Refusal::new(409, "importer.begun"),
            Self::NoFile => Refusal::new(422, "importer.no_file").field("file"),
            Self::Stopped { rows } => Refusal::new(409, "importer.stopped").with("rows", rows),
        }
    }
}
