//! Customers asked afterwards, and cases that are parts of others.

use std::collections::BTreeMap;

use base::ids::{CaseId, FollowUpId, PersonId};
use base::{PerMille, Stamp};
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::follow_up::FollowUpResult;

/// A customer is to be asked. Whoever is to ask is told.
#[derive(Debug, Serialize, Deserialize)]
pub struct FollowUpMade {
    /// The follow-up.
    pub follow_up: FollowUpId,
    /// The rule of policy.
    pub rule: String,
    /// Who is to ask.
    pub person_id: Option<PersonId>,
    /// Until when.
    pub due_at: Stamp,
    /// Where the dice of the sample began.
    pub seed: i64,
    /// What was thrown, in thousandths.
    pub drawn: i64,
    /// The rule's share.
    pub share: PerMille,
}

/// A try reached nobody.
#[derive(Debug, Serialize, Deserialize)]
pub struct FollowUpTried {
    /// The follow-up.
    pub follow_up: FollowUpId,
    /// Which try.
    pub attempt: i64,
    /// When the next one may be; nothing after the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next_at: Option<Stamp>,
    /// What was noted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// A follow-up ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct FollowUpEnded {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The follow-up.
    pub follow_up: FollowUpId,
    /// What came of it.
    pub result: FollowUpResult,
    /// What the customer said.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comment: Option<String>,
    /// What the customer scored, by question.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub scores: BTreeMap<String, i64>,
    /// Tries that reached nobody.
    pub attempts: i64,
}

/// A follow-up is no longer wanted.
#[derive(Debug, Serialize, Deserialize)]
pub struct FollowUpLifted {
    /// The follow-up.
    pub follow_up: FollowUpId,
}

/// Another case was made a part of this one: it is not closed before that one is.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartAdded {
    /// The part.
    pub child: CaseId,
    /// Its number.
    pub other_number: i64,
}
