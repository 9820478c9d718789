//! What figures need to know of an event.

use base::Stamp;
use serde::Deserialize;

use crate::model::Dims;

#[cfg(test)]
mod tests;

/// An event that figures are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// When it happened.
    pub at: Stamp,
    /// Its number in the log.
    pub seq: i64,
    /// The case.
    pub case: String,
    /// Who did it; empty when the system did.
    pub actor: String,
    /// What happened.
    pub what: What,
    /// The fields that matter here.
    pub body: Body,
}

whats! {
    /// What happened to a case.
    "cases" {
        /// A case was taken in.
        Opened "opened",
        /// It went on to another step.
        Stepped "stepped",
        /// It got another handler.
        Assigned "assigned",
        /// It was handed over.
        Transferred "transferred",
        /// The hand-over was accepted.
        Accepted "accepted",
        /// The hand-over was sent back.
        Returned "returned",
        /// The hand-over was taken back before it was accepted.
        TakenBack "taken_back",
        /// The customer was written or spoken to.
        Replied "replied",
        /// The customer got the first answer.
        Answered "answered",
        /// A promise was kept.
        PromiseKept "promise_kept",
        /// A promise was broken.
        PromiseBroken "promise_broken",
        /// A solution was fed back.
        Resolved "resolved",
        /// The customer said whether it is good.
        Confirmed "confirmed",
        /// It is worked on again.
        Reopened "reopened",
        /// It got its outcome.
        Closed "closed",
        /// It became one with another case, where it goes on.
        Merged "merged",
        /// It stands for itself again.
        Unmerged "unmerged",
        /// It was corrected.
        Edited "edited",
        /// It was linked with another case.
        Linked "linked",
        /// What a clock waited for was reached.
        ClockMet "clock_met",
        /// A limit passed.
        ClockBreached "clock_breached",
        /// An application has all its materials.
        ApplicationAccepted "application_accepted",
    }
}

/// The fields of all these events that figures use; each event has some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "fields of different events side by side, not a state")]
pub struct Body {
    case_kind: Option<String>,
    class: Option<String>,
    channel: Option<String>,
    priority: Option<String>,
    /// The unit that has the case.
    pub unit_id: Option<String>,
    /// Who handles it.
    pub owner_id: Option<String>,
    /// The earlier case about the same matter.
    pub repeat_of: Option<String>,
    /// Wall-clock time, milliseconds.
    pub wall: Option<i64>,
    /// Working time, milliseconds.
    pub worked: Option<i64>,
    /// Wall-clock time at the step left, milliseconds.
    pub stayed: Option<i64>,
    /// Wall-clock time a transfer waited, milliseconds.
    pub waited: Option<i64>,
    from: Option<serde_json::Value>,
    to: Option<serde_json::Value>,
    /// The unit that sent a transfer back.
    pub from_unit: Option<String>,
    /// The unit that gets the case.
    pub to_unit: Option<String>,
    /// The person who gets it.
    pub to_person: Option<String>,
    /// Whether the transfer waits for acceptance.
    pub waits: bool,
    /// Who answers for a promise.
    pub person_id: Option<String>,
    /// Whether it was in time.
    pub in_time: bool,
    /// Whether the customer is satisfied.
    pub satisfied: bool,
    /// Whether the outcome means that the matter was solved; other systems do not say.
    pub resolved: Option<bool>,
    /// The other case of a link.
    pub other: Option<String>,
    /// The kind of a link.
    pub kind: Option<String>,
    /// What a clock waits for.
    pub target: Option<String>,
    /// Which clock of that target, from 1.
    pub instance: i64,
    /// How good the record is, in thousandths of what was asked for.
    pub quality: Option<i64>,
    /// How many times an applicant was told what is missing.
    pub notices: i64,
    /// Whether all materials were there at the first look.
    pub at_first_visit: bool,
}

impl Body {
    /// What the case is told apart by, when the event says so.
    pub fn dims(&self) -> Option<Dims> {
        let text = |it: &Option<String>| it.clone().unwrap_or_default();
        self.case_kind.as_ref().map(|kind| Dims {
            unit: text(&self.unit_id),
            person: text(&self.owner_id),
            kind: kind.clone(),
            class: text(&self.class),
            channel: text(&self.channel),
            priority: text(&self.priority),
            step: String::new(),
        })
    }

    /// The step left.
    pub fn step_left(&self) -> &str {
        self.from.as_ref().and_then(|it| it.as_str()).unwrap_or_default()
    }

    /// The new handler.
    pub fn new_owner(&self) -> &str {
        self.to.as_ref().and_then(|it| it.as_str()).unwrap_or_default()
    }

    /// The other cases this event says something about.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        let linked = if self.kind.as_deref() == Some("repeat") { self.other.as_deref() } else { None };
        self.repeat_of.as_deref().into_iter().chain(linked)
    }
}
