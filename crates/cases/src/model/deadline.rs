//! Until when a part of a case may take: a level of an approval, a follow-up, a message of progress, an escalation.
//!
//! A part does not stand still when its case does, and is never put off: it is simpler than a [`Clock`](super::Clock).

use base::ids::{CaseId, DeadlineId, PersonId};
use base::{Span, Stamp};
use db::Json;
use policy::model::Warning;

db::words! {
    /// What a deadline waits for.
    pub enum Part {
        /// The decision of one level.
        Approval "approval",
        /// The customer asked.
        FollowUp "follow_up",
        /// Word to the customer of how the complaint goes on.
        Progress "progress",
        /// The leader's answer.
        Escalation "escalation",
        /// The leader's answer to the window.
        Question "question",
        /// The department that accepted the case.
        Handling "handling",
        /// The department that was asked for a part: its acceptance, then its result.
        Joint "joint",
    }
}

db::words! {
    /// What became of a deadline.
    pub enum DeadlineState {
        /// Runs.
        Running "running",
        /// Passed, and still waited for.
        Missed "missed",
        /// Reached in time.
        Met "met",
        /// Reached too late.
        Late "late",
        /// No longer wanted.
        Lifted "lifted",
    }
}

db::row! {
    /// A deadline as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Deadline {
        /// Its id.
        pub id: DeadlineId,
        /// The case.
        pub case_id: CaseId,
        /// What it waits for.
        pub part: Part,
        /// The id of the approval, follow-up or escalation; the case's own for what there is once.
        pub part_id: String,
        /// Counts from 1 within the part.
        pub instance: i64,
        /// When it was set.
        pub started_ms: Stamp,
        /// How long, in the time of its calendar.
        pub limit_ms: Span,
        /// The calendar whose working time counts, with its version; wall-clock time when absent.
        pub calendar: Option<String>,
        /// When it falls due.
        pub due_ms: Stamp,
        /// When half of it is used.
        pub half_ms: Stamp,
        /// When the last warning before it is given.
        pub near_ms: Stamp,
        /// The highest share warned of so far.
        pub warned: i64,
        /// Who is warned, and when, as policy said when it was set.
        pub warnings: Json<Vec<Warning>>,
        /// Whom it waits for.
        pub people: Json<Vec<PersonId>>,
        /// What became of it.
        pub state: DeadlineState,
        /// When that was.
        pub ended_ms: Option<Stamp>,
        /// The version of the policy that set it.
        pub policy: String,
    }
}

impl Deadline {
    /// Whether something is still waited for.
    pub fn is_live(&self) -> bool {
        self.ended_ms.is_none()
    }
}
