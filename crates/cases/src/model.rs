//! The words of a case: what it is, where it stands, and what is kept about it.

pub mod approval;
pub mod asker;
pub mod bulk;
pub mod clock;
pub mod complaint;
pub mod deadline;
pub mod escalation;
pub mod follow_up;
pub mod joint;
pub mod merge;
pub mod portal;
pub mod promise;
pub mod rulebook;
pub mod service;
mod template;
pub mod transfer;
pub mod urging;
mod view_list;

use std::collections::BTreeMap;

use base::ids::{CaseId, CustomerId, PersonId, TagId, TransferId, UnitId};
use base::{Span, Stamp};
use db::Json;
use serde::{Deserialize, Serialize};

pub use asker::{Asker, Sight};
pub use clock::{Clock, ClockState, Extension, Pause, Target};
pub use promise::{Promise, PromiseState};
pub use rulebook::{Rulebook, Working};
pub use template::{Afterwards, TemplateSays};
pub use transfer::{Transfer, TransferState};
pub use view_list::ViewList;

db::words! {
    /// Whether a case is being worked on.
    pub enum Status {
        /// Being worked on.
        Open "open",
        /// Stands still for an allowed reason; its pausable clocks stand still with it.
        Paused "paused",
        /// Done, with an outcome.
        Closed "closed",
    }
}

db::words! {
    /// What the customer said about the result.
    pub enum Confirmation {
        /// Not asked yet.
        None "none",
        /// The result was fed back and the customer's word is awaited.
        Asked "asked",
        /// The customer is satisfied.
        Satisfied "satisfied",
        /// The customer is not satisfied; the case went back into work.
        Unsatisfied "unsatisfied",
    }
}

/// How urgent the nearest running limit is: 0 in time, 1 half used, 2 nearly due, 3 overdue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency(pub i64);

impl Urgency {
    /// In time.
    pub const CALM: Self = Self(0);
    /// At least half of the limit is used.
    pub const HALF: Self = Self(1);
    /// Nearly due.
    pub const NEAR: Self = Self(2);
    /// Past its due time.
    pub const OVERDUE: Self = Self(3);

    /// The urgency when this share of the limit is used.
    pub fn of_permille(permille: i64) -> Self {
        match permille {
            1000.. => Self::OVERDUE,
            501.. => Self::NEAR,
            500 => Self::HALF,
            _ => Self::CALM,
        }
    }
}

impl db::Column for Urgency {
    fn read(value: db::Value<'_>) -> Option<Self> {
        i64::read(value).map(Self)
    }
}

impl db::Arg for Urgency {
    fn arg(&self) -> db::Value<'_> {
        db::Value::Int(self.0)
    }
}

/// Answers to the fields of a kind's form, by field name.
pub type Fields = BTreeMap<String, serde_json::Value>;

