//! The people of the organisation: units, posts, staff, roles, sign-in and sessions (PPL-1, PPL-2, SEC-2).
//!
//! - The organisation is a tree: company, sites, teams. "This unit and all below" is one look-up.
//! - Roles are words of the policy `access`; each right reaches as far as the role that gives it. Nobody gives power
//!   they do not have.
//! - Passwords are argon2id. Sessions lie on the server, known by the hash of their token; they can be listed and
//!   ended. Guessing is slowed, the same for logins that exist and that do not.
//! - Every post names who stands in (AB 角, PPL-3): while somebody is absent, whoever acts for them is known at every
//!   moment, and told to others by events.
//! - From a cookie to who asks costs a look into memory; see [`People`].

pub mod api;
pub mod events;
pub mod jobs;
pub mod model;

mod acts;
mod cache;
mod handle;
mod hasher;
mod http;
mod oidc;
mod reading;
mod refused;
mod rules;
mod store;
mod turned_away;

pub use handle::People;
pub use http::routes;
pub use refused::Refused;
pub use turned_away::TurnedAway;

/// This crate's own tables.
pub const MIGRATIONS: &[db::Migration] = &[
    db::migration!(2_026_112_231, "people"),
    db::migration!(2_026_112_801, "people_absence"),
    db::migration!(2_026_112_803, "people_second_factor"),
    db::migration!(2_026_112_804, "people_lock"),
    db::migration!(2_026_112_805, "people_review"),
    db::migration!(2_026_112_806, "people_certificate"),
    db::migration!(2_026_112_807, "people_single_sign_on"),
    db::migration!(2_026_112_808, "people_invitation"),
    db::migration!(2_026_112_809, "people_notice"),
    db::migration!(2_026_112_810, "people_review_round"),
];

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
