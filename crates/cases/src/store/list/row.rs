//! A case as it stands in a list.

use base::Stamp;
use base::ids::{CaseId, CustomerId, PersonId, TagId, UnitId};
use db::Json;

use crate::model::{Fields, Status, Target};

db::row! {
    /// A case in a list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Row {
        /// Its id.
        pub id: CaseId,
        /// Its number.
        pub number: i64,
        /// What it is about.
        pub subject: String,
        /// Its kind.
        pub kind: String,
        /// Its class.
        pub class: Option<String>,
        /// How it came in.
        pub channel: String,
        /// Its priority.
        pub priority: String,
        /// Where it stands.
        pub step: String,
        /// Open, paused or closed.
        pub status: Status,
        /// Who handles it.
        pub owner_id: Option<PersonId>,
        /// The unit that has it.
        pub unit_id: UnitId,
        /// Who received it first.
        pub first_owner_id: Option<PersonId>,
        /// The customer.
        pub customer_id: Option<CustomerId>,
        /// When it was taken in.
        pub opened_ms: Stamp,
        /// When it was closed.
        pub closed_ms: Option<Stamp>,
        /// The nearest due time.
        pub due_ms: Stamp,
        /// What is due then.
        pub due_target: Option<Target>,
        /// When half of that limit is used.
        pub due_half_ms: Option<Stamp>,
        /// When that limit is nearly due.
        pub due_near_ms: Option<Stamp>,
        /// The nearest promise.
        pub promise_due_ms: Option<Stamp>,
        /// Whether a transfer waits.
        pub to_accept: bool,
        /// How many times it was worked on again.
        pub reopen_count: i64,
        /// How many earlier contacts there were.
        pub repeat_count: i64,
        /// Its version.
        pub version: i64,
        /// The system it was imported from.
        pub source: Option<String>,
        /// How many times its handler was urged.
        pub urge_count: i64,
        /// Its tags.
        pub tags: Json<Vec<TagId>>,
        /// The answers to its form, where they are wanted.
        pub fields: Option<Json<Fields>>,
    }
}

/// The columns of [`Row`].
pub const COLUMNS: &str = "c.id, c.number, c.subject, c.kind, c.class, c.channel, c.priority, c.step, c.status, \
    c.owner_id, c.unit_id, c.first_owner_id, c.customer_id, c.opened_ms, c.closed_ms, c.due_ms, c.due_target, \
    c.due_half_ms, c.due_near_ms, c.promise_due_ms, c.transfer_id IS NOT NULL AS to_accept, c.reopen_count, c.repeat_count, \
    c.version, c.source, c.urge_count, c.tags, CAST(NULL AS JSONB) AS fields";

/// What stands in [`COLUMNS`] where the answers are not wanted.
pub(super) const NO_FIELDS: &str = "CAST(NULL AS JSONB) AS fields";
