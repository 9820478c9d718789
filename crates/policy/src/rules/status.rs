//! The way of a version: draft, submitted, reviewed, approved by a second person, withdrawn (POL-2).

use base::Stamp;
use base::ids::PersonId;

use super::resolve::{Chain, resolve};
use crate::Refused;
use crate::model::{Deed, Done, Kind, Status, Version};

/// What somebody does with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Changes the text; it is a draft again.
    Edit,
    /// Hands it to the reviewers.
    Submit,
    /// Finds it fit.
    Review,
    /// Puts it in force from its day on.
    Approve,
    /// Sends it back to its author.
    Reject,
    /// Gives it up.
    Discard,
    /// Switches it off.
    Withdraw,
}

impl Act {
    /// Everything that can be done with a version, in the order of the buttons.
    pub const ALL: [Self; 7] =
        [Self::Edit, Self::Submit, Self::Review, Self::Approve, Self::Reject, Self::Discard, Self::Withdraw];

    /// How the history names it.
    pub fn deed(self) -> Deed {
        match self {
            Self::Edit => Deed::Edited,
            Self::Submit => Deed::Submitted,
            Self::Review => Deed::Reviewed,
            Self::Approve => Deed::Approved,
            Self::Reject => Deed::SentBack,
            Self::Discard => Deed::Discarded,
            Self::Withdraw => Deed::Withdrawn,
        }
    }

    /// Whether it is done with a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::Withdraw)
    }
}

/// Whether somebody wrote in a version, at first or later.
pub fn wrote(it: &Version, history: &[Done], by: &PersonId) -> bool {
    let wrote = |one: &Done| matches!(one.deed, Deed::Drafted | Deed::Edited) && one.by.as_ref() == Some(by);
    it.author.as_ref() == Some(by) || history.iter().any(wrote)
}

/// What a version becomes by an act, or why not.
///
/// - A version that was approved is never changed again: what was decided under it stays explained by it.
/// - Nobody reviews or approves what they wrote in themselves, be it as its author or later (POL-2: a second person).
pub fn next_status(it: &Version, history: &[Done], act: Act, by: &PersonId) -> Result<Status, Refused> {
    let waits = matches!(it.status, Status::Draft | Status::Submitted | Status::Reviewed);
    match (act, it.status) {
        (Act::Edit, _) if waits => Ok(Status::Draft),
        (Act::Discard, _) if waits => Ok(Status::Discarded),
        (Act::Submit, Status::Draft) => Ok(Status::Submitted),
        (Act::Reject, Status::Submitted | Status::Reviewed) => Ok(Status::Draft),
        (Act::Review, Status::Submitted) if wrote(it, history, by) => Err(Refused::OwnReview),
        (Act::Review, Status::Submitted) => Ok(Status::Reviewed),
        (Act::Approve, Status::Reviewed) if wrote(it, history, by) => Err(Refused::OwnApproval),
        (Act::Approve, Status::Reviewed) => Ok(Status::Approved),
        (Act::Withdraw, Status::Approved) => Ok(Status::Withdrawn),
        (_, status) => Err(Refused::NotNow { status }),
    }
}

/// Whether a reason was given where one is needed.
pub fn must_say_why(act: Act, reason: Option<&str>) -> Result<(), Refused> {
    let said = reason.is_some_and(|it| !it.trim().is_empty());
    if act.needs_reason() && !said { Err(Refused::ReasonMissing) } else { Ok(()) }
}

/// Whether an act comes into question at all for a version that has come so far.
pub fn fits(status: Status, act: Act) -> bool {
    match status {
        Status::Draft => matches!(act, Act::Edit | Act::Submit | Act::Discard),
        Status::Submitted => matches!(act, Act::Edit | Act::Review | Act::Reject | Act::Discard),
        Status::Reviewed => matches!(act, Act::Edit | Act::Approve | Act::Reject | Act::Discard),
        Status::Approved => act == Act::Withdraw,
        Status::Withdrawn | Status::Discarded => false,
    }
}

/// Whether a version can be switched off: of every kind but time limits something has to hold for the organisation, or
/// nobody can work and nobody can mend it.
///
/// - `all`: every version of its kind.
pub fn may_end(it: &Version, all: &[Version], now: Stamp) -> Result<(), Refused> {
    let others: Vec<Version> = all.iter().filter(|one| one.version != it.version).cloned().collect();
    let chain = Chain::default();
    let holds = resolve(all, now, &chain).is_some_and(|one| one.version == it.version);
    if it.kind != Kind::Limits && holds && resolve(&others, now, &chain).is_none() {
        return Err(Refused::Needed(it.kind));
    }
    Ok(())
}
