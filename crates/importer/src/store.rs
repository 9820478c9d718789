//! All SQL of the importer.

pub mod cases;
pub mod jobs;
pub mod problems;
pub mod rows;
