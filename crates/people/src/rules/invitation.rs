//! What a link by which somebody sets their password is good for.

use base::Stamp;

use crate::model::{InvitationRow, InvitationState};
use crate::turned_away::TurnedAway;

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
pub fn may_use(it: &InvitationRow, now: Stamp) -> Result<(), TurnedAway> {
    match state(it, now) {
        InvitationState::Open => Ok(()),
        InvitationState::Used => Err(TurnedAway::InvitationUsed),
        InvitationState::Expired => Err(TurnedAway::InvitationExpired),
        InvitationState::Withdrawn => Err(TurnedAway::InvitationWithdrawn),
    }
}
