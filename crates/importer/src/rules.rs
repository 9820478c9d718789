//! The decisions: what a cell says, what a row says, and which events that makes of a case. No input or output.

pub mod answer;
pub mod clock;
pub mod deed;
pub mod fingerprint;
pub mod life;
pub mod plan;
pub mod row;
#[cfg(test)]
mod tests;
