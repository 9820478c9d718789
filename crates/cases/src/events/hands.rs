//! Into whose hands a case comes without a transfer: assigned, entrusted, passed to whoever stands in (AB 角).

use base::ids::{AbsenceId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

/// A case got another handler, or none, within its unit.
#[derive(Debug, Serialize, Deserialize)]
pub struct Assigned {
    /// Who had it.
    pub from: Option<PersonId>,
    /// Who has it.
    pub to: Option<PersonId>,
    /// The unit that has it.
    pub unit_id: UnitId,
    /// The absence it has to do with, when somebody stands in.
    #[serde(flatten, skip_serializing_if = "Option::is_none", default)]
    pub stood_in: Option<StoodIn>,
}

/// The first receiver's responsibility was given to somebody else.
#[derive(Debug, Serialize, Deserialize)]
pub struct Entrusted {
    /// Who had it.
    pub from: Option<PersonId>,
    /// Who has it.
    pub to: PersonId,
    /// Why.
    pub reason: String,
    /// The absence it has to do with, when somebody stands in.
    #[serde(flatten, skip_serializing_if = "Option::is_none", default)]
    pub stood_in: Option<StoodIn>,
}

/// Why something passed to whoever stands in for an absent person, or came back (AB 角).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoodIn {
    /// Who is, or was, absent.
    pub absent: PersonId,
    /// Their absence.
    pub absence: AbsenceId,
    /// Whether it came back.
    pub back: bool,
    /// How many open promises of the handler went along; whoever has the case keeps them.
    #[serde(skip_serializing_if = "is_none", default)]
    pub promises: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// A transfer that waits for somebody absent waits for whoever stands in.
#[derive(Debug, Serialize, Deserialize)]
pub struct Readdressed {
    /// For whom it waited.
    pub from: Option<PersonId>,
    /// For whom it waits.
    pub to: PersonId,
    /// Why.
    #[serde(flatten)]
    pub stood_in: StoodIn,
}
