//! Cases brought before leaders, and watched by them.

use base::Stamp;
use base::ids::{EscalationId, PersonId};
use serde::{Deserialize, Serialize};

use crate::model::Dims;

/// A case was brought before a leader, who is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Escalated {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The escalation.
    pub escalation: EscalationId,
    /// The level of the ladder, from 1; 0 for a grave nature.
    pub level: i64,
    /// The nature.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nature: Option<String>,
    /// What brought it: `by_hand`, `not_taken`, or an event of policy.
    pub cause: String,
    /// Why, in somebody's words.
    pub reason: String,
    /// Before whom.
    pub leaders: Vec<PersonId>,
    /// Until when it is to be taken.
    pub due_at: Stamp,
}

/// A leader has taken it.
#[derive(Debug, Serialize, Deserialize)]
pub struct EscalationTaken {
    /// The escalation.
    pub escalation: EscalationId,
    /// The level.
    pub level: i64,
}

/// A leader has settled it.
#[derive(Debug, Serialize, Deserialize)]
pub struct EscalationSettled {
    /// The escalation.
    pub escalation: EscalationId,
    /// The level.
    pub level: i64,
    /// How.
    pub answer: String,
}

/// A supervisor watches the case until it is settled.
#[derive(Debug, Serialize, Deserialize)]
pub struct Watched {
    /// The escalation that stands for it.
    pub escalation: EscalationId,
    /// What is wanted.
    pub reason: String,
    /// Until when.
    pub due_at: Stamp,
    /// Who handles the case, and is told.
    pub owner_id: Option<PersonId>,
    /// Who watches it, and is told where it came by itself.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supervisor: Option<PersonId>,
}
