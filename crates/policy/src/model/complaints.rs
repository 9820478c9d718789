//! Kind `complaints`: how complaints are received, looked into, answered and learnt from (CAS-13, ISO 10002).

use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Term, Text, Warning};

/// How complaints are handled; no case is one by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Complaints {
    /// Kinds of case that are complaints.
    pub kinds: Vec<String>,
    /// Warnings for every term that has none of its own.
    pub warnings: Vec<Warning>,
    /// What calms a customer first, in this order.
    #[serde(default)]
    pub calm: Vec<CalmStep>,
    /// Whether a quiet room can be offered.
    pub quiet_room: bool,
    /// Processes; of those that fit, the one that names the class holds.
    pub processes: Vec<ComplaintProcess>,
    /// Classes of causes.
    pub causes: Vec<Cause>,
}

/// One step of the script that calms a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalmStep {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: Text,
    /// What is said.
    pub says: Text,
}

/// How complaints of some classes go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintProcess {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Classes; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Until when each stage is reached, counted from receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageTerm>,
    /// How often the customer hears of the progress; never when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Term>,
    /// What has to be there before closing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<ComplaintPart>,
}

/// Until when a stage is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StageTerm {
    /// The stage.
    pub stage: ComplaintStage,
    /// Until when.
    pub term: Term,
}

/// The stages of ISO 10002.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintStage {
    /// Taken in.
    Receipt,
    /// Somebody answers for it, and its way can be followed.
    Tracking,
    /// The customer knows that it was taken in.
    Acknowledgement,
    /// How serious it is and what it asks for is written down.
    InitialAssessment,
    /// What happened is looked into.
    Investigation,
    /// It is decided who is right, and what is offered.
    Response,
    /// The customer hears of the decision.
    Communication,
    /// Over.
    Closing,
}

/// A part of the record of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintPart {
    /// The complaint record.
    Record,
    /// At least one entry of the investigation.
    Investigation,
    /// The finding.
    Finding,
    /// The analysis of the cause.
    Analysis,
}

/// A class of causes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

impl Complaints {
    /// Whether a kind of case is a complaint.
    pub fn is_one(&self, kind: &str) -> bool {
        self.kinds.iter().any(|it| it == kind)
    }

    /// The process of a class; the one that names it goes first.
    pub fn process(&self, class: Option<&str>) -> Option<&ComplaintProcess> {
        let fit = || self.processes.iter().filter(|it| fits(&it.classes, class));
        fit().find(|it| !it.classes.is_empty()).or_else(|| fit().next())
    }
}
