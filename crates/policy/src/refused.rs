//! Why a request about policy is refused.

use base::{FieldProblem, Param, Refusal, Refuse};

use crate::model::{Kind, Scope, Status};

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
    /// The author cannot review.
    #[error("a version is reviewed by somebody who did not write it")]
    OwnReview,
    /// The act needs a reason.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The scope lies outside the part of the organisation where this person may do it.
    #[error("{0} is out of reach")]
    OutOfReach(Scope),
    /// The scope names no unit.
    #[error("{0} names no unit")]
    NoSuchUnit(Scope),
    /// The text is of another kind than the draft.
    #[error("the text is of the kind {0}")]
    OtherKind(Kind),
    /// Nothing would hold any more, and without it nobody can work.
    #[error("no {0} policy would hold any more")]
    Needed(Kind),
    /// There is no such part of the text to change.
    #[error("there is no {0} in the text")]
    NoSuchPlace(String),
    /// The file is no pack.
    #[error("the file cannot be read: {0}")]
    NoPack(String),
    /// The file is larger than a pack can be.
    #[error("the file is too large")]
    PackTooLarge,
    /// There is no comparison of this name, or not for this kind.
    #[error("there is no comparison {0}")]
    NoComparison(String),
    /// The period of a comparison is not one.
    #[error("the period ends before it begins")]
    BadPeriod,
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
            Self::NotNow { status } => {
                Refusal::new(409, "policy.not_now").saying("status", Param::Key(status_key(*status)))
            }
            Self::Stale => Refusal::new(409, "policy.stale"),
            Self::Unusable { path, why } => Refusal::new(422, "policy.unusable").with("path", path).with("why", why),
            Self::NotEmpty(path) => Refusal::new(409, "policy.not_empty").with("path", path),
            Self::OwnApproval => Refusal::new(403, "policy.own_approval"),
            Self::OwnReview => Refusal::new(403, "policy.own_review"),
            Self::ReasonMissing => Refusal::new(422, "policy.reason_missing").field("reason"),
            Self::OutOfReach(scope) => Refusal::new(403, "policy.out_of_reach").with("scope", scope),
            Self::NoSuchUnit(scope) => Refusal::new(422, "policy.no_such_unit").field("scope").with("scope", scope),
            Self::OtherKind(kind) => Refusal::new(422, "policy.other_kind").field("text").saying("kind", &kind.title()),
            Self::Needed(kind) => Refusal::new(409, "policy.needed").saying("kind", &kind.title()),
            Self::NoSuchPlace(path) => Refusal::new(422, "policy.no_such_place").field("changes").with("path", path),
            Self::NoPack(why) => Refusal::new(422, "policy.no_pack").field("file").with("why", why),
            Self::PackTooLarge => Refusal::new(413, "policy.pack_too_large").field("file"),
            Self::NoComparison(name) => Refusal::new(404, "policy.no_comparison").field("subject").with("name", name),
            Self::BadPeriod => Refusal::new(422, "policy.bad_period").field("to"),
        }
    }
}

/// The word for a status in the reader's language.
fn status_key(status: Status) -> &'static str {
    match status {
        Status::Draft => "policy.status.draft",
        Status::Submitted => "policy.status.submitted",
        Status::Reviewed => "policy.status.reviewed",
        Status::Approved => "policy.status.approved",
        Status::Withdrawn => "policy.status.withdrawn",
        Status::Discarded => "policy.status.discarded",
    }
}
