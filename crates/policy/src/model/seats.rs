//! Who holds a seat in a procedure, and how long they may take.

use serde::{Deserialize, Serialize};

use super::{Length, TimeKind, Warning};

/// Whoever decides, follows up or leads: written `{ role = "supervisor" }`, `{ post = "投诉主管" }` or
/// `{ person = "login" }`. Of a role or post those nearest to the case's unit are meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Everybody with a role of the `access` policy.
    Role(String),
    /// Everybody at a post, by its name.
    Post(String),
    /// One person, by their login.
    Person(String),
}

/// How long something may take, and who is warned beside those whom it waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How long.
    pub within: Length,
    /// How the time runs.
    pub time: TimeKind,
    /// The calendar of working time; the default one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Warnings of this term alone; those of the document when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warnings: Option<Vec<Warning>>,
}
