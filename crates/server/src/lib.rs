//! Puts all capabilities together into the program `hearth`.
//!
//! - [`cli`]: the command line.
//! - [`open`]: the database, the keys and the policies of one installation.
//! - [`wiring`]: who hears what; reads as the service loop.
//! - [`app`]: every route, and the layers around them.
//! - [`serve`]: the running server.
//! - [`demo`]: a believable organisation, made from a seed.

pub mod app;
pub mod assets;
pub mod cli;
pub mod demo;
pub mod nodes;
mod observe;
pub mod open;
pub mod serve;
pub mod wiring;
