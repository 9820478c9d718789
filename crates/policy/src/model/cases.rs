//! Kind `cases`: what cases there are, which steps they go through, who gets them (CAS-1 to 7, 11, 14).

use serde::{Deserialize, Serialize};

use super::{Length, Text, TimeKind};

mod desk;
mod files;
mod forms;
mod hands;
mod lookup;

pub use desk::{Bulk, DefaultView, TagMaker, Tags};
pub use files::Attachments;
pub use forms::{Asked, AskedWhen, Field, FieldType, Form, RecordQuality};
pub use hands::{Feedback, FirstReceiver, HandOver, News, Route, Transfers};
pub use lookup::BUILT_IN_FIELDS;
pub(crate) use lookup::fits;

/// How cases are handled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// Kinds of case.
    pub kinds: Vec<CaseKind>,
    /// Classes within kinds.
    #[serde(default)]
    pub classes: Vec<Class>,
    /// Priorities, the least urgent first.
    pub priorities: Vec<Priority>,
    /// The priority of a case that is given none.
    pub default_priority: String,
    /// Steps (CAS-4).
    pub steps: Vec<Step>,
    /// Ways through the steps; each kind follows one.
    pub flows: Vec<Flow>,
    /// Fields that the forms add to those every case has.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Forms; all that fit a case add up.
    pub forms: Vec<Form>,
    /// How good a record is.
    #[serde(default)]
    pub quality: RecordQuality,
    /// Views of the list to begin with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<DefaultView>,
    /// Tags.
    #[serde(default)]
    pub tags: Tags,
    /// Acts on many cases at once.
    #[serde(default)]
    pub bulk: Bulk,
    /// Promises of a reply time.
    pub promises: Promises,
    /// Hand-over to departments.
    pub transfers: Transfers,
    /// Allowed reasons for a pause.
    pub pauses: Vec<Pause>,
    /// How a case can end.
    pub outcomes: Vec<Outcome>,
    /// Reopening.
    pub reopening: Reopening,
    /// Repeated contacts about the same matter.
    pub repeats: Repeats,
    /// First-receiver responsibility (首问负责).
    pub first_receiver: FirstReceiver,
    /// Feedback of the result to the customer.
    pub feedback: Feedback,
    /// Files kept with a case.
    pub attachments: Attachments,
}

/// A kind of case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseKind {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The flow it follows.
    pub flow: String,
    /// The priority it gets when none is given; the general one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
}

/// A class of case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The kinds it belongs to.
    pub kinds: Vec<String>,
}

/// A priority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What the step means to the rules.
    pub role: StepRole,
}

/// What a step means to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepRole {
    /// Work goes on.
    Work,
    /// Solved as we see it; the customer is asked.
    Confirm,
    /// Over.
    Closed,
}

/// A way through the steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Its id.
    pub id: String,
    /// Where a case begins.
    pub first: String,
    /// Where a reopened case goes on.
    pub reopened: String,
    /// Whether a case answered on the spot may be closed at once (CAS-3).
    pub answered_on_the_spot: bool,
    /// The moves that are allowed.
    pub moves: Vec<Move>,
}

/// The steps that may follow a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// From this step.
    pub from: String,
    /// To one of these.
    pub to: Vec<String>,
}

/// Promises of a reply time (CAS-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Promises {
    /// Whether a case that is not answered on the spot needs a promise at once.
    pub needed: bool,
    /// Kinds that need none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_kinds: Vec<String>,
    /// The longest that may be promised.
    pub at_most: Length,
    /// How that time runs.
    pub time: TimeKind,
    /// Whether a case may be closed while a promise is open.
    pub open_at_closing: bool,
}

/// An allowed reason for a pause (CAS-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The clocks that stand still.
    pub stops: Vec<super::TargetKind>,
    /// Whether a note must be written.
    pub note: bool,
    /// After this long the case goes on by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Length>,
    /// How that time runs.
    pub time: TimeKind,
}

/// How a case can end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether the matter was solved.
    pub resolved: bool,
    /// Who may choose it.
    pub by: Closer,
    /// Whether grounds must be written.
    pub grounds: bool,
    /// Whether the customer must have said that it is satisfied.
    pub satisfied: bool,
    /// Kinds it is for; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

/// Who may choose an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Closer {
    /// Who works on the case.
    Handler,
    /// A supervisor.
    Supervisor,
}

/// Reopening (CAS-11). Each reopening starts new clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// So long after closing; afterwards a new case is opened and linked.
    pub within: Length,
    /// How that time runs.
    pub time: TimeKind,
    /// Whether a reason must be given.
    pub reason: bool,
}

/// Repeated contacts (CAS-14), from which first-contact resolution is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Repeats {
    /// A contact so long after the one before is a repeat; a younger matter is not judged yet.
    pub window: Length,
    /// What has to be the same.
    pub same: Vec<Same>,
}

/// What makes two matters the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Same {
    /// The customer.
    Customer,
    /// The kind.
    Kind,
    /// The class.
    Class,
}
