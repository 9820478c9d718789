//! What a person is told of: being called in, being given a case, time running out on what they answer for, and the
//! progress of what they received first (CAS-5, CAS-7).

use base::ids::PersonId;
use policy::model::{Audience, News};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::events::{
    ApprovalAnswered, ApprovalAsked, ApprovalGranted, ApprovalPassed, ApprovalRefused, ApprovalSentBack, Assigned,
    ClockWarned, CustomerWrote, DeadlineWarned, Entrusted, Escalated, FollowUpMade, JointAccepted, JointAsked,
    JointEnded, Noted, PromiseBroken, QuestionAnswered, QuestionAsked, Readdressed, Returned, TakenBack, Transferred,
    Urged, Watched,
};
use crate::model::Target;

/// The kinds of events that may concern one person.
pub const KINDS: [&str; 36] = [
    "cases.noted.v1",
    "cases.assigned.v1",
    "cases.transferred.v1",
    "cases.readdressed.v1",
    "cases.returned.v1",
    "cases.entrusted.v1",
    "cases.clock_warned.v1",
    "cases.promise_broken.v1",
    "cases.accepted.v1",
    "cases.stepped.v1",
    "cases.paused.v1",
    "cases.resumed.v1",
    "cases.extended.v1",
    "cases.reopened.v1",
    "cases.closed.v1",
    "cases.approval_asked.v1",
    "cases.approval_passed.v1",
    "cases.approval_answered.v1",
    "cases.approval_granted.v1",
    "cases.approval_refused.v1",
    "cases.approval_sent_back.v1",
    "cases.deadline_warned.v1",
    "cases.follow_up_made.v1",
    "cases.escalated.v1",
    "cases.watched.v1",
    "cases.question_asked.v1",
    "cases.question_answered.v1",
    "cases.taken_back.v1",
    "cases.joint_asked.v1",
    "cases.joint_accepted.v1",
    "cases.joint_returned.v1",
    "cases.joint_delivered.v1",
    "cases.joint_withdrawn.v1",
    "cases.joint_waived.v1",
    "cases.urged.v1",
    "cases.customer_wrote.v1",
];

/// Why somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NoticeReason)]
pub enum Reason {
    /// They are meant themselves.
    Named,
    /// They received the case first, and follow what becomes of it.
    FirstOwner,
    /// They stand above the handler.
    Superior,
}

/// Who is to be told of an event of a case.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The person.
    pub person: &'a PersonId,
    /// Whether they received the case first.
    pub first_owner: bool,
    /// What first receivers are told of, by policy.
    pub told_of: &'a [News],
}

