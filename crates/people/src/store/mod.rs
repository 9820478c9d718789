//! All SQL of this capability.

pub mod absences;
pub mod certificates;
pub mod delegations;
pub mod invitations;
pub mod list;
pub mod names;
pub mod news;
pub mod persons;
pub mod posts;
pub mod providers;
pub mod reviews;
pub mod roles;
pub mod rounds;
pub mod seats;
pub mod second_factor;
pub mod sessions;
pub mod units;

#[cfg(test)]
mod tests;
