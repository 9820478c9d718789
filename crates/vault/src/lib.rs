//! Keeps personal data and files unreadable to whoever only holds the disk.
//!
//! - Values are sealed with AES-256-GCM under a data key. A data key belongs to one purpose and one epoch, and lies
//!   in `vault_key` wrapped by the master key, which lies outside the database (a file, or the environment).
//! - A sealed value is bound to its table, field and row: moved elsewhere it does not open.
//! - What must be found again by its exact value gets a blind index, an HMAC under a key of its own.
//! - Files are sealed in chunks while they stream, each under a key derived for it alone.
//! - Screens, exports and logs get masked values; the masking is policy and is passed in.
//!
//! Opened values are [`Plain`]; neither they nor any key can be printed by accident.

pub mod files;
pub mod masking;
pub mod media;
pub mod model;
pub mod picture;
pub mod reseal;
pub mod scanner;

mod handle;
mod master;
mod rules;
mod store;

pub use files::Files;
pub use handle::Vault;
pub use masking::{MaskRule, Masking};
pub use master::{BadMasterKey, MasterKey};
pub use model::{Blind, Field, Place, Plain, Purpose, Sealed};
pub use rules::keyring::Marker;
pub use rules::normal::normalise;
pub use scanner::Scanner;

/// This crate's own tables.
pub const MIGRATIONS: &[db::Migration] = &[db::migration!(2_026_112_220, "vault_key")];

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
