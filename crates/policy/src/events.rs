//! What happens to policies, as told to everybody else.

use base::Stamp;
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::{Kind, PolicyRef, Scope};

/// A version was approved: it holds from its day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The version.
    pub policy: PolicyRef,
    /// Its kind.
    pub kind: Kind,
    /// For whom it holds.
    pub scope: Scope,
    /// From when on.
    pub effective_from: Stamp,
    /// Whether it is the first of its kind for this scope.
    pub first: bool,
}

impl Event for Published {
    const KIND: &'static str = "policy.published.v1";
}

/// A version was switched off; what it set going is to be stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The version.
    pub policy: PolicyRef,
    /// Its kind.
    pub kind: Kind,
    /// For whom it held.
    pub scope: Scope,
    /// From when on it holds no more.
    pub at: Stamp,
}

impl Event for Withdrawn {
    const KIND: &'static str = "policy.withdrawn.v1";
}
