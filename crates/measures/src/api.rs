//! What other capabilities and the command line ask of figures.

mod answer;
mod ask;
mod remake;
mod rows;

pub use answer::{Answer, Compared, Figure, Group, Point, answer};
pub use ask::{Ask, Asked, ask};
pub use remake::{Progress, rebuild, verify};
pub use rows::{FactCase, FactRow, Named, chunk, rows};

pub use crate::store::remake::Differing;
