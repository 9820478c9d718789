//! Departments that work on a case together: asked for a part, accepted, sent back, delivered; urged; handled.

use base::ids::{JointId, PersonId, TransferId, UnitId, UrgingId};
use base::{Span, Stamp};
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::urging::{Brought, UrgingKind};

/// A waiting transfer was taken back by who handed the case over.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakenBack {
    /// The transfer.
    pub transfer: TransferId,
    /// The unit that was to take it.
    pub from_unit: UnitId,
    /// The unit that has the case again.
    pub to_unit: UnitId,
    /// The person who has it again.
    pub owner_id: Option<PersonId>,
    /// Who was to accept it, when a person was named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub person_id: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// How long it waited, by the wall clock.
    pub waited: Span,
    /// The same in working time.
    pub worked: Span,
}

/// A department is done with a case it accepted: solved, handed on, or closed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Handled {
    /// The transfer by which it came.
    pub transfer: TransferId,
    /// The department.
    pub unit_id: UnitId,
    /// How long it had the case, by the wall clock.
    pub took: Span,
    /// The same in working time.
    pub worked: Span,
    /// Whether that was within its limit; nothing without one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_time: Option<bool>,
}

/// Another department is asked for a part.
#[derive(Debug, Serialize, Deserialize)]
pub struct JointAsked {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The part.
    pub joint: JointId,
    /// The department that is asked.
    pub to_unit: UnitId,
    /// The person in it.
    pub to_person: Option<PersonId>,
    /// What is asked for.
    pub task: String,
    /// Who is told.
    pub told: Vec<PersonId>,
    /// Until when it is to be accepted.
    pub due_at: Stamp,
    /// Until when the result is wanted, where the host named a moment.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wanted_at: Option<Stamp>,
}

/// The department accepted its part.
#[derive(Debug, Serialize, Deserialize)]
pub struct JointAccepted {
    /// The part.
    pub joint: JointId,
    /// The department.
    pub to_unit: UnitId,
    /// Who works on it.
    pub worker: PersonId,
    /// Who is told.
    pub told: Vec<PersonId>,
    /// How long it waited, by the wall clock.
    pub waited: Span,
    /// The same in working time.
    pub worked: Span,
    /// Until when it is to be delivered.
    pub due_at: Stamp,
}

/// A part is over: sent back, delivered, withdrawn, or done without.
#[derive(Debug, Serialize, Deserialize)]
pub struct JointEnded {
    /// The part.
    pub joint: JointId,
    /// The department.
    pub to_unit: UnitId,
    /// The result, the reason, or the grounds.
    pub answer: String,
    /// Who is told.
    pub told: Vec<PersonId>,
    /// How long it waited to be accepted, by the wall clock.
    pub waited: Span,
    /// How long it took from acceptance on, by the wall clock; nothing when it was not accepted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub took: Option<Span>,
    /// The same in working time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub worked: Option<Span>,
}

macro_rules! ends {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $($(#[$doc])*
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub JointEnded);)+
    };
}

ends! {
    /// A department sent its part back.
    JointReturned,
    /// A department delivered its part.
    JointDelivered,
    /// The host took a question back that nobody had accepted.
    JointWithdrawn,
    /// An open part is done without.
    JointWaived,
}

/// The handler was urged.
#[derive(Debug, Serialize, Deserialize)]
pub struct Urged {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The urging.
    pub urging: UrgingId,
    /// Who urged.
    pub by: UrgingKind,
    /// The how-manieth urging of the case.
    pub count: i64,
    /// Why, or what the customer said.
    pub reason: String,
    /// Who is told.
    pub told: Vec<PersonId>,
    /// Where it brought the case.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub brought: Option<Brought>,
}
