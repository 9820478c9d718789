//! An application for a service item (服务事项): what was brought along, the papers about it, questions to leaders.

use std::collections::BTreeMap;

use base::Stamp;
use base::ids::{CaseId, PaperId, PersonId, QuestionId};
use db::Json;
use serde::{Deserialize, Serialize};

db::words! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// The materials are looked at.
        Checking "checking",
        /// The applicant was told what is missing.
        Waiting "waiting",
        /// It is accepted; its term runs.
        Accepted "accepted",
        /// It is refused.
        Refused "refused",
    }
}

db::words! {
    /// How it is with a material.
    pub enum MaterialState {
        /// It is not there.
        Missing "missing",
        /// It is there.
        Received "received",
        /// It is not needed here, as the note says.
        Waived "waived",
    }
}

db::words! {
    /// What an applicant gets.
    pub enum PaperKind {
        /// That it is accepted (受理通知书).
        Receipt "receipt",
        /// What is missing (一次性告知书).
        Notice "notice",
        /// That it is refused (不予受理决定书).
        Refusal "refusal",
    }
}

/// A material as somebody last noted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// How it is with it.
    pub state: MaterialState,
    /// What is to be said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who noted it.
    pub by: PersonId,
    /// When.
    pub at: Stamp,
}

/// Materials by their id, as they were last noted; what was never noted is missing.
pub type Materials = BTreeMap<String, Noted>;

db::row! {
    /// An application as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Application {
        /// The case.
        pub case_id: CaseId,
        /// The code of its item.
        pub item: String,
        /// The version of the policy that it is looked at under.
        pub policy: String,
        /// Who applies, a word of policy.
        pub applicant: Option<String>,
        /// What is so with the applicant, words of policy.
        pub conditions: Json<Vec<String>>,
        /// What was brought along.
        pub materials: Json<Materials>,
        /// Where it stands.
        pub state: ApplicationState,
        /// How often the applicant was told what is missing.
        pub notices: i64,
        /// How many papers there are.
        pub papers: i64,
        /// When the materials were first looked at.
        pub checked_ms: Option<Stamp>,
        /// Who accepted or refused it.
        pub ended_by_id: Option<PersonId>,
        /// When.
        pub ended_ms: Option<Stamp>,
        /// Counts up with each writing; 0 before the first.
        pub edition: i64,
    }
}

impl Application {
    /// Whether it is neither accepted nor refused.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ApplicationState::Checking | ApplicationState::Waiting)
    }

    /// How it is with a material.
    pub fn state_of(&self, material: &str) -> MaterialState {
        self.materials.0.get(material).map_or(MaterialState::Missing, |it| it.state)
    }
}

/// What stands on a paper, in the words of the policy that it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Says {
    /// The code of the item.
    pub item: String,
    /// The version of the policy.
    pub policy: String,
    /// Who applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// What is so with the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// All that was wanted then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<String>,
    /// What of it was missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What was said about single materials.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// What was said beside that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Until when it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Stamp>,
}

db::row! {
    /// A paper as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Written {
        /// Its id.
        pub id: PaperId,
        /// The case.
        pub case_id: CaseId,
        /// What it is.
        pub kind: PaperKind,
        /// Counts from 1 within the case.
        pub number: i64,
        /// What stands on it.
        pub says: Json<Says>,
        /// Who made it.
        pub by_id: Option<PersonId>,
        /// When.
        pub at_ms: Stamp,
        /// How the customer was told, once that is so.
        pub told_how: Option<String>,
        /// When the customer was told.
        pub told_ms: Option<Stamp>,
        /// Who told the customer.
        pub told_by_id: Option<PersonId>,
    }
}

db::row! {
    /// A question of the window to a leader, as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Question {
        /// Its id.
        pub id: QuestionId,
        /// The case.
        pub case_id: CaseId,
        /// What is asked.
        pub question: String,
        /// Who asks.
        pub asked_by_id: PersonId,
        /// When.
        pub asked_ms: Stamp,
        /// Who is asked; one of them answers.
        pub leaders: Json<Vec<PersonId>>,
        /// Until when.
        pub due_ms: Stamp,
        /// When half of that is used.
        pub half_ms: Stamp,
        /// When it is nearly due.
        pub near_ms: Stamp,
        /// The answer.
        pub answer: Option<String>,
        /// Who answered.
        pub answered_by_id: Option<PersonId>,
        /// When.
        pub ended_ms: Option<Stamp>,
        /// The version of the policy.
        pub policy: String,
        /// Counts up with each writing.
        pub edition: i64,
    }
}

impl Question {
    /// Whether it waits for its answer.
    pub fn is_open(&self) -> bool {
        self.ended_ms.is_none()
    }
}
