//! What happens to conversations and agents, as others hear it. The fields are the body of the entry in the event log.
//!
//! Time spans are milliseconds of the wall clock. Texts are not among the fields: they lie with the messages.

use base::ids::{CaseId, CustomerId, EntranceId, PersonId, UnitId};
use base::{Span, Stamp};
use cases::events::TagNamed;
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::{Author, MessageKind, PresenceState, Withheld};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

            impl Event for $name { const KIND: &'static str = concat!("channels.", $kind, ".v1"); }
        )+

        /// The kinds of all events of this capability.
        pub const KINDS: &[&str] = &[$(concat!("channels.", $kind, ".v1")),+];
    };
}

events! {
    /// A conversation began.
    Began "began" {
        /// The channel.
        channel: String,
        /// The entrance.
        entrance: EntranceId,
        /// The queue it stands in.
        queue: String,
        /// What for.
        topic: Option<String>,
    }
    /// Something was said.
    Said "said" {
        /// The message's number.
        seq: i64,
        /// Whose words.
        author: Author,
        /// What it is.
        kind: MessageKind,
        /// The unit of whoever has the conversation.
        unit: Option<UnitId>,
        /// How long the customer had waited, when this answers them.
        waited: Option<Span>,
        /// Whether it is the first answer.
        first: bool,
        /// Until when it was due, when it answers.
        due: Option<Stamp>,
    }
    /// It was offered to an agent.
    Offered "offered" {
        /// Whom.
        agent: PersonId,
        /// Until when.
        until: Stamp,
    }
    /// An agent accepted what was offered, or took it from the queue.
    Accepted "accepted" {
        /// Who.
        agent: PersonId,
        /// Their unit.
        unit: Option<UnitId>,
        /// How long it had waited since it came or came back.
        waited: Span,
        /// Whether it was taken without an offer.
        taken: bool,
    }
    /// It went back to its queue.
    Returned "returned" {
        /// From whom.
        agent: Option<PersonId>,
        /// Why.
        why: String,
    }
    /// It was handed on.
    Transferred "transferred" {
        /// By whom it was held.
        from: Option<PersonId>,
        /// To whom, when to somebody.
        to: Option<PersonId>,
        /// To which queue, when to a queue.
        queue: Option<String>,
        /// Why.
        note: String,
    }
    /// A supervisor took it over.
    TakenOver "taken_over" {
        /// From whom.
        from: Option<PersonId>,
        /// Why.
        reason: String,
    }
    /// Somebody watches, or joined in.
    TookPart "took_part" {
        /// `watching` or `joined`.
        how: String,
    }
    /// It was put off.
    Snoozed "snoozed" {
        /// Until when; until the customer writes when nothing.
        until: Option<Stamp>,
    }
    /// An answer is to be sent later.
    Planned "planned" {
        /// When.
        due: Stamp,
    }
    /// It is not to be sent after all.
    Unplanned "unplanned" {
        /// When it would have been.
        due: Stamp,
    }
    /// It was not sent when it was due.
    WithheldEvent "withheld" {
        /// Whose it was.
        person: PersonId,
        /// When it was due.
        due: Stamp,
        /// Why.
        why: Withheld,
    }
    /// It goes on.
    Woke "woke" {
        /// Whether the customer wrote.
        by_customer: bool,
    }
    /// It ended.
    Closed "closed" {
        /// How, a word of the policy.
        outcome: String,
        /// Who had it.
        agent: Option<PersonId>,
        /// Their unit.
        unit: Option<UnitId>,
        /// From its first message to its end.
        lasted: Span,
    }
    /// It was taken up again.
    Reopened "reopened" {
        /// Whether the customer wrote.
        by_customer: bool,
    }
    /// The customer rated it.
    Rated "rated" {
        /// 1 to 5.
        score: i64,
        /// Whether policy takes that for satisfied.
        satisfied: bool,
        /// Who had it.
        agent: Option<PersonId>,
        /// Their unit.
        unit: Option<UnitId>,
    }
    /// A case was linked.
    CaseLinked "case_linked" {
        /// The case.
        case: CaseId,
    }
    /// A case is no longer linked.
    CaseUnlinked "case_unlinked" {
        /// The case.
        case: CaseId,
    }
    /// Tags were put on it or taken off it.
    Tagged "tagged" {
        /// Put on.
        added: Vec<TagNamed>,
        /// Taken off.
        removed: Vec<TagNamed>,
    }
    /// It is known which customer it is with.
    Recognised "recognised" {
        /// Which; nobody any more when nothing.
        customer: Option<CustomerId>,
    }
    /// Its customer was let go: it says nothing personal any more.
    Redacted "redacted" {
        /// Files that were deleted.
        files: i64,
    }
    /// A message left the house, or could not.
    Delivered "delivered" {
        /// The message's number.
        seq: i64,
        /// Why it could not.
        failure: Option<String>,
    }
    /// An agent is something else.
    PresenceChanged "presence_changed" {
        /// What.
        state: PresenceState,
        /// By which word of the policy.
        word: Option<String>,
        /// What they were before, and for how long.
        before: PresenceState,
        /// For how long they were that.
        lasted: Span,
    }
    /// What an agent can do is something else.
    SkillsChanged "skills_changed" {}
    /// There is a new entrance.
    EntranceAdded "entrance_added" {
        /// Which.
        entrance: EntranceId,
    }
    /// An entrance was changed.
    EntranceChanged "entrance_changed" {
        /// Which.
        entrance: EntranceId,
        /// The fields that are different.
        fields: Vec<String>,
    }
}
