//! What happens to what was asked for.

use base::ids::{ApprovalId, CompensationId, PersonId, UnitId};
use base::{Fen, Span, Stamp};
use policy::model::ApprovalAct;
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::approval::Ask;

/// Something was asked for that others have to approve. Those named in `deciders` are told.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalAsked {
    /// The approval.
    pub approval: ApprovalId,
    /// What follows it.
    pub act: ApprovalAct,
    /// What is asked for.
    pub ask: Ask,
    /// Why.
    pub reason: String,
    /// How many levels there are.
    pub levels: usize,
    /// Who decides first; nobody when policy has no levels for it.
    pub deciders: Vec<PersonId>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due_at: Option<Stamp>,
}

/// One level approved; the next one decides.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalPassed {
    /// The approval.
    pub approval: ApprovalId,
    /// What follows it.
    pub act: ApprovalAct,
    /// The level that approved, from 1.
    pub level: i64,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Who decides next.
    pub deciders: Vec<PersonId>,
    /// Until when.
    pub due_at: Stamp,
    /// In whose place it was decided, by somebody who stood in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_place_of: Option<PersonId>,
}

/// Approved at every level; what was asked for is done.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalGranted {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The approval.
    pub approval: ApprovalId,
    /// What followed.
    pub act: ApprovalAct,
    /// Who had asked.
    pub asked_by: PersonId,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// From asking to the last word, by the wall clock.
    pub wall: Span,
    /// The same in working time.
    pub worked: Span,
    /// In whose place it was decided, by somebody who stood in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_place_of: Option<PersonId>,
}

/// Refused at a level.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalRefused {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The approval.
    pub approval: ApprovalId,
    /// What would have followed.
    pub act: ApprovalAct,
    /// The level, from 1.
    pub level: i64,
    /// Who had asked.
    pub asked_by: PersonId,
    /// Why.
    pub reason: String,
    /// From asking to the refusal, by the wall clock.
    pub wall: Span,
    /// The same in working time.
    pub worked: Span,
    /// In whose place it was decided, by somebody who stood in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_place_of: Option<PersonId>,
}

/// Sent back to its asker for more.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalSentBack {
    /// The approval.
    pub approval: ApprovalId,
    /// What would follow.
    pub act: ApprovalAct,
    /// The level, from 1.
    pub level: i64,
    /// Who had asked.
    pub asked_by: PersonId,
    /// What is missing.
    pub reason: String,
    /// In whose place it was decided, by somebody who stood in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_place_of: Option<PersonId>,
}

/// The asker said more; the level decides again.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalAnswered {
    /// The approval.
    pub approval: ApprovalId,
    /// What would follow.
    pub act: ApprovalAct,
    /// What was said.
    pub reason: String,
    /// Who decides.
    pub deciders: Vec<PersonId>,
    /// Until when.
    pub due_at: Stamp,
}

/// Taken back by its asker.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApprovalWithdrawn {
    /// The approval.
    pub approval: ApprovalId,
    /// What would have followed.
    pub act: ApprovalAct,
}

/// A customer was given something.
#[derive(Debug, Serialize, Deserialize)]
pub struct Compensated {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// It.
    pub compensation: CompensationId,
    /// The approval it was granted by.
    pub approval: ApprovalId,
    /// What, a word of policy.
    pub kind: String,
    /// How much it is worth.
    pub fen: Fen,
    /// Whose budget it comes from.
    pub budget_unit_id: UnitId,
}

/// A demand is refused; these words are for the customer.
#[derive(Debug, Serialize, Deserialize)]
pub struct DemandRefused {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The approval it was granted by.
    pub approval: ApprovalId,
    /// The demand.
    pub demand: String,
    /// On which grounds.
    pub grounds: String,
    /// What is to be said.
    pub reply: String,
}
