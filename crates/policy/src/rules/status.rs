//! The way of a version: draft, reviewed, approved by a second person, withdrawn (POL-2).

use base::ids::PersonId;

use crate::Refused;
use crate::model::{Status, Version};

/// What somebody does with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Changes the text; it is a draft again.
    Edit,
    /// Finds it fit.
    Review,
    /// Puts it in force from its day on.
    Approve,
    /// Sends it back to its author.
    Reject,
    /// Switches it off.
    Withdraw,
}

/// What a version becomes by an act, or why not.
///
/// - A version that was approved is never changed again: what was decided under it stays explained by it.
/// - The approver is not the author, and not whoever edited it last (POL-2: a second person).
pub fn next_status(it: &Version, act: Act, by: &PersonId) -> Result<Status, Refused> {
    match (act, it.status) {
        (Act::Edit, Status::Draft | Status::Reviewed) | (Act::Reject, Status::Reviewed) => Ok(Status::Draft),
        (Act::Review, Status::Draft) => Ok(Status::Reviewed),
        (Act::Approve, Status::Reviewed) if it.author.as_ref() == Some(by) => Err(Refused::OwnApproval),
        (Act::Approve, Status::Reviewed) => Ok(Status::Approved),
        (Act::Withdraw, Status::Approved) => Ok(Status::Withdrawn),
        (_, status) => Err(Refused::NotNow { status }),
    }
}
