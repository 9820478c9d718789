//! Cases that became one with another (合并工单). Nothing is moved: a merge keeps what stood before, and can be taken
//! back.

use base::Stamp;
use base::ids::{CaseId, CaseMergeId, DeadlineId, PersonId, PromiseId};
use db::Json;
use serde::{Deserialize, Serialize};

use super::Status;
use super::clock::Clock;
use super::deadline::DeadlineState;

/// How the merged case stood, so that it can stand so again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Open, as it can be nothing else.
    pub status: Status,
    /// Since when.
    pub status_ms: Stamp,
    /// Its step.
    pub step: String,
    /// Since when.
    pub step_ms: Stamp,
    /// Promises not yet kept.
    pub open_promises: i64,
    /// Its clocks that still waited.
    pub clocks: Vec<Clock>,
    /// Deadlines of its parts that still ran.
    pub deadlines: Vec<(DeadlineId, DeadlineState)>,
}

/// What the case that stays took over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Promises to the customer: of the merged case, and in its place here.
    pub promises: Vec<(PromiseId, PromiseId)>,
    /// People who have to do with it since.
    pub people: Vec<PersonId>,
}

db::row! {
    /// A merge as it is stored, with the case that stays.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CaseMerge {
        /// Its id.
        pub id: CaseMergeId,
        /// The case that stays.
        pub case_id: CaseId,
        /// The case that became one with it.
        pub source_id: CaseId,
        /// Why.
        pub reason: String,
        /// Who merged them.
        pub by_id: Option<PersonId>,
        /// When.
        pub at_ms: Stamp,
        /// Until when it can be taken back.
        pub until_ms: Stamp,
        /// How the merged case stood.
        pub before: Json<Before>,
        /// What the other one took over.
        pub carried: Json<Carried>,
        /// When it was taken back.
        pub undone_ms: Option<Stamp>,
        /// By whom.
        pub undone_by_id: Option<PersonId>,
        /// Why.
        pub undone_reason: Option<String>,
        /// Counts up with each writing.
        pub edition: i64,
    }
}