/// Why an event is for this person, if it is: its kind, and its fields as JSON. Of time limits those are told whom policy
/// names.
pub fn concerns(reader: Reader<'_>, kind: &str, body: &str) -> Option<Reason> {
    let is_me = |other: &Option<PersonId>| other.as_ref() == Some(reader.person);
    let named = match kind {
        "cases.noted.v1" => said(body, |it: Noted| it.mentions.contains(reader.person)),
        "cases.assigned.v1" => said(body, |it: Assigned| is_me(&it.to)),
        "cases.transferred.v1" => said(body, |it: Transferred| is_me(&it.to_person)),
        "cases.readdressed.v1" => said(body, |it: Readdressed| it.to == *reader.person),
        "cases.returned.v1" => said(body, |it: Returned| is_me(&it.owner_id)),
        "cases.entrusted.v1" => said(body, |it: Entrusted| it.to == *reader.person),
        "cases.promise_broken.v1" => said(body, |it: PromiseBroken| it.person_id == *reader.person),
        "cases.clock_warned.v1" => said(body, |it: ClockWarned| {
            (is_me(&it.owner_id) && it.tell.contains(&Audience::Handler))
                || (is_me(&it.first_owner_id) && it.tell.contains(&Audience::FirstOwner))
        }),
        "cases.approval_asked.v1" => said(body, |it: ApprovalAsked| it.deciders.contains(reader.person)),
        "cases.approval_passed.v1" => said(body, |it: ApprovalPassed| it.deciders.contains(reader.person)),
        "cases.approval_answered.v1" => said(body, |it: ApprovalAnswered| it.deciders.contains(reader.person)),
        "cases.approval_granted.v1" => said(body, |it: ApprovalGranted| it.asked_by == *reader.person),
        "cases.approval_refused.v1" => said(body, |it: ApprovalRefused| it.asked_by == *reader.person),
        "cases.approval_sent_back.v1" => said(body, |it: ApprovalSentBack| it.asked_by == *reader.person),
        "cases.escalated.v1" => said(body, |it: Escalated| it.leaders.contains(reader.person)),
        "cases.question_asked.v1" => said(body, |it: QuestionAsked| it.leaders.contains(reader.person)),
        "cases.question_answered.v1" => said(body, |it: QuestionAnswered| it.asked_by == *reader.person),
        "cases.watched.v1" => said(body, |it: Watched| is_me(&it.owner_id) || is_me(&it.supervisor)),
        "cases.follow_up_made.v1" => said(body, |it: FollowUpMade| is_me(&it.person_id)),
        "cases.deadline_warned.v1" => said(body, |it: DeadlineWarned| it.told.contains(reader.person)),
        "cases.taken_back.v1" => said(body, |it: TakenBack| is_me(&it.owner_id) || is_me(&it.person_id)),
        "cases.joint_asked.v1" => said(body, |it: JointAsked| it.told.contains(reader.person)),
        "cases.joint_accepted.v1" => said(body, |it: JointAccepted| it.told.contains(reader.person)),
        "cases.joint_returned.v1"
        | "cases.joint_delivered.v1"
        | "cases.joint_withdrawn.v1"
        | "cases.joint_waived.v1" => said(body, |it: JointEnded| it.told.contains(reader.person)),
        "cases.customer_wrote.v1" => said(body, |it: CustomerWrote| it.told.contains(reader.person)),
        "cases.urged.v1" => said(body, |it: Urged| it.told.contains(reader.person)),
        _ => false,
    };
    let above = || kind == "cases.clock_warned.v1" && said(body, |it: ClockWarned| it.told.contains(reader.person));
    let follows = || reader.first_owner && news(kind).is_some_and(|it| reader.told_of.contains(&it));
    match (named, above(), follows()) {
        (true, ..) => Some(Reason::Named),
        (_, true, _) => Some(Reason::Superior),
        (.., true) => Some(Reason::FirstOwner),
        _ => None,
    }
}

/// Whether an event says that a promise was broken.
pub fn is_broken_promise(kind: &str) -> bool {
    kind == "cases.promise_broken.v1"
}

/// Whether an event says that the clock of a promise ran out, which the broken promise says already to whoever made it.
pub fn is_promise_over(kind: &str, body: &str) -> bool {
    let over = |it: ClockWarned| it.target == Target::Promise && it.permille >= 1_000;
    kind == "cases.clock_warned.v1" && said(body, over)
}

/// What policy calls an event.
fn news(kind: &str) -> Option<News> {
    match kind {
        "cases.transferred.v1" => Some(News::Transferred),
        "cases.accepted.v1" => Some(News::Accepted),
        "cases.returned.v1" => Some(News::Returned),
        "cases.stepped.v1" => Some(News::Stepped),
        "cases.paused.v1" | "cases.resumed.v1" => Some(News::Paused),
        "cases.extended.v1" => Some(News::Extended),
        "cases.reopened.v1" => Some(News::Reopened),
        "cases.closed.v1" => Some(News::Closed),
        _ => None,
    }
}

/// A row of another system's log has the kind but not the fields: it is for nobody here.
fn said<T: DeserializeOwned>(body: &str, is_for_me: impl FnOnce(T) -> bool) -> bool {
    serde_json::from_str(body).is_ok_and(is_for_me)
}
