//! The figures of a service organisation, each defined once.
//!
//! [`catalogue`] lists every metric. A listener on the event log turns events into facts and sums as they happen, at
//! a constant cost each; the same sums come out, to the bit, when they are rebuilt from the log. A figure is read
//! with its number of facts and its interval, can be compared, and opens down to the facts behind it.

pub mod api;
pub mod catalogue;
mod house;
mod http;
mod listener;
pub mod mining;
mod model;
mod refused;
pub mod report;
pub mod rules;
mod store;
#[cfg(test)]
mod testing;

pub use house::{CaseName, House, Setting, Shared};
pub use http::routes;
pub use listener::Measures;
pub use model::{CaseState, Dimension, Dims, Effect, Fact, FactKey, Mark, Stint};
pub use refused::Refused;
pub use store::MIGRATIONS;

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));
