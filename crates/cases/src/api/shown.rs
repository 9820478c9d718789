//! Cases as programs and screens get them.

use base::ids::{AttachmentId, CaseId, ClockId, NoteId, PromiseId, TagId, TransferId};
use base::{PerMille, Span, Stamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::{ClockState, Extension, Fields, Pause, PromiseState, Status, Target, TransferState, ViewList};

macro_rules! shown {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    )*};
}

shown! {
    /// Somebody or something by name: a member of staff, a unit, a customer (masked).
    struct Named {
        /// The id; empty for somebody of another system.
        id: String,
        /// The name; empty when it is no longer known.
        name: String,
    }

    /// A case in a list.
    struct CaseRow {
        /// Its id.
        id: CaseId,
        /// The number people read to each other.
        number: String,
        /// What it is about.
        subject: String,
        /// Its kind.
        kind: String,
        /// Its class.
        class: Option<String>,
        /// How it came in.
        channel: String,
        /// Its priority.
        priority: String,
        /// Where it stands.
        step: String,
        /// Open, paused or closed.
        status: Status,
        /// Who handles it.
        owner: Option<Named>,
        /// The unit that has it.
        unit: Named,
        /// Who received it first.
        first_owner: Option<Named>,
        /// The customer.
        customer: Option<Named>,
        /// When it was taken in.
        opened_at: Stamp,
        /// When it was closed.
        closed_at: Option<Stamp>,
        /// The nearest due time of its clocks.
        due_at: Option<Stamp>,
        /// What is due then.
        due_target: Option<Target>,
        /// When half of that limit is used.
        due_half_at: Option<Stamp>,
        /// When the last warning ahead of that limit is given: nearly due from then on.
        due_near_at: Option<Stamp>,
        /// The nearest promise.
        promise_due_at: Option<Stamp>,
        /// Whether a transfer waits for acceptance.
        to_accept: bool,
        /// How many times it was worked on again.
        reopen_count: i64,
        /// How many earlier contacts there were about the matter.
        repeat_count: i64,
        /// Give it back when changing.
        version: i64,
        /// The system it was imported from.
        source: Option<String>,
        /// How many times its handler was urged.
        urge_count: i64,
        /// Its tags.
        tags: Vec<TagId>,
        /// The answers that were asked for as columns; personal ones masked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Object>)]
        columns: Option<Fields>,
    }

    /// A case with all that hangs on it.
    struct Case {
        /// As in the list.
        #[serde(flatten)]
        row: CaseRow,
        /// What the customer said.
        description: String,
        /// How to reach the customer, masked.
        contact_how: Option<String>,
        /// When the matter happened.
        happened_at: Option<Stamp>,
        /// The answers to the form; personal ones masked.
        #[schema(value_type = Object)]
        fields: Fields,
        /// The same as people read them, in the order of the policy; with what has no field any more.
        answers: Vec<CaseAnswer>,
        /// How good the record is; nothing while policy does not rate records.
        quality: Option<CaseQuality>,
        /// What an import brought along.
        #[schema(value_type = Object)]
        attrs: Fields,
        /// How it ended.
        outcome: Option<String>,
        /// What the customer said about the result: none, asked, satisfied, unsatisfied.
        confirmation: String,
        /// The policy version it was taken in under.
        policy: String,
        /// Its time limits, the oldest first.
        clocks: Vec<Clock>,
        /// Reply times given to the customer.
        promises: Vec<Promise>,
        /// Hand-overs.
        transfers: Vec<Transfer>,
        /// Files.
        attachments: Vec<Attachment>,
        /// Other cases.
        links: Vec<Link>,
        /// Who takes part.
        people: Vec<Named>,
        /// Fields of the form that are still empty.
        missing: Vec<String>,
        /// What can be done, and why not the rest.
        actions: Vec<Action>,
        /// The action to offer first.
        primary: Option<String>,
    }

    /// An answer as people read it.
    struct CaseAnswer {
        /// The field.
        field: String,
        /// What it is called, or was called when it was still asked for.
        name: String,
        /// What was answered; personal answers masked.
        text: String,
        /// Whether policy does not have the field, or the choice, any more.
        former: bool,
        /// Whether it is personal data, shown in full only with a reason.
        personal: bool,
    }

    /// How good a record is.
    struct CaseQuality {
        /// The share of what is asked for that is there, by weight.
        permille: PerMille,
        /// Whether policy calls it a good record.
        good: bool,
    }

    /// A time limit, with why it is due when it is due.
    struct Clock {
        /// Its id.
        id: ClockId,
        /// What it waits for.
        target: Target,
        /// Counts from 1 per target.
        instance: i64,
        /// The instance it goes on from.
        previous_id: Option<ClockId>,
        /// The promise, transfer or step it belongs to.
        subject: Option<String>,
        /// Where it stands.
        state: ClockState,
        /// When it was started.
        started_at: Stamp,
        /// The limit, in the time of its calendar.
        limit_ms: Span,
        /// Used by now, in the time of its calendar.
        used_ms: Span,
        /// When it is due; not known while it stands still.
        due_at: Option<Stamp>,
        /// When half is used.
        half_at: Option<Stamp>,
        /// When the last warning ahead is given.
        near_at: Option<Stamp>,
        /// When it was found overdue.
        breached_at: Option<Stamp>,
        /// When it was reached or called off.
        ended_at: Option<Stamp>,
        /// From start to end by the wall clock, once ended.
        wall_ms: Option<Span>,
        /// From start to end in working time, once ended.
        working_ms: Option<Span>,
        /// Since when it stands still.
        paused_at: Option<Stamp>,
        /// Where it stood still.
        pauses: Vec<Pause>,
        /// Whose working time counts, by name in the reader's language; the wall clock when absent.
        calendar: Option<String>,
        /// The same for programs: the version of the policy and the calendar in it, `calendar@2#office`.
        calendar_ref: Option<String>,
        /// The policy version that set the limit.
        policy: String,
        /// The limit's name within it.
        rule: String,
        /// Why it is due then, in a sentence.
        why: String,
        /// Where more time was given.
        extended: Vec<Extension>,
    }

    /// A reply time given to the customer.
    struct Promise {
        /// Its id.
        id: PromiseId,
        /// What was promised.
        text: String,
        /// By when.
        due_at: Stamp,
        /// What became of it.
        state: PromiseState,
        /// Who promised.
        made_by: Option<Named>,
        /// When it was made.
        made_at: Stamp,
        /// When it was kept.
        kept_at: Option<Stamp>,
        /// What the customer got.
        note: Option<String>,
    }

    /// A hand-over.
    struct Transfer {
        /// Its id.
        id: TransferId,
        /// The unit that gave it.
        from_unit: Named,
        /// The person who had it.
        from_person: Option<Named>,
        /// The unit that is to take it.
        to_unit: Named,
        /// The person who is to take it.
        to_person: Option<Named>,
        /// Why.
        reason: String,
        /// What became of it.
        state: TransferState,
        /// When it was handed over.
        at: Stamp,
        /// When it was accepted or returned.
        answered_at: Option<Stamp>,
        /// Why it was returned.
        answer: Option<String>,
        /// How long it waited, by the wall clock.
        wait_ms: Option<Span>,
        /// How long it waited, in working time.
        working_ms: Option<Span>,
        /// Until when the department that accepted it is to be done.
        due_at: Option<Stamp>,
        /// When half of that is used.
        half_at: Option<Stamp>,
        /// When it is nearly due.
        near_at: Option<Stamp>,
        /// When the department was done with it.
        handled_at: Option<Stamp>,
        /// How long the department had it, by the wall clock.
        handling_ms: Option<Span>,
        /// The same in working time.
        handling_working_ms: Option<Span>,
    }

    /// A file.
    struct Attachment {
        /// Its id.
        id: AttachmentId,
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: i64,
        /// Its media type.
        media_type: String,
        /// When it was added.
        at: Stamp,
        /// Who added it.
        by: Option<Named>,
    }

    /// Another case.
    struct Link {
        /// The other case.
        case_id: CaseId,
        /// Its number.
        number: String,
        /// What it is about; empty when it is out of sight.
        subject: String,
        /// Whether it is open; nothing when it is out of sight.
        status: Option<Status>,
        /// What it is to this one.
        kind: String,
        /// Whether a rule made the link.
        by_rule: bool,
    }

    /// Something that can be done, or why it cannot.
    struct Action {
        /// Its name.
        name: String,
        /// Whether it can be done now.
        allowed: bool,
        /// Why not, for programs.
        reason: Option<String>,
        /// Why not, for people.
        reason_text: Option<String>,
        /// For `step`: where to. For `close`: the outcomes this person can choose.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<String>,
        /// For `transfer`: the unit that policy makes responsible for the case's class, where it lies elsewhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Named>,
    }

    /// Something that happened.
    struct TimelineItem {
        /// Its number in the log.
        seq: i64,
        /// Its place in the live stream.
        cursor: String,
        /// When.
        at: Stamp,
        /// Who did it; nobody when the system did. On an imported case it is the person, the group or the system that the
        /// other system's log names, without an id.
        actor: Option<Named>,
        /// `cases.stepped.v1` …
        kind: String,
        /// The key of its sentence, `cases.stepped` …
        text_key: String,
        /// The number of the case it happened on, where that became one with this.
        origin: Option<String>,
        /// The policy version it was decided under.
        policy: Option<String>,
        /// The event's fields.
        #[schema(value_type = Object)]
        body: serde_json::Value,
    }

    /// A note that was written down.
    struct NoteTaken {
        /// Its id.
        id: NoteId,
        /// When.
        at: Stamp,
    }

    /// A saved view.
    struct View {
        /// Its id; one that policy gives is called `policy:` and its name there.
        id: String,
        /// Its name.
        name: String,
        /// The list's query, as in the address bar.
        query: String,
        /// Columns beside those every list has: fields of the form.
        columns: Vec<String>,
        /// Whether it stands in the asker's navigation.
        pinned: bool,
        /// Whether the asker may change it.
        may_edit: bool,
        /// Words of the query that policy or the tags do not have any more, as `class=…`.
        gone: Vec<String>,
        /// Give it back when changing.
        version: i64,
        /// Whether others see it.
        shared: bool,
        /// `own`, `team` or `all`.
        sharing: String,
        /// Whether it is the asker's own.
        mine: bool,
        /// Of which list it is.
        list: ViewList,
    }
}
