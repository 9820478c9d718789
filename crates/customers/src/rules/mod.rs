//! Decisions without input or output.

pub mod check;
pub mod likeness;
pub mod masking;
pub mod naming;
pub mod redact;
pub mod sheet;

#[cfg(test)]
mod tests;

#[cfg(test)]
mod naming_tests;

#[cfg(test)]
mod redact_tests;
