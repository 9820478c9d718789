//! All SQL of the figures.

pub mod books;
pub mod edition;
pub mod sql;

use db::{Migration, migration};

/// This crate's tables.
pub const MIGRATIONS: &[Migration] = &[migration!(2_026_112_271, "measures")];
