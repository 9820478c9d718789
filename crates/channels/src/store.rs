//! All SQL of this capability.

pub mod agents;
pub mod conversations;
pub mod drafts;
pub mod entrances;
pub mod erasing;
pub mod files;
pub mod letters;
pub mod lists;
pub mod messages;
mod narrow;
pub mod parties;
pub mod parts;
pub mod planned;
pub mod router;
pub mod search;
pub mod tags;
