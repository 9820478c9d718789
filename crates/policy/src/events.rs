//! What happens to policies, as told to everybody else.

use base::Stamp;
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::{Kind, PolicyRef, Scope};

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// The version.
            pub policy: PolicyRef,
            /// Its kind.
            pub kind: Kind,
            /// For whom it is to hold.
            pub scope: Scope,
            /// The reason that was given.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub reason: Option<String>,
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

steps! {
    /// Somebody began to write a version.
    Drafted "policy.drafted.v1";
    /// A draft was changed.
    Edited "policy.edited.v1";
    /// A draft waits for review.
    Submitted "policy.submitted.v1";
    /// A version was found fit and waits for approval.
    Reviewed "policy.reviewed.v1";
    /// A version was sent back to its writer.
    SentBack "policy.sent_back.v1";
    /// A draft was given up.
    Discarded "policy.discarded.v1";
}

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
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Event for Withdrawn {
    const KIND: &'static str = "policy.withdrawn.v1";
}
