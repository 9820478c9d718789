//! Decisions about documents, as pure functions: data in, decision and reasons out.

mod apply;
mod calendar;
pub(crate) mod check;
mod diff;
mod merge;
pub(crate) mod read;
mod resolve;
mod smart;
mod status;

pub use apply::pick_limit;
pub use calendar::{calendar, working_day};
pub use check::{validate, validate_set};
pub use diff::{Change, diff};
pub use merge::{Unmergeable, merge};
pub use read::read;
pub(crate) use read::read_plain;
pub use resolve::{Chain, Dated, resolve, standing};
pub use smart::{missing, smart_check};
pub use status::{Act, next_status};

#[cfg(test)]
pub(crate) mod tests;
