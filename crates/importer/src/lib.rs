//! Brings files of other systems in as cases and events: the same events as live work, so that every figure, map
//! and timeline treats them alike.
//!
//! A file is read row by row ([`read`]), a mapping says which column is what ([`mapping`]), the rules make facts of
//! rows and events of facts ([`rules`]), and a run writes them in batches that can be taken up again at any point.

pub mod api;
pub mod calls;
pub mod mapping;
pub mod model;
pub mod read;
pub mod rules;
pub mod words;

mod desk;
mod http;
#[cfg(test)]
mod real_logs;
mod refused;
mod run;
mod store;
#[cfg(test)]
mod testing;

pub use desk::take_up;
pub use http::routes;
pub use refused::Refused;

use db::{Migration, migration};

/// This capability's tables.
pub const MIGRATIONS: &[Migration] =
    &[migration!(2_026_112_280, "importer"), migration!(2_026_112_281, "importer_field")];

/// This capability's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
