//! A time limit running on a case: one row per target and instance.

use base::ids::{CaseId, ClockId, PersonId};
use base::{Span, Stamp};
use db::Json;
use policy::model::TargetKind;
use serde::{Deserialize, Serialize};

db::words! {
    /// What a clock waits for.
    pub enum Target {
        /// The first answer to the customer.
        FirstResponse "first_response",
        /// The solution, fed back to the customer.
        Resolution "resolution",
        /// The receiving unit's acceptance of a transfer.
        Acceptance "acceptance",
        /// A promise kept.
        Promise "promise",
        /// The end of the current step.
        Step "step",
    }
}

impl Target {
    /// The policy's word for it.
    pub fn kind(self) -> TargetKind {
        match self {
            Self::FirstResponse => TargetKind::FirstResponse,
            Self::Resolution => TargetKind::Resolution,
            Self::Acceptance => TargetKind::Acceptance,
            Self::Promise => TargetKind::Promise,
            Self::Step => TargetKind::Step,
        }
    }
}

db::words! {
    /// Where a clock stands.
    pub enum ClockState {
        /// Runs.
        Running "running",
        /// Stands still for an allowed reason.
        Paused "paused",
        /// Reached in time.
        Met "met",
        /// Not reached in time. `ended_ms` tells when it was reached after all.
        Breached "breached",
        /// No longer wanted.
        Cancelled "cancelled",
    }
}

/// A stretch in which a clock stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ClockPause)]
pub struct Pause {
    /// Since when.
    pub from: Stamp,
    /// Until when; still standing when absent.
    pub to: Option<Stamp>,
    /// The allowed reason.
    pub reason: String,
}

/// A due time moved, with the proof that the customer was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ClockExtension)]
pub struct Extension {
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
    /// Who extended it.
    pub by: PersonId,
    /// When.
    pub at: Stamp,
}

db::row! {
    /// A time limit on a case, as it is stored. Reopening starts a new instance and leaves the old one as it was.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct Clock {
        /// Its id.
        pub id: ClockId,
        /// The case.
        pub case_id: CaseId,
        /// What it waits for.
        pub target: Target,
        /// The promise, transfer or step it belongs to.
        pub subject: Option<String>,
        /// Counts from 1 per case and target.
        pub instance: i64,
        /// The instance before, when this one goes on from it.
        pub previous_id: Option<ClockId>,
        /// Where it stands.
        pub state: ClockState,
        /// When it was started.
        pub started_ms: Stamp,
        /// The limit, in the time of its calendar.
        pub limit_ms: Span,
        /// The calendar whose working time counts, with its version; wall-clock time when absent.
        pub calendar: Option<String>,
        /// The highest share warned of so far; 0 for none.
        pub warned: i64,
        /// When it falls due. While it stands still, the due time if it went on at the moment it stopped.
        pub due_ms: Stamp,
        /// When half of the limit is used.
        pub half_ms: Stamp,
        /// When the last warning before the due time is given.
        pub near_ms: Stamp,
        /// Since when it has been running without a break; the used time before that lies in `used_ms`.
        pub since_ms: Stamp,
        /// Time of its calendar used up before `since_ms`; all of it once ended.
        pub used_ms: Span,
        /// When it was reached or called off.
        pub ended_ms: Option<Stamp>,
        /// From start to end by the wall clock; kept when it ends.
        pub wall_ms: Option<Span>,
        /// From start to end in working time, pauses included; kept when it ends.
        pub working_ms: Option<Span>,
        /// When it was found overdue; once per clock at most.
        pub breached_ms: Option<Stamp>,
        /// Where it stood still.
        pub pauses: Json<Vec<Pause>>,
        /// Where more time was given.
        pub extended: Json<Vec<Extension>>,
        /// The version of the policy that set the limit.
        pub policy: String,
        /// The name of the limit within that policy.
        pub rule: String,
    }
}

impl Clock {
    /// Whether it still waits: running, standing still, or overdue and not reached yet.
    pub fn is_live(&self) -> bool {
        self.ended_ms.is_none()
    }
}
