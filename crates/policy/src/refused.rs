//! Why a request about policy is refused.

use base::{FieldProblem, Refusal, Refuse};

use crate::model::{Kind, Status};

/// Why a request about policy is refused. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The word names no kind of policy.
    #[error("there is no kind of policy called {0}")]
    UnknownKind(String),
    /// The word names no scope.
    #[error("{0} is not a scope")]
    BadScope(String),
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
    /// Somebody changed the version meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// A folder or file cannot be used.
    #[error("{path}: {why}")]
    Unusable {
        /// The folder or file.
        path: String,
        /// Why not.
        why: String,
    },
    /// The folder to write into has something in it.
    #[error("{0} is not empty")]
    NotEmpty(String),
    /// The author cannot approve.
    #[error("a version is approved by somebody who did not write it")]
    OwnApproval,
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::UnknownKind(kind) => Refusal::new(404, "policy.unknown_kind").field("kind").with("kind", kind),
            Self::BadScope(scope) => Refusal::new(422, "policy.bad_scope").field("scope").with("found", scope),
            Self::UnknownVersion { kind, version } => {
                Refusal::new(404, "policy.unknown_version").with("kind", kind).with("version", version)
            }
            Self::NoneInForce(kind) => Refusal::new(409, "policy.none_in_force").with("kind", kind),
            Self::UnknownPack(name) => Refusal::new(404, "policy.unknown_pack").field("pack").with("name", name),
            Self::Invalid(problems) => {
                Refusal::new(422, "policy.invalid").with("count", problems.len()).problems(problems.clone())
            }
            Self::NotNow { status } => Refusal::new(409, "policy.not_now").with("status", status.as_str()),
            Self::Stale => Refusal::new(409, "policy.stale"),
            Self::Unusable { path, why } => Refusal::new(422, "policy.unusable").with("path", path).with("why", why),
            Self::NotEmpty(path) => Refusal::new(409, "policy.not_empty").with("path", path),
            Self::OwnApproval => Refusal::new(403, "policy.own_approval"),
        }
    }
}
