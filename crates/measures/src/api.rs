//! What other capabilities and the command line ask of figures.

mod answer;
mod ask;
mod remake;

pub use answer::{Answer, Compared, Figure, Group, Point, answer};
pub use ask::{Ask, Asked, ask, sight};
pub use remake::{Progress, rebuild, verify};
