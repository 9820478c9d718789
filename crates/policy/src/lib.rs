//! Policy as data (制度): every number, list, weight, form and text that a written management policy would carry.
//!
//! A policy is a typed document of one of a few kinds, in TOML. It has versions; each holds from a moment on, for
//! the whole organisation, a site, a team or a role, once a second person has approved it. What was decided under
//! a version names it for ever (`limits@3`). Ready packs come with the program. Pure rules read, check, compare
//! and resolve documents.

pub mod book;
pub mod model;
pub mod packs;
mod refused;
pub mod rules;

pub use refused::Refused;
