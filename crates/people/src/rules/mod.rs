//! Decisions without input or output.

pub mod absence;
pub mod backup;
pub mod certificate;
pub mod defaults;
pub mod id_token;
pub mod invitation;
pub mod login;
pub mod power;
pub mod provider;
pub mod reach;
pub mod review;
pub mod reviewer;
pub mod roster_file;
pub mod scope;
pub mod session;
pub mod slowing;
pub mod totp;
pub mod tree;

#[cfg(test)]
mod tests;
