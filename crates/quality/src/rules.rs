//! The board and what on it is worth an alert, as pure functions.

mod board;
mod causes;
mod mood;

pub use board::{Board, Load, Talk, Tally, Within};
pub use causes::{Cause, Watch, causes};
pub use mood::Mood;

#[cfg(test)]
mod tests;
