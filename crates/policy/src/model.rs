//! The policy documents: what a written management policy would carry, typed.
//!
//! One file for each kind. A document is TOML text: a `[policy]` head that says what it is and where it comes
//! from, and the kind's own tables. Ids inside documents (`kind`, `class`, `step`, `channel`, `calendar` …) are
//! plain words that other documents refer to; `rules::check` sees that they exist.

mod access;
mod alerts;
mod appraisal;
mod approvals;
mod calendar;
mod cases;
mod channels;
mod complaints;
mod conversations;
mod customers;
mod document;
mod escalation;
mod follow_ups;
mod indicators;
mod labour;
mod limits;
mod masking;
mod pay;
mod portal;
mod retention;
mod routing;
mod seats;
mod services;
mod sign_in;
mod staff;
mod standards;
mod teamwork;
mod text;
mod version;

pub use access::{Access, Reach, Right, Role};
pub use alerts::{Alerts, ImportantWaits, RepeatedComplaints};
pub use appraisal::{Appraisal, Cycle, Grade, Leaf, Missing, Part, Period, Rater, RollUp, Tree};
pub use approvals::{ApprovalAct, ApprovalLevel, ApprovalRoute, ApprovalSubject, Approvals, CompensationKind};
pub use calendar::{Calendars, DateRange, Holiday, Week, WorkingTimes};
pub(crate) use cases::fits;
pub use cases::{
    Asked, AskedWhen, Attachments, BUILT_IN_FIELDS, Bulk, CaseKind, Cases, Class, Closer, DefaultView, Feedback, Field,
    FieldType, FirstReceiver, Flow, Form, HandOver, Move, News, Outcome, Pause, Priority, Promises, RecordQuality,
    Reopening, Repeats, Route, Same, Step, StepRole, TagMaker, Tags, Transfers,
};
pub use channels::{Channel, Channels, Response};
pub use complaints::{CalmStep, Cause, ComplaintPart, ComplaintProcess, ComplaintStage, Complaints, StageTerm};
pub use conversations::{AwayState, ClosingSummary, Conversations, Ending, PresenceWord, Silence};
pub use customers::{
    Choice, Consent, Customers, Duplicates, Erasure, Merging, NameParts, NameSearch, SIGNS, Sheets, Sign,
};
pub use document::{Body, Certainty, Document, Header, Kind, Ruling, Scope};
pub use escalation::{EscalateOn, Escalation, Ladder, Nature, Rung};
pub use follow_ups::{FollowUpBy, FollowUpMoment, FollowUpRule, FollowUps, NotReached, Question};
pub use indicators::{Better, Indicator, Indicators};
pub use labour::{Bound, BoundUnit, Labour, Side};
pub use limits::{Audience, Extensions, LimitRule, Limits, Matter, TargetKind, Warning};
pub use masking::{MaskRule, Masking, Place, Reveal};
pub use pay::{MinimumWage, Overtime, Pay, PayPart, PayPartKind, Rounding};
pub use portal::{Often, Portal, PortalKind};
pub use retention::{AtEnd, Keeping, Retention};
pub use routing::{ChooseBy, Lead, Overflow, Preference, PreferredAgent, Queue, Routing, ServiceLevel, SkillNeed};
pub use seats::{Seat, Term};
pub use services::{Consultation, Material, RefusalGround, ServiceItem, Services};
pub use sign_in::{Attempts, Invitations, Passwords, SecondFactor, Sessions, SignIn, SingleSignOn};
pub use staff::{
    AbsenceKind, Absences, Backup, CertificateKind, Certificates, Delegating, Reviewing, Staff, StaffImport,
};
pub use standards::{Emoji, Forbidden, Gaps, OnUse, Phrase, Standards};
pub use teamwork::{
    CaseMerging, HandlingLimit, JointSight, JointWork, RiseTo, SplitClock, Splitting, Teamwork, Urging, UrgingRise,
    WaivedBy,
};
pub use text::{Keep, Length, Text, TimeKind};
pub use version::{Deed, Done, PolicyRef, Standing, Status, Version};
