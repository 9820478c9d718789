//! What happens to cases, as others hear it. The fields are the body of the entry in the event log.
//!
//! Live work leaves `activity`, `state`, `resource`, `group` and `attrs` out: the activity is the kind. A row of another
//! system's log becomes exactly one event with an `activity`, see [`crate::api::ImportedEvent`]. A `cases.opened` made
//! only because an imported case needs one says `"synthetic": true` and is no activity.
//!
//! Time spans are milliseconds; `worked` is working time of the organisation's calendar, `stayed` and `wall` are wall-clock.

mod approvals;
mod bulk;
mod clocks;
mod complaints;
mod deadlines;
mod desk;
mod erased;
mod escalations;
mod flow;
mod follow_ups;
mod hands;
mod joint;
mod merging;
mod portal;
mod services;

use db::events::Event;

pub use approvals::{
    ApprovalAnswered, ApprovalAsked, ApprovalGranted, ApprovalPassed, ApprovalRefused, ApprovalSentBack,
    ApprovalWithdrawn, Compensated, DemandRefused,
};
pub use bulk::{BulkBegan, BulkEnded};
pub use clocks::{ClockBreached, ClockCancelled, ClockMet, ClockStarted, ClockWarned};
pub use complaints::{ComplaintAnalysed, ComplaintFound, ComplaintInvestigated, ComplaintRecorded};
pub use deadlines::{DeadlineMet, DeadlineMissed, DeadlineWarned};
pub use desk::{Exported, Revealed, TagChanged, TagMade, TagMerged, TagNamed, Tagged, TemplateChanged, ViewShared};
pub use erased::{CustomerErased, Redacted};
pub use escalations::{Escalated, EscalationSettled, EscalationTaken, Watched};
pub use flow::{
    Accepted, Answered, Attached, Change, Closed, Confirmed, Edited, Extended, Linked, Noted, Opened, Paused,
    PromiseBroken, PromiseKept, Promised, Recorded, Reopened, Replied, Resolved, Resumed, Returned, Stepped,
    Transferred,
};
pub use follow_ups::{FollowUpEnded, FollowUpLifted, FollowUpMade, FollowUpTried, PartAdded};
pub use hands::{Assigned, Entrusted, Readdressed, StoodIn};
pub use joint::{
    Handled, JointAccepted, JointAsked, JointDelivered, JointEnded, JointReturned, JointWaived, JointWithdrawn,
    TakenBack, Urged,
};
pub use merging::{Merged, MergedIn, Split, SplitOff, Unlinked, Unmerged, UnmergedFrom};
pub use portal::{CodeGiven, CustomerWrote, Rated};
pub use services::{
    ApplicationAccepted, ApplicationChecked, ApplicationNotified, ApplicationRefused, PaperTold, Printed,
    QuestionAnswered, QuestionAsked,
};

macro_rules! kinds {
    ($($name:ident $kind:literal),+ $(,)?) => {
        $(impl Event for $name { const KIND: &'static str = concat!("cases.", $kind, ".v1"); })+

        /// The kinds of all events of this capability.
        pub const KINDS: &[&str] = &[$(concat!("cases.", $kind, ".v1")),+];
    };
}

kinds! {
    Opened "opened",
    Stepped "stepped",
    Assigned "assigned",
    Transferred "transferred",
    Readdressed "readdressed",
    Accepted "accepted",
    Returned "returned",
    Entrusted "entrusted",
    Noted "noted",
    Replied "replied",
    Answered "answered",
    Promised "promised",
    PromiseKept "promise_kept",
    PromiseBroken "promise_broken",
    Paused "paused",
    Resumed "resumed",
    Extended "extended",
    Resolved "resolved",
    Confirmed "confirmed",
    Reopened "reopened",
    Closed "closed",
    Edited "edited",
    Linked "linked",
    Attached "attached",
    ClockStarted "clock_started",
    ClockWarned "clock_warned",
    ClockMet "clock_met",
    ClockBreached "clock_breached",
    ClockCancelled "clock_cancelled",
    Recorded "recorded",
    Redacted "redacted",
    CustomerErased "customer_erased",
    ApplicationChecked "application_checked",
    ApplicationNotified "application_notified",
    ApplicationAccepted "application_accepted",
    ApplicationRefused "application_refused",
    QuestionAsked "question_asked",
    QuestionAnswered "question_answered",
    PaperTold "paper_told",
    Printed "printed",
    ApprovalAsked "approval_asked",
    ApprovalPassed "approval_passed",
    ApprovalGranted "approval_granted",
    ApprovalRefused "approval_refused",
    ApprovalSentBack "approval_sent_back",
    ApprovalAnswered "approval_answered",
    ApprovalWithdrawn "approval_withdrawn",
    Compensated "compensated",
    DemandRefused "demand_refused",
    DeadlineWarned "deadline_warned",
    DeadlineMissed "deadline_missed",
    DeadlineMet "deadline_met",
    FollowUpMade "follow_up_made",
    FollowUpTried "follow_up_tried",
    FollowUpEnded "follow_up_ended",
    FollowUpLifted "follow_up_lifted",
    PartAdded "part_added",
    ComplaintRecorded "complaint_recorded",
    ComplaintInvestigated "complaint_investigated",
    ComplaintFound "complaint_found",
    ComplaintAnalysed "complaint_analysed",
    Escalated "escalated",
    EscalationTaken "escalation_taken",
    EscalationSettled "escalation_settled",
    Watched "watched",
    TakenBack "taken_back", Handled "handled", JointAsked "joint_asked", JointAccepted "joint_accepted",
    JointReturned "joint_returned", JointDelivered "joint_delivered", JointWithdrawn "joint_withdrawn",
    JointWaived "joint_waived", Urged "urged", Merged "merged", MergedIn "merged_in", Unmerged "unmerged",
    UnmergedFrom "unmerged_from", Split "split", SplitOff "split_off", Unlinked "unlinked", Tagged "tagged",
    TagMade "tag_made", TagChanged "tag_changed", TagMerged "tag_merged", Revealed "revealed",
    CustomerWrote "customer_wrote", Rated "rated", CodeGiven "code_given", ViewShared "view_shared",
    TemplateChanged "template_changed", Exported "exported", BulkBegan "bulk_began", BulkEnded "bulk_ended",
}
