//! Quality, the live part: what happens on the floor right now, seen by those who answer for it (QUA-1).
//!
//! - The board knows every conversation that is not over and every agent who is there. It follows the event log as the
//!   floor does, is made anew from what is written whenever something goes wrong, and answers from memory.
//! - An alert is a record: raised once for a cause, acknowledged, owned, settled; over when its cause is gone. All of it
//!   is on the log. What is worth an alert is policy.
//! - How agitated a customer sounds is scored on our own machine: by a list of words, or by a small model an
//!   organisation trains itself.
//!
//! Watching, whispering, joining and taking over are acts on conversations: see `channels`.

pub mod agitation;
pub mod api;
pub mod events;
pub mod model;
pub mod rules;

mod acts;
mod handle;
mod http;
mod jobs;
mod refused;
mod store;

pub use handle::Quality;
pub use http::routes;
pub use refused::Refused;

/// This crate's own tables.
pub const MIGRATIONS: &[db::Migration] = &[db::migration!(2_026_112_931, "quality")];

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
