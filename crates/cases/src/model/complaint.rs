//! The record of a complaint (投诉): what was said, what was found, who is right, what is learnt (CAS-13).

use base::Stamp;
use base::ids::{CaseId, FindingId, PersonId, UnitId};
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// What came of offering a quiet room.
    pub enum QuietRoom {
        /// Not offered: the customer is not here.
        NotOffered "not_offered",
        /// Offered and taken.
        Taken "taken",
        /// Offered and declined.
        Declined "declined",
    }
}

db::words! {
    /// How grave a complaint is.
    pub enum Severity {
        /// Easily put right.
        Minor "minor",
        /// A real harm.
        Major "major",
        /// Safety, law, or many customers.
        Critical "critical",
    }
}

db::words! {
    /// Whether a complaint is justified.
    pub enum Justified {
        /// It is.
        Valid "valid",
        /// In part.
        Partly "partly",
        /// It is not.
        NotValid "not_valid",
    }
}

/// The complaint record: the initial assessment of what the customer said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintRecord {
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

/// Who is right, what went wrong, what is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ComplaintFinding)]
pub struct Finding {
    /// Whether it is justified.
    pub justified: Justified,
    /// On which grounds.
    pub grounds: String,
    /// The unit at fault.
    #[serde(default)]
    pub fault_unit_id: Option<UnitId>,
    /// The person at fault.
    #[serde(default)]
    pub fault_person_id: Option<PersonId>,
    /// The class of the cause, a word of policy.
    #[serde(default)]
    pub cause: Option<String>,
    /// What is done for the customer.
    pub solution: String,
}

/// What is to be learnt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// Why it could happen.
    pub why: String,
    /// What keeps it from happening again.
    pub remedy: String,
}

/// Something written down, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written<T> {
    /// What.
    pub it: T,
    /// Who.
    pub by_id: PersonId,
    /// When.
    pub at: Stamp,
}

db::row! {
    /// What is written about a complaint, as it stands now. What it was before is in the log.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Complaint {
        /// The case.
        pub case_id: CaseId,
        /// The record.
        pub record: Json<Option<Written<ComplaintRecord>>>,
        /// The finding.
        pub finding: Json<Option<Written<Finding>>>,
        /// The analysis.
        pub analysis: Json<Option<Written<Analysis>>>,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

db::row! {
    /// One entry of an investigation; never changed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Investigated {
        /// Its id.
        pub id: FindingId,
        /// The case.
        pub case_id: CaseId,
        /// What was found.
        pub found: String,
        /// What shows it.
        pub evidence: Option<String>,
        /// Who looked into it.
        pub by_id: PersonId,
        /// When.
        pub at_ms: Stamp,
    }
}
