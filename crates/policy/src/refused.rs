//! Why a request about policy is refused.

use base::{FieldProblem, Refusal, Refuse};

use crate::model::{Kind, Status};

/// Why a request about policy is refused. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The word names no kind of policy.
    #[error("there is no kind of policy called {0}")]
    UnknownKind(String),
    /// There is no such version.
    #[error("{kind} has no version {version}")]
    UnknownVersion {
        /// The kind.
        kind: Kind,
        /// The number asked for.
        version: i64,
    },
    /// Nothing of this kind holds at the moment asked for.
    #[error("no {0} policy holds at that time")]
    NoneInForce(Kind),
    /// There is no such pack.
    #[error("there is no pack called {0}")]
    UnknownPack(String),
    /// The documents are faulty.
    #[error("{} faults in the documents", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// The version is not in a state for this.
    #[error("a version that is {status:?} cannot do this")]
    NotNow {
        /// What it is.
        status: Status,
    },
    /// The author cannot approve.
    #[error("a version is approved by somebody who did not write it")]
    OwnApproval,
}

/// The word for a status in answers and files.
fn word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Reviewed => "reviewed",
        Status::Approved => "approved",
        Status::Withdrawn => "withdrawn",
    }
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::UnknownKind(kind) => Refusal::new(404, "policy.unknown_kind").field("kind").with("kind", kind),
            Self::UnknownVersion { kind, version } => {
                Refusal::new(404, "policy.unknown_version").with("kind", kind).with("version", version)
            }
            Self::NoneInForce(kind) => Refusal::new(409, "policy.none_in_force").with("kind", kind),
            Self::UnknownPack(name) => Refusal::new(404, "policy.unknown_pack").field("pack").with("name", name),
            Self::Invalid(problems) => {
                Refusal::new(422, "policy.invalid").with("count", problems.len()).problems(problems.clone())
            }
            Self::NotNow { status } => Refusal::new(409, "policy.not_now").with("status", word(*status)),
            Self::OwnApproval => Refusal::new(403, "policy.own_approval"),
        }
    }
}