db::row! {
    /// A case (工单) as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Case {
        /// Its id.
        pub id: CaseId,
        /// The number people read to each other; counts up, never used twice.
        pub number: i64,
        /// The other system it was imported from.
        pub source: Option<String>,
        /// Its key in that system; unique within the source.
        pub external_key: Option<String>,
        /// What it is about, in one line.
        pub subject: String,
        /// What the customer said, and what was seen.
        pub description: String,
        /// Inquiry, complaint ... by policy.
        pub kind: String,
        /// The class within the kind, by policy.
        pub class: Option<String>,
        /// How it came in.
        pub channel: String,
        /// How soon it matters, by policy.
        pub priority: String,
        /// Where it stands in its kind's steps.
        pub step: String,
        /// Open, paused or closed.
        pub status: Status,
        /// The unit that has it.
        pub unit_id: UnitId,
        /// The person who handles it; nobody yet when absent.
        pub owner_id: Option<PersonId>,
        /// The first receiver, responsible through every transfer (首问负责).
        pub first_owner_id: Option<PersonId>,
        /// Who took it in.
        pub creator_id: Option<PersonId>,
        /// The customer, when known.
        pub customer_id: Option<CustomerId>,
        /// How to reach the customer and the personal answers of the form, encrypted.
        pub sealed: Option<Vec<u8>>,
        /// How to reach the customer, masked for screens.
        pub contact_masked: Option<String>,
        /// The answers to the form of its kind.
        pub fields: Json<Fields>,
        /// What an import brought along that has no place of its own.
        pub attrs: Json<Fields>,
        /// Its tags, in the order in which they were put on.
        pub tags: Json<Vec<TagId>>,
        /// When the matter happened, as the customer says.
        pub happened_ms: Option<Stamp>,
        /// When it was taken in.
        pub opened_ms: Stamp,
        /// When the customer first got an answer.
        pub answered_ms: Option<Stamp>,
        /// When the solution was last fed back.
        pub resolved_ms: Option<Stamp>,
        /// When it was closed; absent while it is not.
        pub closed_ms: Option<Stamp>,
        /// Since when it stands at its step.
        pub step_ms: Stamp,
        /// Since when it is open, paused or closed.
        pub status_ms: Stamp,
        /// The nearest due time of its running clocks; [`Stamp::MAX`] when nothing is due.
        pub due_ms: Stamp,
        /// Which target is due then.
        pub due_target: Option<Target>,
        /// When half of that limit is used.
        pub due_half_ms: Option<Stamp>,
        /// When that limit is nearly due.
        pub due_near_ms: Option<Stamp>,
        /// How urgent the most urgent running clock is.
        pub urgency: Urgency,
        /// The nearest open promise.
        pub promise_due_ms: Option<Stamp>,
        /// Promises not yet kept, broken ones included.
        pub open_promises: i64,
        /// The hand-over that waits for acceptance.
        pub transfer_id: Option<TransferId>,
        /// Who is asked to accept it, when a person was named.
        pub transfer_person_id: Option<PersonId>,
        /// How many times a receiving unit sent it back.
        pub return_count: i64,
        /// What the customer said about the result.
        pub confirmation: Confirmation,
        /// How it ended.
        pub outcome: Option<String>,
        /// How many times it was worked on again.
        pub reopen_count: i64,
        /// How many earlier contacts there were about the same matter.
        pub repeat_count: i64,
        /// The first case about the same matter.
        pub repeat_of: Option<CaseId>,
        /// The policy it was taken in under.
        pub policy: String,
        /// What the last changes touched: version, names of fields; tells somebody who comes too late what changed.
        pub recent: Json<Vec<(i64, Vec<String>)>>,
        /// Counts up with each writing; guards the transaction.
        pub edition: i64,
        /// Counts up with each change people see; guards against overwriting what somebody else wrote.
        pub version: i64,
        /// How many times its handler was urged.
        pub urge_count: i64,
        /// Parts of it that other departments were asked for and that are not over.
        pub open_joint: i64,
        /// Cases that became one with it.
        pub merged_count: i64,
        /// The case it became one with.
        pub merged_into: Option<CaseId>,
    }
}

impl Case {
    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.status == Status::Closed
    }

    /// The nearest due time, when there is one.
    pub fn due_at(&self) -> Option<Stamp> {
        (self.due_ms < Stamp::MAX).then_some(self.due_ms)
    }

    /// How old it is: from taking it in until it was closed, or until `now`.
    pub fn age(&self, now: Stamp) -> Span {
        self.closed_ms.unwrap_or(now) - self.opened_ms
    }
}

/// What limits, figures and events tell cases apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dims {
    /// The case's kind.
    #[serde(rename = "case_kind")]
    pub kind: String,
    /// Its class.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub class: Option<String>,
    /// How it came in.
    pub channel: String,
    /// Its priority.
    pub priority: String,
    /// The unit that has it.
    pub unit_id: UnitId,
    /// The person who handles it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner_id: Option<PersonId>,
}

impl Dims {
    /// Those of a case, as they are now.
    pub fn of(case: &Case) -> Self {
        Self {
            kind: case.kind.clone(),
            class: case.class.clone(),
            channel: case.channel.clone(),
            priority: case.priority.clone(),
            unit_id: case.unit_id.clone(),
            owner_id: case.owner_id.clone(),
        }
    }
}
