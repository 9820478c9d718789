//! How events become figures, as pure functions: no database, no clock, no chance.

pub mod account;
pub mod compare;
pub mod figure;
pub mod heard;
pub mod local;
pub mod rank;
pub mod scale;
pub mod student;
pub mod sums;

#[cfg(test)]
mod tests;
