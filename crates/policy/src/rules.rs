//! Decisions about documents, as pure functions: data in, decision and reasons out.

mod apply;
mod calendar;
pub(crate) mod check;
mod diff;
mod edit;
mod merge;
mod path;
pub(crate) mod read;
mod resolve;
mod smart;
mod status;

pub use apply::pick_limit;
pub use calendar::{calendar, working_day};
pub use check::{validate, validate_set};
pub use diff::{Change, diff};
pub use edit::{Edit, begin_from, edit};
pub use merge::{Unmergeable, merge};
pub use path::{NotAPath, Path, Step};
pub use read::read;
pub(crate) use read::read_plain;
pub use resolve::{Chain, Dated, resolve, standing};
pub use smart::{missing, smart_check};
pub use status::{Act, fits, may_end, must_say_why, next_status, wrote};

#[cfg(test)]
pub(crate) mod tests;
