//! What the importer cannot do.

use base::{Param, Refusal, Refuse};

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
        reason: Param,
    },
    /// A row of the file has no end.
    #[error("{file}: the row that begins on line {line} has no end")]
    Endless {
        /// The file.
        file: String,
        /// Line on which the row begins.
        line: u64,
    },
    /// There is no such run.
    #[error("there is no such import")]
    NotFound,
    /// The run has begun already.
    #[error("the import has begun already")]
    Begun,
    /// Another run of the same source goes on.
    #[error("another import of {source_name} goes on")]
    Busy {
        /// The source.
        source_name: String,
    },
    /// Another process does the same run.
    #[error("the same import goes on elsewhere")]
    Taken,
    /// Another run of the same source came in between.
    #[error("another import of {source_name} came in between")]
    Overtaken {
        /// The source.
        source_name: String,
    },
    /// The run does not go on, so it cannot be stopped.
    #[error("the import is not running")]
    NotRunning,
    /// Somebody else sent the file.
    #[error("somebody else sent this file")]
    NotYours,
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
            Self::Mapping(Wrong::Lacks(name)) => {
                Refusal::new(422, "importer.mapping_lacks").field("mapping").with("name", name)
            }
            Self::Mapping(Wrong::Value { at, value }) => {
                Refusal::new(422, "importer.mapping_value").field("mapping").with("at", at).with("value", value)
            }
            Self::Mapping(Wrong::Field(id)) => {
                Refusal::new(422, "importer.no_field").field("mapping").with("field", id)
            }
            Self::Mapping(Wrong::File(name)) => {
                Refusal::new(422, "importer.file_field").field("mapping").saying("field", name)
            }
            Self::Mapping(wrong) => Refusal::new(422, "importer.bad_mapping").field("mapping").with("reason", wrong),
            Self::File { file, reason } => Refusal::new(422, "importer.unreadable")
                .field("file")
                .with("file", file)
                .saying("reason", reason.clone()),
            Self::Endless { file, line } => {
                Refusal::new(422, "importer.endless_row").field("file").with("file", file).with("line", line)
            }
            Self::NotFound => Refusal::new(404, "importer.not_found"),
            Self::Begun => Refusal::new(409, "importer.begun"),
            Self::Busy { source_name } => Refusal::new(409, "importer.busy").with("source", source_name),
            Self::Taken => Refusal::new(409, "importer.taken"),
            Self::Overtaken { source_name } => Refusal::new(409, "importer.overtaken").with("source", source_name),
            Self::NotRunning => Refusal::new(409, "importer.not_running"),
            Self::NotYours => Refusal::new(403, "importer.not_yours"),
            Self::NoFile => Refusal::new(422, "importer.no_file").field("file"),
            Self::Stopped { rows } => Refusal::new(409, "importer.stopped").with("rows", rows),
        }
    }
}
