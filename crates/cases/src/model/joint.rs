//! A part of a case that another department is asked for (协办), while the host (主办) keeps the case.

use base::ids::{CaseId, JointId, PersonId, UnitId};
use base::{Span, Stamp};

db::words! {
    /// Where a part stands.
    pub enum JointState {
        /// Waits to be accepted.
        Asked "asked",
        /// Accepted; its people work on it.
        Accepted "accepted",
        /// Sent back with a reason.
        Returned "returned",
        /// Its result is there.
        Delivered "delivered",
        /// The host took the question back before it was accepted.
        Withdrawn "withdrawn",
        /// Done without, with grounds.
        Waived "waived",
    }
}

db::row! {
    /// A part as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Joint {
        /// Its id.
        pub id: JointId,
        /// The case.
        pub case_id: CaseId,
        /// The department that is asked.
        pub unit_id: UnitId,
        /// The person in it, when one is meant.
        pub person_id: Option<PersonId>,
        /// What is asked for.
        pub task: String,
        /// Who asked.
        pub by_id: Option<PersonId>,
        /// Where it stands.
        pub state: JointState,
        /// When it was asked for.
        pub asked_ms: Stamp,
        /// When it was accepted.
        pub accepted_ms: Option<Stamp>,
        /// Who works on it.
        pub owner_id: Option<PersonId>,
        /// How long it waited to be accepted or sent back, by the wall clock.
        pub wait_ms: Option<Span>,
        /// The same in working time.
        pub working_ms: Option<Span>,
        /// When it was over.
        pub ended_ms: Option<Stamp>,
        /// Who ended it.
        pub ended_by_id: Option<PersonId>,
        /// The result, the reason of a return, or the grounds for doing without.
        pub answer: Option<String>,
        /// How long it took from acceptance on, by the wall clock.
        pub handling_ms: Option<Span>,
        /// The same in working time.
        pub handling_working_ms: Option<Span>,
        /// Until when the host wants it, where one was named.
        pub wanted_ms: Option<Stamp>,
        /// Until when it is to be accepted, then delivered; [`Stamp::MAX`] once over.
        pub due_ms: Stamp,
        /// When half of that is used.
        pub half_ms: Stamp,
        /// When it is nearly due.
        pub near_ms: Stamp,
        /// Whether its people see the case.
        pub sees: bool,
        /// The version of the policy.
        pub policy: String,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

impl Joint {
    /// Whether something is still waited for.
    pub fn is_open(&self) -> bool {
        self.ended_ms.is_none()
    }
}
