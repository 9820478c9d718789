//! What every capability speaks: ids, time, working calendars, money, shares, statistics, pages and refusals.
//!
//! Nothing here does input or output, waits, or asks the operating system for the time: the only two doors to
//! the world are [`SystemClock`] and [`OsRandom`], made once by the binary and passed in everywhere else.

pub mod calendar;
pub mod failure;
pub mod ids;
pub mod money;
pub mod page;
pub mod param;
pub mod random;
pub mod share;
pub mod stats;
pub mod text;
pub mod time;

pub use failure::{Failure, FieldProblem, Refusal, Refuse, Result, fault};
pub use money::Fen;
pub use page::{Page, Paged};
pub use param::{Param, Params};
pub use random::{Mint, OsRandom, Random, SeededRandom};
pub use share::PerMille;
pub use time::{Clock, Day, FixedClock, Span, Stamp, SystemClock};
