//! Decisions without input or output.

pub mod absence;
pub mod backup;
pub mod certificate;
pub mod defaults;
pub mod login;
pub mod power;
pub mod reach;
pub mod review;
pub mod roster_file;
pub mod scope;
pub mod session;
pub mod slowing;
pub mod totp;
pub mod tree;

#[cfg(test)]
mod tests;
