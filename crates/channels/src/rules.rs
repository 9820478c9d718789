//! Decisions about contacts, as pure functions.

mod closing;
pub(crate) mod entrances;
pub(crate) mod floor;
mod pace;
mod plan;
mod snippet;

pub use closing::summary;
pub use floor::{Contact, Floor, Known, Offer, Presence, Whereabouts};
pub use pace::{Pace, as_told};
pub use plan::{Agent, Plan};
pub use snippet::snippet;
