//! What happens to the deadlines of parts of a case.

use base::ids::{DeadlineId, PersonId};
use base::{Span, Stamp};
use serde::{Deserialize, Serialize};

use crate::model::Dims;
use crate::model::deadline::Part;

/// A share of a deadline is used.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeadlineWarned {
    /// The deadline.
    pub deadline: DeadlineId,
    /// What it waits for.
    pub part: Part,
    /// The id of that part.
    pub part_id: String,
    /// The share used, in thousandths; 1000 at the end.
    pub permille: i64,
    /// When it falls due.
    pub due_at: Stamp,
    /// Who is told.
    pub told: Vec<PersonId>,
}

/// A deadline passed. Once per deadline.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeadlineMissed {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The deadline.
    pub deadline: DeadlineId,
    /// What it waits for.
    pub part: Part,
    /// The id of that part.
    pub part_id: String,
    /// When it fell due.
    pub due_at: Stamp,
}

/// What a deadline waited for is there.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeadlineMet {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The deadline.
    pub deadline: DeadlineId,
    /// What it waited for.
    pub part: Part,
    /// The id of that part.
    pub part_id: String,
    /// Whether that was in time.
    pub in_time: bool,
    /// The limit, in the time of its calendar.
    pub limit: Span,
    /// The time used of it.
    pub used: Span,
}
