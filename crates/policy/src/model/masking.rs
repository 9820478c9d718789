//! Kind `masking`: what of personal data is shown (CUS-2).

use serde::{Deserialize, Serialize};

use super::{Length, Text};

/// Masking of personal data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Masking {
    /// How each kind of data is masked.
    pub fields: Vec<MaskRule>,
    /// Where it is masked.
    pub places: Vec<Place>,
    /// How it is revealed.
    pub reveal: Reveal,
}

/// How one kind of data is masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskRule {
    /// The kind of data: `phone`, `id_card`, `bank_card`, `email`, `name`, `account`, `address`, `social`.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Characters shown at the front.
    pub first: i64,
    /// Characters shown at the end.
    pub last: i64,
}

/// A place where data is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Screens.
    Screens,
    /// Exports and reports.
    Exports,
    /// Logs.
    Logs,
    /// Quality inspection.
    Quality,
    /// Training material.
    Training,
}

/// How data is revealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reveal {
    /// Whether a reason must be given.
    pub reason: bool,
    /// It is covered again after so long.
    pub shown_for: Length,
    /// A person who reveals more than so many a day is pointed out to the auditor.
    pub notice_above_per_day: i64,
}

impl Masking {
    /// The rule for a kind of data.
    pub fn rule(&self, id: &str) -> Option<&MaskRule> {
        self.fields.iter().find(|it| it.id == id)
    }
}
