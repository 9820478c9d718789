//! Why a request about a case is refused. The code is also the key of the sentence shown to people.

use base::{FieldProblem, Param, Refusal, Refuse};

use crate::barred::Barred;
use crate::rules::labels;

/// A step that cannot follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoWay {
    /// Where the case stands.
    pub from: Param,
    /// Where it was to go.
    pub to: Param,
    /// Where it may go.
    pub allowed: Param,
}

/// A refusal about cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such case, or it is out of the person's sight.
    #[error("no such case")]
    NotFound,
    /// There is no such promise on this case.
    #[error("no such promise")]
    NoPromise,
    /// There is no such clock on this case.
    #[error("no such clock")]
    NoClock,
    /// There is no such attachment, or it is out of the person's sight.
    #[error("no such attachment")]
    NoAttachment,
    /// There is no such view, or it is somebody else's.
    #[error("no such view")]
    NoView,
    /// Somebody changed the view, tag or template meanwhile.
    #[error("it was changed meanwhile")]
    ChangedMeanwhile,
    /// There is no such template, or it is out of the person's sight.
    #[error("no such template")]
    NoTemplate,
    /// A template uses words in braces that stand for nothing.
    #[error("nothing stands for {0:?}")]
    UnknownVariable(Vec<String>),
    /// There is no such tag, or it is retired.
    #[error("no such tag")]
    NoTag,
    /// There is a tag of this name already.
    #[error("there is a tag {0} already")]
    TagTaken(String),
    /// Not a colour of tags.
    #[error("not a colour: {0}")]
    UnknownColour(String),
    /// Policy lets a case have so many tags and no more.
    #[error("a case has {0} tags at most")]
    TooManyTags(i64),
    /// Policy lets one act take so many cases and no more.
    #[error("one act takes {0} cases at most")]
    BulkTooMany(i64),
    /// There is no such unit.
    #[error("no such unit")]
    UnknownUnit,
    /// There is no such person.
    #[error("no such person")]
    UnknownPerson,
    /// There is no such customer.
    #[error("no such customer")]
    UnknownCustomer,
    /// The person lacks the right.
    #[error("the right for this is missing")]
    NoRight,
    /// The person is neither the handler, nor of the unit, nor its supervisor.
    #[error("the case is in other hands")]
    NotYours,
    /// The transfer is addressed to somebody else.
    #[error("the transfer is addressed to others")]
    NotReceiver,
    /// Somebody changed the case meanwhile; the fields that differ.
    #[error("the case was changed meanwhile: {0:?}")]
    Stale(Vec<String>),
    /// It is closed.
    #[error("the case is already closed")]
    AlreadyClosed,
    /// It is not closed.
    #[error("the case is not closed")]
    NotClosed,
    /// The policy knows no such kind.
    #[error("unknown kind {0}")]
    UnknownKind(String),
    /// Only an answer is sent, and has something happen afterwards.
    #[error("only an answer is sent")]
    OnlyAnswers,
    /// Conversations do not end so.
    #[error("unknown ending {0}")]
    UnknownEnding(String),
    /// Who ends a conversation so has to write a summary, which no answer does.
    #[error("ending {0} needs a summary")]
    EndingNeedsSummary(String),
    /// Conversations do not wait in such a queue.
    #[error("unknown queue {0}")]
    UnknownQueue(String),
    /// What whoever gets a conversation is told is longer than a message may be.
    #[error("a note has at most {0} letters")]
    NoteTooLong(i64),
    /// The kind has no such class.
    #[error("unknown class {0}")]
    UnknownClass(String),
    /// The policy knows no such priority.
    #[error("unknown priority {0}")]
    UnknownPriority(String),
    /// The policy knows no such channel.
    #[error("unknown channel {0}")]
    UnknownChannel(String),
    /// Fields of the form are missing or wrong.
    #[error("the form is not complete: {0:?}")]
    Incomplete(Vec<FieldProblem>),
    /// The customer is on the line: answer on the spot, or promise.
    #[error("answer on the spot or promise")]
    AnswerOrPromise,
    /// An answer on the spot needs its words.
    #[error("the answer is missing")]
    AnswerMissing,
    /// The step cannot follow; what can.
    #[error("no way from {} to {}", .0.from, .0.to)]
    IllegalStep(Box<NoWay>),
    /// Nobody handles it yet.
    #[error("nobody handles the case yet")]
    Unassigned,
    /// A transfer waits for acceptance.
    #[error("a transfer waits for acceptance")]
    TransferPending,
    /// It was sent back so often that a supervisor decides where it goes.
    #[error("sent back {0} times: a supervisor decides")]
    SupervisorDecides(i64),
    /// The first receiver answers to the customer.
    #[error("the first receiver answers to the customer")]
    FirstOwnerAnswers,
    /// By policy the first receiver stays responsible.
    #[error("the first receiver stays responsible")]
    FirstOwnerStays,
    /// This person is the first receiver already.
    #[error("this person is the first receiver already")]
    FirstOwnerSame,
    /// No transfer waits.
    #[error("no transfer waits")]
    NoTransfer,
    /// It is where it was to go.
    #[error("the case is there already")]
    TransferToSame,
    /// No unit was named, and policy makes none responsible for the class.
    #[error("no unit is responsible for the class")]
    NoRoute,
    /// Policy makes a unit responsible that does not exist; its code.
    #[error("no unit has the code {0}")]
    RouteToNowhere(String),
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// This pause needs a note.
    #[error("a note is needed")]
    NoteMissing,
    /// A text is needed.
    #[error("a text is needed")]
    TextMissing,
    /// A promise lies ahead.
    #[error("the promised time has passed")]
    PromisePast,
    /// The policy does not let a promise lie that far ahead.
    #[error("the promised time lies too far ahead")]
    PromiseTooFar,
    /// The promise was kept before.
    #[error("the promise is not open")]
    PromiseNotOpen,
    /// The customer still waits for what was promised.
    #[error("a promise is open")]
    OpenPromise,
    /// The policy does not allow this reason; those it does.
    #[error("not an allowed reason: {0}")]
    PauseReason(Param),
    /// It stands still.
    #[error("the case is paused")]
    Paused,
    /// It does not stand still.
    #[error("the case is not paused")]
    NotPaused,
    /// The customer has not said that the result is good.
    #[error("the customer has not confirmed")]
    Unconfirmed,
    /// The result has not been fed back to the customer yet.
    #[error("the result was not fed back yet")]
    NotFedBack,
    /// An outcome is needed to close.
    #[error("an outcome is needed to close a case")]
    OutcomeMissing,
    /// The policy knows no such outcome; those it does.
    #[error("unknown outcome; known are {0}")]
    UnknownOutcome(Param),
    /// Closing without the customer's word needs grounds.
    #[error("grounds are needed")]
    GroundsMissing,
    /// This outcome is for supervisors.
    #[error("this outcome is for supervisors")]
    OutcomeForSupervisor,
    /// It was closed too long ago; a new case is opened and linked instead.
    #[error("closed too long ago to be reopened")]
    ReopenTooLate,
    /// The clock does not run.
    #[error("the clock does not run")]
    ClockNotRunning,
    /// An extension moves the due time later.
    #[error("the new due time is not later")]
    NotLater,
    /// The customer has to be told first: when and how.
    #[error("the customer has to be told: when and how")]
    NotTold,
    /// The policy does not let this limit be extended.
    #[error("this limit is not extended")]
    NotExtendable,
    /// The policy does not allow so much more time; the latest moment it does, in the organisation's time zone.
    #[error("not later than {0}")]
    ExtensionTooFar(String),
    /// The policy does not allow another extension.
    #[error("no more extensions: {0} allowed")]
    ExtensionsSpent(i64),
    /// The last urging is not long enough ago; from when on it is, in the organisation's time zone.
    #[error("urged just now; again from {0}")]
    UrgedJustNow(String),
    /// A case is not linked to itself.
    #[error("a case is not linked to itself")]
    LinkToSelf,
    /// Not a kind of link.
    #[error("not a kind of link: {0}")]
    UnknownLink(String),
    /// The file is too large; the limit in bytes.
    #[error("the file is larger than {0} bytes")]
    FileTooLarge(i64),
    /// Files of this type are not taken.
    #[error("files of type {0} are not taken")]
    FileType(String),
    /// The file is empty, or missing.
    #[error("the file is empty")]
    FileMissing,
    /// At a level of the approval there is nobody who could decide; its name.
    #[error("nobody can decide at the level {0}")]
    NobodyDecides(Param),
    /// Something that others decide stands against it.
    #[error(transparent)]
    Barred(#[from] Barred),
    /// The public did it too often within so many minutes.
    #[error("too often within {0} minutes")]
    PortalTooOften(i64),
    /// Not a value this filter knows.
    #[error("not a filter value: {0}")]
    BadFilter(&'static str),
}

impl Refused {
    /// The status, the code, and the field to mend.
    #[expect(clippy::too_many_lines, reason = "one line for each refusal")]
    fn parts(&self) -> (u16, &'static str, Option<&'static str>) {
        match self {
            Self::NotFound => (404, "cases.not_found", None),
            Self::NoPromise => (404, "cases.promise_not_found", None),
            Self::NoClock => (404, "cases.clock_not_found", None),
            Self::NoAttachment => (404, "cases.attachment_not_found", None),
            Self::NoView => (404, "cases.view_not_found", None),
            Self::ChangedMeanwhile => (409, "cases.changed_meanwhile", Some("version")),
            Self::NoTemplate => (404, "cases.template_not_found", None),
            Self::UnknownVariable(_) => (422, "cases.unknown_variable", Some("says")),
            Self::NoTag => (422, "cases.tag_not_found", Some("tags")),
            Self::TagTaken(_) => (409, "cases.tag_taken", Some("name")),
            Self::UnknownColour(_) => (422, "cases.unknown_colour", Some("colour")),
            Self::TooManyTags(_) => (422, "cases.too_many_tags", Some("tags")),
            Self::BulkTooMany(_) => (422, "cases.bulk_too_many", Some("query")),
            Self::UnknownUnit => (422, "cases.unknown_unit", Some("unit_id")),
            Self::UnknownPerson => (422, "cases.unknown_person", Some("person_id")),
            Self::UnknownCustomer => (422, "cases.unknown_customer", Some("customer_id")),
            Self::NoRight => (403, "cases.no_right", None),
            Self::NotYours => (403, "cases.not_yours", None),
            Self::NotReceiver => (403, "cases.not_receiver", None),
            Self::Stale(_) => (409, "cases.stale", Some("version")),
            Self::AlreadyClosed => (409, "cases.already_closed", None),
            Self::NotClosed => (409, "cases.not_closed", None),
            Self::UnknownKind(_) => (422, "cases.unknown_kind", Some("kind")),
            Self::OnlyAnswers => (422, "cases.only_answers", Some("says.afterwards")),
            Self::UnknownEnding(_) => (422, "cases.unknown_ending", Some("says.afterwards.outcome")),
            Self::EndingNeedsSummary(_) => (422, "cases.ending_needs_summary", Some("says.afterwards.outcome")),
            Self::UnknownQueue(_) => (422, "cases.unknown_queue", Some("says.afterwards.queue")),
            Self::NoteTooLong(_) => (422, "cases.note_too_long", Some("says.afterwards.note")),
            Self::UnknownClass(_) => (422, "cases.unknown_class", Some("class")),
            Self::UnknownPriority(_) => (422, "cases.unknown_priority", Some("priority")),
            Self::UnknownChannel(_) => (422, "cases.unknown_channel", Some("channel")),
            Self::Incomplete(_) => (422, "cases.incomplete", None),
            Self::AnswerOrPromise => (422, "cases.answer_or_promise", Some("promise")),
            Self::AnswerMissing => (422, "cases.answer_missing", Some("answer")),
            Self::IllegalStep(_) => (409, "cases.illegal_step", Some("to")),
            Self::Unassigned => (409, "cases.unassigned", None),
            Self::TransferPending => (409, "cases.transfer_pending", None),
            Self::SupervisorDecides(_) => (409, "cases.supervisor_decides", None),
            Self::FirstOwnerAnswers => (403, "cases.first_owner_answers", None),
            Self::FirstOwnerStays => (409, "cases.first_owner_stays", None),
            Self::FirstOwnerSame => (422, "cases.first_owner_same", Some("person_id")),
            Self::NoTransfer => (409, "cases.no_transfer", None),
            Self::TransferToSame => (422, "cases.transfer_to_same", Some("unit_id")),
            Self::NoRoute => (422, "cases.no_route", Some("unit_id")),
            Self::RouteToNowhere(_) => (422, "cases.route_to_nowhere", Some("unit_id")),
            Self::ReasonMissing => (422, "cases.reason_missing", Some("reason")),
            Self::NoteMissing => (422, "cases.note_missing", Some("note")),
            Self::TextMissing => (422, "cases.text_missing", Some("body")),
            Self::PromisePast => (422, "cases.promise_past", Some("due_at")),
            Self::PromiseTooFar => (422, "cases.promise_too_far", Some("due_at")),
            Self::PromiseNotOpen => (409, "cases.promise_not_open", None),
            Self::OpenPromise => (409, "cases.open_promise", None),
            Self::PauseReason(_) => (422, "cases.pause_reason", Some("reason")),
            Self::Paused => (409, "cases.paused", None),
            Self::NotPaused => (409, "cases.not_paused", None),
            Self::Unconfirmed => (409, "cases.unconfirmed", None),
            Self::NotFedBack => (409, "cases.not_fed_back", None),
            Self::OutcomeMissing => (422, "cases.outcome_missing", Some("outcome")),
            Self::UnknownOutcome(_) => (422, "cases.unknown_outcome", Some("outcome")),
            Self::GroundsMissing => (422, "cases.grounds_missing", Some("grounds")),
            Self::OutcomeForSupervisor => (403, "cases.outcome_for_supervisor", Some("outcome")),
            Self::ReopenTooLate => (409, "cases.reopen_too_late", None),
            Self::ClockNotRunning => (409, "cases.clock_not_running", None),
            Self::NotLater => (422, "cases.extension_not_later", Some("until")),
            Self::NotTold => (422, "cases.customer_not_told", Some("told_at")),
            Self::NotExtendable => (409, "cases.not_extendable", Some("clock_id")),
            Self::ExtensionTooFar(_) => (422, "cases.extension_too_far", Some("until")),
            Self::ExtensionsSpent(_) => (409, "cases.extensions_spent", None),
            Self::UrgedJustNow(_) => (409, "cases.urged_just_now", None),
            Self::LinkToSelf => (422, "cases.link_to_self", Some("case_id")),
            Self::UnknownLink(_) => (422, "cases.unknown_link", Some("kind")),
            Self::FileTooLarge(_) => (413, "cases.file_too_large", Some("file")),
            Self::FileType(_) => (415, "cases.file_type", Some("file")),
            Self::FileMissing => (422, "cases.file_missing", Some("file")),
            Self::NobodyDecides(_) => (409, "cases.approval_nobody", None),
            Self::Barred(it) => it.parts(),
            Self::PortalTooOften(_) => (429, "cases.portal_too_often", None),
            Self::BadFilter(field) => (422, "cases.bad_filter", Some(field)),
        }
    }
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        let (status, code, field) = self.parts();
        let refusal = field.iter().fold(Refusal::new(status, code), |it, field| it.field(*field));
        match self {
            Self::Stale(fields) => {
                refusal.saying("fields", Param::List(fields.iter().map(|it| labels::built_in(it)).collect()))
            }
            Self::UnknownVariable(names) => refusal.with("value", names.join(", ")),
            Self::TooManyTags(most) | Self::BulkTooMany(most) | Self::NoteTooLong(most) => refusal.with("count", most),
            Self::TagTaken(it)
            | Self::UnknownColour(it)
            | Self::UnknownKind(it)
            | Self::UnknownEnding(it)
            | Self::EndingNeedsSummary(it)
            | Self::UnknownQueue(it)
            | Self::UnknownClass(it)
            | Self::UnknownPriority(it)
            | Self::UnknownChannel(it)
            | Self::UnknownLink(it)
            | Self::RouteToNowhere(it)
            | Self::FileType(it) => refusal.with("value", it),
            Self::NobodyDecides(it) => refusal.saying("level", it.clone()),
            Self::PauseReason(it) | Self::UnknownOutcome(it) => refusal.saying("allowed", it.clone()),
            Self::IllegalStep(it) => {
                let NoWay { from, to, allowed } = *it.clone();
                refusal.saying("from", from).saying("to", to).saying("allowed", allowed)
            }
            Self::ExtensionTooFar(it) => refusal.with("latest", it),
            Self::UrgedJustNow(it) => refusal.with("from", it),
            Self::SupervisorDecides(it) => refusal.with("count", it),
            Self::ExtensionsSpent(it) => refusal.with("allowed", it),
            Self::FileTooLarge(it) => refusal.with("limit", it),
            Self::PortalTooOften(it) => refusal.with("minutes", it),
            Self::Incomplete(problems) => {
                let names = problems.iter().filter_map(|it| it.params.get("field").cloned());
                refusal.saying("fields", Param::List(names.collect())).problems(problems.clone())
            }
            _ => refusal,
        }
    }
}
