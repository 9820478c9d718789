//! No case closes with anything of it open with others (CAS-11).

use crate::barred::Barred;
use crate::refused::Refused;

/// What of a case is still open with others. Promises stand on the case itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each stands for itself")]
pub struct Parts {
    /// An approval waits to be decided.
    pub approval: bool,
    /// The customer is still to be asked.
    pub follow_up: bool,
    /// A case that is a part of it is not closed.
    pub child: bool,
    /// A question waits for a leader's answer.
    pub question: bool,
    /// A part that another department was asked for is not over.
    pub joint: bool,
}

/// Whether nothing is open any more.
pub fn settled(parts: Parts) -> Result<(), Refused> {
    let barred = match parts {
        Parts { approval: true, .. } => Barred::OpenApproval,
        Parts { child: true, .. } => Barred::OpenPart,
        Parts { question: true, .. } => Barred::OpenQuestion,
        Parts { joint: true, .. } => Barred::OpenJoint,
        Parts { follow_up: true, .. } => Barred::OpenFollowUp,
        Parts { .. } => return Ok(()),
    };
    Err(barred.into())
}
