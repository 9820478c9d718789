//! One seam for both databases: SQLite in the same process, PostgreSQL beside it.
//!
//! A transaction is a closure that runs whole on a database thread and is awaited once, at the edge:
//! `db.write(move |tx| ...).await`. Inside it everything is plain synchronous code over a [`Tx`]. One SQL text, one
//! row mapping and one migration file serve both databases; the two dialects meet only in this crate.
//!
//! What every capability shares lies here too: the event log, listeners, timers, the outbox, idempotency keys and
//! text search.

pub mod backup;
pub mod events;
pub mod idempotency;
pub mod listeners;
pub mod migrate;
pub mod numbers;
pub mod outbox;
pub mod search;
pub mod timers;

mod error;
mod handle;
mod job;
mod postgres;
mod row;
mod sqlite;
mod tx;
mod value;
mod words;

pub use error::Missing;
pub use handle::{Db, Options, Target, World, Written};
pub use migrate::Migration;
pub use row::{Column, FromRow, Row};
pub use tx::{Dialect, Tx};
pub use value::{Arg, Json, Value, places};

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));

/// This crate's own tables.
pub const MIGRATIONS: &[Migration] = &[
    migration!(2_026_112_201, "events", both),
    migration!(2_026_112_202, "work"),
    migration!(2_026_112_601, "work_clustered", both),
    migration!(2_026_113_001, "work_keys", both),
    migration!(2_026_113_003, "events_together", both),
];
