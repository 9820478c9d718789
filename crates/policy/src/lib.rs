//! Policy as data (制度): every number, list, weight, form and text that a written management policy would carry.
//!
//! A policy is a typed document of one of a few kinds, in TOML. It has versions; each holds from a moment on, for
//! the whole organisation, a site, a team or a role, once a second person has approved it. What was decided under
//! a version names it for ever (`limits@3`). Ready packs come with the program. Pure rules read, check, compare
//! and resolve documents.

pub mod api;
pub mod book;
pub mod events;
pub mod model;
pub mod packs;
pub mod rules;

mod form;
mod house;
mod http;
mod offline;
mod policies;
mod refused;
mod store;
mod what_if;

pub use book::{Book, CalendarRef, Held, InForce};
pub use http::routes;
pub use offline::Report;
pub use policies::Policies;
pub use refused::Refused;

use db::{Migration, migration};

/// This capability's tables.
pub const MIGRATIONS: &[Migration] = &[migration!(2_026_112_210, "policy"), migration!(2_026_112_811, "policy_chain")];

/// This capability's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
