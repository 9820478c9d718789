//! Decisions about documents, as pure functions.
