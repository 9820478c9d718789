//! What people do here, whole: load, decide, save, tell. The routes and the command line call the same.

pub mod access;
pub mod persons;
pub mod posts;
pub mod setup;
pub mod signing;
pub mod units;
