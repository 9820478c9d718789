//! All SQL of this capability.

pub mod agents;
pub mod conversations;
pub mod drafts;
pub mod entrances;
pub mod files;
pub mod lists;
pub mod messages;
pub mod parties;
pub mod parts;
pub mod router;
