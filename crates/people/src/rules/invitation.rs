//! What a link by which somebody sets their password is good for.

use base::Stamp;

use crate::model::{InvitationRow, InvitationState};
use crate::refused::Refused;

/// What a link is good for at a moment. What was done with it comes before how old it is.
pub fn state(it: &InvitationRow, now: Stamp) -> InvitationState {
    match (it.used_at, it.withdrawn_at) {
        (Some(_), _) => InvitationState::Used,
        (None, Some(_)) => InvitationState::Withdrawn,
        (None, None) if now >= it.until => InvitationState::Expired,
        (None, None) => InvitationState::Open,
    }
}

/// Passes while it can be used.
pub fn may_use(it: &InvitationRow, now: Stamp) -> Result<(), Refused> {
    match state(it, now) {
        InvitationState::Open => Ok(()),
        InvitationState::Used => Err(Refused::InvitationUsed),
        InvitationState::Expired => Err(Refused::InvitationExpired),
        InvitationState::Withdrawn => Err(Refused::InvitationWithdrawn),
    }
}
