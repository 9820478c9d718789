//! The life of a case (工单): taken in, worked on step by step under policy and time limits, fed back, closed.
//!
//! - A case has a kind, a class, an owner, a unit, and a first receiver who stays responsible (首问负责).
//! - Time limits run as clocks, one row per target and instance; they are warned of ahead and explain themselves.
//! - Nothing closes silently: promises, transfers and the customer's word come first.
//! - Every change appends events; lists and counters are kept by the same transaction.
//!
//! [`api`] has the commands, as plain functions on a transaction; [`events`] what others hear; [`routes`] the way in
//! from outside; [`jobs`] what timers call.

pub mod api;
pub mod events;
pub mod files;
pub mod jobs;
pub mod model;
pub mod rules;

mod barred;
mod desk;
mod http;
mod refused;
mod store;

#[cfg(test)]
mod testing;

pub use barred::Barred;
pub use desk::Desk;
pub use http::routes;
pub use refused::Refused;

/// This capability's tables.
pub const MIGRATIONS: &[db::Migration] = &[
    db::migration!(2_026_112_251, "cases"),
    db::migration!(2_026_112_252, "cases_number", both),
    db::migration!(2_026_112_253, "cases_notices"),
    db::migration!(2_026_112_602, "cases_clustered", both),
    db::migration!(2_026_112_254, "cases_approvals"),
    db::migration!(2_026_112_255, "cases_follow_ups"),
    db::migration!(2_026_112_256, "cases_complaints"),
    db::migration!(2_026_112_257, "cases_escalations"),
    db::migration!(2_026_112_802, "cases_stand_in"),
    db::migration!(2_026_112_813, "cases_services", both),
    db::migration!(2_026_112_823, "cases_together", both),
    db::migration!(2_026_112_833, "cases_marks", both),
    db::migration!(2_026_112_834, "cases_desk"),
    db::migration!(2_026_112_951, "cases_portal", both),
    db::migration!(2_026_112_839, "cases_bulk", both),
    db::migration!(2_026_112_982, "cases_view_list"),
    db::migration!(2_026_113_022, "cases_link_keyed", both),
    db::migration!(2_026_113_023, "cases_party_owns"),
];

/// This capability's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
