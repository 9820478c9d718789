//! From a driver's error to a [`Failure`], told apart by kind and never by the name of a constraint.

use std::io;

use base::{Failure, fault};
use postgres::error::SqlState;

/// A row that had to be there is not.
#[derive(Debug, thiserror::Error)]
#[error("no row for: {0}")]
pub struct Missing(pub String);

/// What went wrong, with the statement that did it.
#[derive(Debug, thiserror::Error)]
#[error("{source}; in: {sql}")]
struct InStatement<E: std::error::Error + 'static> {
    source: E,
    sql: String,
}

/// No room is left to write to.
pub(crate) fn out_of_room(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Failure {
    fault(io::Error::new(io::ErrorKind::StorageFull, source))
}

pub(crate) fn sqlite(source: rusqlite::Error, sql: &str) -> Failure {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted};
    match source.sqlite_error_code() {
        Some(DatabaseBusy | DatabaseLocked | OperationInterrupted) => Failure::Busy,
        Some(DiskFull) => out_of_room(InStatement { source, sql: sql.to_owned() }),
        _ => fault(InStatement { source, sql: sql.to_owned() }),
    }
}

pub(crate) fn postgres(source: postgres::Error, sql: &str) -> Failure {
    const PASSING: [&SqlState; 6] = [
        &SqlState::QUERY_CANCELED,
        &SqlState::T_R_DEADLOCK_DETECTED,
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::LOCK_NOT_AVAILABLE,
        &SqlState::ADMIN_SHUTDOWN,
        &SqlState::CANNOT_CONNECT_NOW,
    ];
    if source.is_closed() || source.code().is_some_and(|it| PASSING.contains(&it)) {
        return Failure::Busy;
    }
    if source.code() == Some(&SqlState::DISK_FULL) {
        return out_of_room(InStatement { source, sql: sql.to_owned() });
    }
    fault(InStatement { source, sql: sql.to_owned() })
}
