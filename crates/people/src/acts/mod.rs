//! What people do here, whole: load, decide, save, tell. The routes and the command line call the same.

pub mod absences;
pub mod access;
pub mod backups;
pub mod certificates;
pub mod delegations;
pub mod holding;
pub mod import;
pub mod invitations;
pub mod locks;
pub mod news;
pub mod persons;
pub mod posts;
pub mod providers;
pub mod rounds;
pub mod second_factor;
pub mod setup;
pub mod signing;
pub mod sso;
pub mod units;

use base::ids::PersonId;
use db::events::About;

/// An event about somebody.
fn about(person: &PersonId) -> About<'_> {
    About { person: Some(person), ..About::default() }
}
