//! What happens to applications for service items.

use base::ids::{PaperId, PersonId, QuestionId};
use base::{Span, Stamp};
use policy::model::Text;
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::service::PaperKind;

/// The window looked at the materials.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationChecked {
    /// The item.
    pub item: String,
    /// Whether it was the first look.
    pub first: bool,
    /// What was brought along since the look before.
    pub received: Vec<String>,
    /// What is missing.
    pub missing: Vec<String>,
    /// The same for people.
    pub lacks: Text,
}

/// The applicant is told what is missing. Once, if all goes well.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationNotified {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The item.
    pub item: String,
    /// The notice.
    pub paper: PaperId,
    /// Which notice of this application it is, from 1.
    pub count: i64,
    /// What is missing.
    pub missing: Vec<String>,
    /// The same for people.
    pub lacks: Text,
    /// What of it could have been named before: a fault of ours when there is any.
    pub late: Vec<String>,
    /// Why a supervisor allowed that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// Everything is there: the application is accepted, and its term begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationAccepted {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The item.
    pub item: String,
    /// The receipt.
    pub paper: PaperId,
    /// How many notices there were.
    pub notices: i64,
    /// Whether everything was there when the window first looked.
    pub at_first_visit: bool,
    /// From the first look to now, in working time.
    pub waited: Span,
}

/// The application is refused.
#[derive(Debug, Serialize, Deserialize)]
pub struct ApplicationRefused {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The item.
    pub item: String,
    /// The decision.
    pub paper: PaperId,
    /// Why, a word of policy.
    pub ground: String,
    /// What people call that.
    pub title: Text,
    /// What was said beside it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// The window asks a leader.
#[derive(Debug, Serialize, Deserialize)]
pub struct QuestionAsked {
    /// The question.
    pub question: QuestionId,
    /// What is asked.
    pub text: String,
    /// Who is asked.
    pub leaders: Vec<PersonId>,
    /// Until when.
    pub due_at: Stamp,
}

/// A leader answered the window.
#[derive(Debug, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// The question.
    pub question: QuestionId,
    /// Who asked.
    pub asked_by: PersonId,
    /// The answer.
    pub answer: String,
    /// How long that took, in working time.
    pub waited: Span,
}

/// The customer was told what stands on a paper.
#[derive(Debug, Serialize, Deserialize)]
pub struct PaperTold {
    /// The paper.
    pub paper: PaperId,
    /// What it is.
    pub paper_kind: PaperKind,
    /// How.
    pub told_how: String,
    /// When.
    pub told_at: Stamp,
}

/// Something of the case was printed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Printed {
    /// The paper; the whole file of the case when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paper: Option<PaperId>,
    /// What was printed: the kind of the paper, or `file`.
    pub what: String,
}
