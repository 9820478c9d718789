//! Customers: one profile for each, however many numbers and addresses they are known by (CUS-1, CUS-2).
//!
//! - Names, notes and identities lie sealed in the database. An identity belongs to one customer at most, and is found
//!   by one look-up of its blind index; a name is found when it is the same.
//! - Everything is shown masked, as policy says. To reveal a value takes a right and a reason, and stays on record.
//! - Whoever may read customers reads those of the whole organisation: a customer does not belong to a team.
//! - The timeline tells what happened with a customer; what happened within a case is told by the case, to those who
//!   may see it.

pub mod api;
pub mod events;
pub mod jobs;
pub mod model;

mod acts;
mod handle;
mod http;
mod names;
mod read;
mod refused;
mod rules;
mod store;

pub use handle::{Customers, Sight};
pub use http::routes;
pub use refused::Refused;

/// This crate's own tables.
pub const MIGRATIONS: &[db::Migration] = &[
    db::migration!(2_026_112_241, "customers"),
    db::migration!(2_026_112_242, "customers_names", both),
    db::migration!(2_026_112_243, "customers_merge"),
    db::migration!(2_026_112_244, "customers_sheet"),
    db::migration!(2_026_112_245, "customers_privacy"),
];

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
