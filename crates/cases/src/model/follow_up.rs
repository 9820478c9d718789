//! A customer asked afterwards (回访).

use std::collections::BTreeMap;

use base::Stamp;
use base::ids::{AttemptId, CaseId, FollowUpId, PersonId, UnitId};
use db::Json;
use policy::model::FollowUpRule;

db::words! {
    /// Where a follow-up stands.
    pub enum FollowUpState {
        /// The customer is still to be asked.
        Open "open",
        /// It ended, with a result.
        Done "done",
        /// It is no longer wanted: the case went back into work before.
        Lifted "lifted",
    }
}

db::words! {
    /// What came of a follow-up.
    pub enum FollowUpResult {
        /// The customer is satisfied.
        Satisfied "satisfied",
        /// The customer is not.
        NotSatisfied "not_satisfied",
        /// The customer was not reached.
        NotReached "not_reached",
        /// The customer did not want to answer.
        Refused "refused",
    }
}

db::row! {
    /// A follow-up as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FollowUp {
        /// Its id.
        pub id: FollowUpId,
        /// The case.
        pub case_id: CaseId,
        /// The unit of whoever is to ask; that of the case when there is nobody.
        pub unit_id: UnitId,
        /// Who is to ask.
        pub person_id: Option<PersonId>,
        /// What policy said when it was made.
        pub rule: Json<FollowUpRule>,
        /// Counts from 1 per case.
        pub instance: i64,
        /// Where the dice of the sample began.
        pub seed: i64,
        /// What was thrown, in thousandths; below the rule's share it was drawn.
        pub drawn: i64,
        /// Where it stands.
        pub state: FollowUpState,
        /// What came of it.
        pub result: Option<FollowUpResult>,
        /// What the customer said.
        pub comment: Option<String>,
        /// What the customer scored, by question.
        pub scores: Json<BTreeMap<String, i64>>,
        /// When it was made.
        pub made_ms: Stamp,
        /// Until when the customer is to be asked.
        pub due_ms: Stamp,
        /// When half of that is used.
        pub half_ms: Stamp,
        /// When it is nearly due.
        pub near_ms: Stamp,
        /// Not to be tried before.
        pub next_ms: Stamp,
        /// Tries so far that reached nobody.
        pub attempts: i64,
        /// Who ended it.
        pub ended_by_id: Option<PersonId>,
        /// When it ended.
        pub ended_ms: Option<Stamp>,
        /// The version of the policy.
        pub policy: String,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

impl FollowUp {
    /// Whether the customer is still to be asked.
    pub fn is_open(&self) -> bool {
        self.state == FollowUpState::Open
    }
}

db::row! {
    /// A try that reached nobody.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Attempt {
        /// Its id.
        pub id: AttemptId,
        /// The follow-up.
        pub follow_up_id: FollowUpId,
        /// Who tried.
        pub by_id: PersonId,
        /// When.
        pub at_ms: Stamp,
        /// What was noted.
        pub note: Option<String>,
    }
}
