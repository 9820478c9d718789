//! Letters: read, answered, fetched and sent. Knows nothing of conversations and keeps nothing.
//!
//! - [`read`] makes a [`Letter`] of the bytes that came: what is said, apart from what is quoted; safe HTML; files; who it
//!   says it is from and what the receiving server proved of that; whether a machine wrote it.
//! - [`thread`] decides which of our letters it answers, never by its subject.
//! - [`compose`] makes the bytes of an answer.
//! - [`imap`] fetches what is new and waits for more, [`smtp`] sends. Both talk TLS, and plainly only to this machine.
//!
//! Source: requirement CHN-2.

pub mod authentication;
pub mod automatic;
pub mod compose;
pub mod html;
pub mod imap;
pub mod letter;
pub mod quote;
pub mod settings;
pub mod smtp;
pub mod thread;
pub mod trust;

mod read;

pub use letter::{Address, Enclosure, Letter};
pub use read::{Reading, Unreadable, read};
pub use settings::{MailSecurity, MailServer, MailSettings};
pub use trust::Trust;

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));

#[cfg(test)]
mod tests;
