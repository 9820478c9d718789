//! All SQL of the figures.

pub mod behind;
pub mod books;
pub mod clause;
pub mod edition;
pub mod facts;
pub mod percentile;
pub mod read;
pub mod remake;
pub mod sql;
pub mod stints;

#[cfg(test)]
mod tests;

use db::{Migration, migration};

/// This crate's tables.
pub const MIGRATIONS: &[Migration] = &[
    migration!(2_026_112_271, "measures"),
    migration!(2_026_113_002, "measures_person"),
    migration!(2_026_113_021, "measures_records"),
];
