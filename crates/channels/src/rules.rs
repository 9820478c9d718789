//! Decisions about contacts, as pure functions.

pub(crate) mod entrances;
pub(crate) mod floor;
mod pace;
mod plan;
mod snippet;

pub use floor::{Contact, Floor, Known, Offer, Presence, Whereabouts};
pub use pace::{Pace, as_told};
pub use plan::{Agent, Plan};
pub use snippet::snippet;
