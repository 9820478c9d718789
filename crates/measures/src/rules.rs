//! How events become figures, as pure functions: no database, no clock, no chance.

pub mod account;
pub mod compare;
pub mod contacts;
pub mod figure;
pub mod heard;
pub mod local;
pub mod period;
pub mod question;
pub mod rank;
pub mod scale;
pub mod series;
pub mod student;
pub mod sums;

#[cfg(test)]
mod tests;
