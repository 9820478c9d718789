//! Decisions and calculations without input or output; randomness is passed in.

pub mod cipher;
pub mod hex;
pub mod keyring;
pub mod mask;
pub mod normal;

#[cfg(test)]
mod tests;
