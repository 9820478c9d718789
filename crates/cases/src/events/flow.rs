//! What people do with a case.

use base::ids::{AttachmentId, CaseId, ClockId, NoteId, PersonId, PromiseId, TransferId, UnitId};
use base::{PerMille, Span, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{Dims, Fields};

/// A case was taken in. Heard by measures.
#[derive(Debug, Serialize, Deserialize)]
pub struct Opened {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// Its number.
    pub number: i64,
    /// What it is about.
    pub subject: String,
    /// Where it begins.
    pub step: String,
    /// The first receiver.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_owner_id: Option<PersonId>,
    /// Whether the customer was answered on the spot.
    #[serde(skip_serializing_if = "is_false", default)]
    pub on_the_spot: bool,
    /// The earlier case about the same matter, when there is one within the policy's time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repeat_of: Option<CaseId>,
    /// Fields of its form that are still missing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub missing: Vec<String>,
    /// How good the record was, in thousandths of what was asked for; nothing while policy does not rate records.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quality: Option<PerMille>,
    /// Made only because an imported case needs a beginning; no activity.
    #[serde(skip_serializing_if = "is_false", default)]
    pub synthetic: bool,
    /// The system it was imported from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(it: &bool) -> bool {
    !it
}

/// A case went on to another step.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stepped {
    /// The step left.
    pub from: String,
    /// The step begun.
    pub to: String,
    /// How long it stood at the step left, by the wall clock.
    pub stayed: Span,
    /// The same in working time.
    pub worked: Span,
    /// What was said about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// A case was handed to another unit or person.
#[derive(Debug, Serialize, Deserialize)]
pub struct Transferred {
    /// The transfer.
    pub transfer: TransferId,
    /// The unit that gave it.
    pub from_unit: UnitId,
    /// The person who had it.
    pub from_person: Option<PersonId>,
    /// The unit that is to take it.
    pub to_unit: UnitId,
    /// The person who is to take it.
    pub to_person: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// Whether it waits for acceptance.
    pub waits: bool,
}

/// A transfer was accepted.
#[derive(Debug, Serialize, Deserialize)]
pub struct Accepted {
    /// The transfer.
    pub transfer: TransferId,
    /// The unit that took it.
    pub unit_id: UnitId,
    /// Who handles it now.
    pub owner_id: PersonId,
    /// How long it waited, by the wall clock.
    pub waited: Span,
    /// The same in working time.
    pub worked: Span,
}

/// A transfer was sent back.
#[derive(Debug, Serialize, Deserialize)]
pub struct Returned {
    /// The transfer.
    pub transfer: TransferId,
    /// The unit that sent it back.
    pub from_unit: UnitId,
    /// The unit that has it again.
    pub to_unit: UnitId,
    /// The person who has it again.
    pub owner_id: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// How long it waited, by the wall clock.
    pub waited: Span,
    /// The same in working time.
    pub worked: Span,
}

/// An internal note was written.
#[derive(Debug, Serialize, Deserialize)]
pub struct Noted {
    /// The note.
    pub note: NoteId,
    /// Its text.
    pub body: String,
    /// Who was called in.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub mentions: Vec<PersonId>,
    /// The number of the case it was copied from, when this one was split off.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from_number: Option<i64>,
    /// Who wrote it there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub written_by: Option<PersonId>,
}

/// The customer was written or spoken to.
#[derive(Debug, Serialize, Deserialize)]
pub struct Replied {
    /// The message.
    pub note: NoteId,
    /// What was said.
    pub body: String,
    /// On which channel.
    pub channel: String,
}

/// The customer got the first answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answered {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// From taking it in to the answer, by the wall clock.
    pub wall: Span,
    /// The same in working time.
    pub worked: Span,
    /// Whether it was given while the case was taken in.
    pub on_the_spot: bool,
    /// What was answered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer: Option<String>,
}

/// A reply time was given to the customer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Promised {
    /// The promise.
    pub promise: PromiseId,
    /// Who answers for it.
    pub person_id: PersonId,
    /// By when.
    pub due_at: Stamp,
    /// What was promised.
    pub text: String,
}

