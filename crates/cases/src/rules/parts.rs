//! No case closes with anything of it open with others (CAS-11).

use crate::barred::Barred;
use crate::refused::Refused;

/// What of a case is still open with others. Promises stand on the case itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// An approval waits to be decided.
    pub approval: bool,
}

/// Whether nothing is open any more.
pub fn settled(parts: Parts) -> Result<(), Refused> {
    if parts.approval { Err(Barred::OpenApproval.into()) } else { Ok(()) }
}
