//! Channels: contacts arrive, wait where policy says, go to whoever is to have them, and are talked with (CHN-1 to CHN-9).
//!
//! - A conversation is what is exchanged with one party from the first message to the end; of a party at most one is not
//!   over. Messages are numbered in it without gaps, so that whoever was away asks for what came after the last they saw.
//! - A message is in it once: windows and adapters name what they send, and what came already changes nothing.
//! - The floor decides who gets whom. It reads no clock and draws no lot, so a day can be played again to the same end;
//!   what is written is the truth, and the floor is made anew from it whenever something goes wrong.
//! - A contact is in one place: it waits, is offered to one agent, or is with one agent. Presence is a lease of the
//!   server's, not a tab's timer.
//! - A day of a call log can be played against a draft policy before it is in force.

pub mod api;
pub mod events;
pub mod jobs;
pub mod model;
pub mod playing;
pub mod rules;

mod acts;
mod adapters;
mod handle;
mod http;
mod live;
mod refused;
mod router;
mod store;

pub use handle::Channels;
pub use http::routes;
pub use live::Relay;
pub use refused::Refused;

/// This crate's own tables.
pub const MIGRATIONS: &[db::Migration] = &[
    db::migration!(2_026_112_901, "channels", both),
    db::migration!(2_026_112_924, "channels_mail"),
    db::migration!(2_026_112_961, "channels_inbox"),
    db::migration!(2_026_112_970, "channels_inside"),
    db::migration!(2_026_112_971, "channels_planned"),
    db::migration!(2_026_112_981, "channels_tags"),
    db::migration!(2_026_112_983, "channels_summary"),
];

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
