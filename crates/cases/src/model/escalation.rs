//! A case brought before a leader (升级), or watched by one (督办).

use base::Stamp;
use base::ids::{CaseId, EscalationId, PersonId, UnitId};
use db::Json;

db::words! {
    /// Why a leader has a case.
    pub enum EscalationKind {
        /// A level of its ladder.
        Level "level",
        /// A grave nature, with a named leader.
        Nature "nature",
        /// A supervisor watches it on their own account.
        Watched "watched",
    }
}

db::words! {
    /// Where an escalation stands.
    pub enum EscalationState {
        /// Waits for its leader to take it.
        Waiting "waiting",
        /// The leader has taken it.
        Taken "taken",
        /// The next level has it.
        Passed "passed",
        /// It is settled.
        Settled "settled",
    }
}

db::row! {
    /// An escalation as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Escalation {
        /// Its id.
        pub id: EscalationId,
        /// The case.
        pub case_id: CaseId,
        /// The unit that had the case then.
        pub unit_id: UnitId,
        /// Why a leader has it.
        pub kind: EscalationKind,
        /// The level of the ladder, from 1; 0 for the others.
        pub level: i64,
        /// The nature, a word of policy.
        pub nature: Option<String>,
        /// What brought it here: `by_hand`, `not_taken`, or an event of policy.
        pub cause: String,
        /// Why, in somebody's words.
        pub reason: String,
        /// Who brought it; nobody when it came by itself.
        pub by_id: Option<PersonId>,
        /// Before whom.
        pub leaders: Json<Vec<PersonId>>,
        /// Where it stands.
        pub state: EscalationState,
        /// Who has taken it.
        pub taken_by_id: Option<PersonId>,
        /// When.
        pub taken_ms: Option<Stamp>,
        /// When it was brought.
        pub at_ms: Stamp,
        /// Until when it is to be taken, or the matter settled; [`Stamp::MAX`] for never.
        pub due_ms: Stamp,
        /// When half of that is used.
        pub half_ms: Stamp,
        /// When it is nearly due.
        pub near_ms: Stamp,
        /// How it was settled.
        pub answer: Option<String>,
        /// When it ended.
        pub ended_ms: Option<Stamp>,
        /// The version of the policy.
        pub policy: String,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

impl Escalation {
    /// Whether a leader still has the case.
    pub fn is_open(&self) -> bool {
        matches!(self.state, EscalationState::Waiting | EscalationState::Taken)
    }
}
