//! What is written about complaints.

use base::ids::{FindingId, PersonId, UnitId};
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::complaint::{Justified, QuietRoom, Severity};

/// The complaint record was written, or written anew: the initial assessment.
#[derive(Debug, Serialize, Deserialize)]
pub struct ComplaintRecorded {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// What the customer complains of.
    pub facts: String,
    /// What the customer asks for.
    pub demand: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether the customer was calmed by the script first.
    pub calmed: bool,
    /// What came of the quiet room.
    pub quiet_room: QuietRoom,
}

/// Something was looked into.
#[derive(Debug, Serialize, Deserialize)]
pub struct ComplaintInvestigated {
    /// The entry.
    pub finding: FindingId,
    /// What was found.
    pub found: String,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<String>,
}

/// It was decided who is right, and what is done.
#[derive(Debug, Serialize, Deserialize)]
pub struct ComplaintFound {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// Whether it is justified.
    pub justified: Justified,
    /// On which grounds.
    pub grounds: String,
    /// The unit at fault.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault_unit_id: Option<UnitId>,
    /// The person at fault.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault_person_id: Option<PersonId>,
    /// The class of the cause.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cause: Option<String>,
    /// What is done for the customer.
    pub solution: String,
}

/// It was written down what is to be learnt.
#[derive(Debug, Serialize, Deserialize)]
pub struct ComplaintAnalysed {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The class of the cause, when there is a finding.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cause: Option<String>,
    /// Why it could happen.
    pub why: String,
    /// What keeps it from happening again.
    pub remedy: String,
}