/// A promise was kept.
#[derive(Debug, Serialize, Deserialize)]
pub struct PromiseKept {
    /// The promise.
    pub promise: PromiseId,
    /// Who answers for it.
    pub person_id: PersonId,
    /// By when it was due.
    pub due_at: Stamp,
    /// Whether its time had not passed.
    pub in_time: bool,
    /// What the customer got.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}

/// A promise's time passed and the customer still waits.
#[derive(Debug, Serialize, Deserialize)]
pub struct PromiseBroken {
    /// The promise.
    pub promise: PromiseId,
    /// Who answers for it.
    pub person_id: PersonId,
    /// By when it was due.
    pub due_at: Stamp,
}

/// A case stands still.
#[derive(Debug, Serialize, Deserialize)]
pub struct Paused {
    /// The allowed reason.
    pub reason: String,
    /// What was said about it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
    /// How long it had been open, by the wall clock.
    pub stayed: Span,
}

/// A case goes on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Resumed {
    /// How long it stood still, by the wall clock.
    pub stayed: Span,
}

/// A due time was moved; the customer was told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Extended {
    /// The clock.
    pub clock: ClockId,
    /// The due time before.
    pub from: Stamp,
    /// The due time after.
    pub until: Stamp,
    /// When the customer was told.
    pub told_at: Stamp,
    /// How the customer was told.
    pub told_how: String,
    /// Why more time is needed.
    pub reason: String,
}

/// The solution was fed back to the customer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Resolved {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// From taking it in, or from the last reopening, by the wall clock.
    pub wall: Span,
    /// The same in working time.
    pub worked: Span,
    /// How many times it had been reopened.
    pub reopen_count: i64,
}

/// The customer said whether the result is good.
#[derive(Debug, Serialize, Deserialize)]
pub struct Confirmed {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// Whether the customer is satisfied.
    pub satisfied: bool,
    /// In the customer's words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comment: Option<String>,
}

/// A case is worked on again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reopened {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The step left.
    pub from: String,
    /// Where work goes on.
    pub to: String,
    /// Why.
    pub reason: String,
    /// How many times by now.
    pub reopen_count: i64,
    /// How long it stood at the step left, by the wall clock.
    pub stayed: Span,
}

/// A case got its outcome. Heard by measures.
#[derive(Debug, Serialize, Deserialize)]
pub struct Closed {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The step left.
    pub from: String,
    /// How it ended.
    pub outcome: String,
    /// Whether that outcome means, by the policy of the day, that the matter was solved.
    pub resolved: bool,
    /// Why it was closed without the customer's word, when it was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grounds: Option<String>,
    /// What the customer said: `none`, `asked`, `satisfied` or `unsatisfied`.
    pub confirmation: String,
    /// How long it stood at the step left, by the wall clock.
    pub stayed: Span,
    /// From taking it in to the end, by the wall clock.
    pub wall: Span,
    /// The same in working time.
    pub worked: Span,
    /// How many times it had been reopened.
    pub reopen_count: i64,
    /// How many earlier contacts there were about the same matter.
    pub repeat_count: i64,
    /// Whether it was answered and closed while it was taken in.
    #[serde(default)]
    pub on_the_spot: bool,
}

/// What is written about a case was corrected: each field with what it was and what it is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Edited {
    /// Field, before, after.
    pub changes: Vec<Change>,
    /// What it is counted by from now on.
    #[serde(flatten)]
    pub dims: Dims,
    /// How good the record is now, where the form was corrected.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quality: Option<PerMille>,
}

/// A corrected field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub field: String,
    /// What it was.
    pub from: Value,
    /// What it is.
    pub to: Value,
}

/// Two cases were linked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Linked {
    /// The other case.
    pub other: CaseId,
    /// Its number.
    pub other_number: i64,
    /// `related`, `repeat`, `duplicate`, `follows`.
    pub kind: String,
    /// Whether a rule did it.
    pub by_rule: bool,
}

/// A file was added.
#[derive(Debug, Serialize, Deserialize)]
pub struct Attached {
    /// The attachment.
    pub attachment: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// Its media type.
    pub media_type: String,
}

/// A row of another system's log that has no more exact meaning here.
#[derive(Debug, Serialize, Deserialize)]
pub struct Recorded {
    /// The original activity.
    pub activity: String,
    /// The original state.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub state: Option<String>,
    /// Who did it, as the other system names them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub resource: Option<String>,
    /// Which group did it, as the other system names it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub group: Option<String>,
    /// Everything else in the row.
    #[serde(skip_serializing_if = "Fields::is_empty", default)]
    pub attrs: Fields,
}
