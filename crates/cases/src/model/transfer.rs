//! A hand-over of a case to another unit or person.

use base::ids::{CaseId, PersonId, TransferId, UnitId};
use base::{Span, Stamp};

db::words! {
    /// What became of a transfer.
    pub enum TransferState {
        /// Waits to be accepted.
        Pending "pending",
        /// Accepted; the receivers have the case.
        Accepted "accepted",
        /// Sent back with a reason.
        Returned "returned",
        /// Taken over by another transfer or assignment before anybody accepted.
        Superseded "superseded",
        /// Taken back by who handed it over, before anybody accepted.
        TakenBack "taken_back",
    }
}

db::row! {
    /// A transfer as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Transfer {
        /// Its id.
        pub id: TransferId,
        /// The case.
        pub case_id: CaseId,
        /// The unit that gave it.
        pub from_unit_id: UnitId,
        /// The person who had it.
        pub from_person_id: Option<PersonId>,
        /// The unit that is to take it.
        pub to_unit_id: UnitId,
        /// The person who is to take it, when one was named.
        pub to_person_id: Option<PersonId>,
        /// Why.
        pub reason: String,
        /// Who handed it over.
        pub by_id: Option<PersonId>,
        /// What became of it.
        pub state: TransferState,
        /// When it was handed over.
        pub asked_ms: Stamp,
        /// When it was accepted, returned or superseded.
        pub ended_ms: Option<Stamp>,
        /// Who accepted or returned it.
        pub ended_by_id: Option<PersonId>,
        /// Why it was returned.
        pub answer: Option<String>,
        /// How long it waited by the wall clock.
        pub wait_ms: Option<Span>,
        /// How long it waited in working time.
        pub working_ms: Option<Span>,
        /// Until when the department that accepted it is to be done, where policy says so.
        pub due_ms: Option<Stamp>,
        /// When half of that is used.
        pub half_ms: Option<Stamp>,
        /// When it is nearly due.
        pub near_ms: Option<Stamp>,
        /// When the department was done with it: solved, closed, or handed on.
        pub handled_ms: Option<Stamp>,
        /// How long the department had it, by the wall clock.
        pub handling_ms: Option<Span>,
        /// The same in working time.
        pub handling_working_ms: Option<Span>,
    }
}
