//! Kind `escalation`: before whom a case is brought, level by level, and who takes what is of a grave nature (CAS-9).

use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Seat, Term, Text, Warning};

/// Before whom cases are brought; before nobody by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Warnings for every level that has none of its own; the leader is always warned.
    pub warnings: Vec<Warning>,
    /// Ladders; of those that fit, the one that names most holds.
    pub ladders: Vec<Ladder>,
    /// Natures that go to a named leader at once.
    #[serde(default)]
    pub natures: Vec<Nature>,
}

/// The levels of some cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Its id.
    pub id: String,
    /// Kinds; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// From the lowest up.
    pub levels: Vec<Rung>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// What people call it.
    pub name: Text,
    /// Before whom.
    pub to: Seat,
    /// What brings a case here by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<EscalateOn>,
    /// How long the leader may take to take it; then the next level has it.
    pub term: Term,
}

/// What brings a case before a leader by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EscalateOn {
    /// The limit of the solution passed.
    ResolutionBreached,
    /// A promise was broken.
    PromiseBroken,
    /// It was reopened.
    Reopened,
    /// A department sent it back.
    Returned,
}

/// A grave nature: media, disorder, malice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nature {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The named leader.
    pub to: Seat,
    /// How long the leader may take to take it.
    pub term: Term,
}

impl Escalation {
    /// The ladder of a case.
    pub fn ladder(&self, kind: &str, class: Option<&str>) -> Option<&Ladder> {
        let fit = || self.ladders.iter().filter(|it| fits(&it.kinds, Some(kind)) && fits(&it.classes, class));
        let named = |it: &&Ladder| u8::from(!it.kinds.is_empty()) + 2 * u8::from(!it.classes.is_empty());
        let most = fit().map(|it| named(&it)).max()?;
        fit().find(|it| named(it) == most)
    }

    /// A nature by its id.
    pub fn nature(&self, id: &str) -> Option<&Nature> {
        self.natures.iter().find(|it| it.id == id)
    }
}
