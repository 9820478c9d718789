//! Decisions without input or output.

pub mod check;
pub mod masking;

#[cfg(test)]
mod tests;
