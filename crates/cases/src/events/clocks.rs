//! What happens to the time limits of a case.

use base::ids::{ClockId, PersonId, UnitId};
use base::{Span, Stamp};
use policy::model::Audience;
use serde::{Deserialize, Serialize};

use crate::model::{Dims, Target};

/// A time limit began to run.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockStarted {
    /// The clock.
    pub clock: ClockId,
    /// What it waits for.
    pub target: Target,
    /// Counts from 1 per case and target.
    pub instance: i64,
    /// The instance before, when this one goes on from it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub previous: Option<ClockId>,
    /// The limit, in the time of its calendar.
    pub limit: Span,
    /// When it falls due.
    pub due_at: Stamp,
    /// The limit's name within the policy.
    pub rule: String,
}

/// A share of a limit is used up: handler, first receiver and supervisor are warned.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockWarned {
    /// The clock.
    pub clock: ClockId,
    /// What it waits for.
    pub target: Target,
    /// Which instance.
    pub instance: i64,
    /// The share used, in thousandths; 1000 at the due time.
    pub permille: i64,
    /// When it falls due.
    pub due_at: Stamp,
    /// The handler.
    pub owner_id: Option<PersonId>,
    /// The first receiver.
    pub first_owner_id: Option<PersonId>,
    /// The unit that has the case.
    pub unit_id: UnitId,
    /// Who is to be told, by the policy the clock was started under.
    pub tell: Vec<Audience>,
    /// Who that is beside handler and first receiver: the nearest team leads, supervisors, managers.
    #[serde(default)]
    pub told: Vec<PersonId>,
}

/// What a clock waited for was reached. Heard by measures.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockMet {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The clock.
    pub clock: ClockId,
    /// What it waited for.
    pub target: Target,
    /// Which instance.
    pub instance: i64,
    /// Whether it was reached within the limit. When not, a `cases.clock_breached` came before.
    pub in_time: bool,
    /// The limit, in the time of its calendar.
    pub limit: Span,
    /// Time of its calendar used, pauses left out.
    pub used: Span,
    /// From start to end by the wall clock.
    pub wall: Span,
    /// From start to end in working time, pauses included.
    pub worked: Span,
}

/// A limit passed and what the clock waits for was not reached. Once per clock. Heard by measures.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockBreached {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The clock.
    pub clock: ClockId,
    /// What it waits for.
    pub target: Target,
    /// Which instance.
    pub instance: i64,
    /// The limit, in the time of its calendar.
    pub limit: Span,
    /// When it fell due.
    pub due_at: Stamp,
}

/// A clock is no longer wanted.
#[derive(Debug, Serialize, Deserialize)]
pub struct ClockCancelled {
    /// The clock.
    pub clock: ClockId,
    /// What it waited for.
    pub target: Target,
    /// Which instance.
    pub instance: i64,
    /// Why: `closed`, `returned`, `edited`, or `policy_withdrawn`.
    pub reason: String,
}
