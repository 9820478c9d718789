//! Kind `approvals`: what needs somebody else's word first, and whose, level by level (CAS-10).

use base::Fen;
use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Seat, Term, Text, Warning};

/// What has to be approved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approvals {
    /// Warnings for every level that has none of its own; whoever decides is always warned.
    pub warnings: Vec<Warning>,
    /// Subjects.
    pub subjects: Vec<ApprovalSubject>,
    /// What a customer can be given.
    #[serde(default)]
    pub compensations: Vec<CompensationKind>,
}

/// Something that is done only when it is approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalSubject {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What follows when it is approved.
    pub act: ApprovalAct,
    /// Kinds of case; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// For closing: outcomes that are chosen only this way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_for: Vec<String>,
    /// Whose word it needs, by amount; the first that reaches the amount holds.
    pub routes: Vec<ApprovalRoute>,
}

/// What follows an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalAct {
    /// The customer is given something.
    Compensation,
    /// A demand is refused, with grounds.
    Refusal,
    /// A limit is put off further than the `limits` policy allows.
    Extension,
    /// The case is closed without the customer's word.
    Closing,
}

impl ApprovalAct {
    /// The word used in files and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compensation => "compensation",
            Self::Refusal => "refusal",
            Self::Extension => "extension",
            Self::Closing => "closing",
        }
    }
}

/// The levels up to an amount. Without levels what is asked for is done at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRoute {
    /// The largest amount it is for; any when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to_fen: Option<Fen>,
    /// One after the other.
    pub levels: Vec<ApprovalLevel>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalLevel {
    /// What people call it.
    pub name: Text,
    /// Who decides.
    pub by: Seat,
    /// Who may decide in their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegates: Vec<Seat>,
    /// How long that may take.
    pub term: Term,
}

/// Something a customer can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompensationKind {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

impl Approvals {
    /// The subject for an act on a case of a kind; the one that names the kind goes first.
    pub fn subject(&self, act: ApprovalAct, kind: &str) -> Option<&ApprovalSubject> {
        let fit = || self.subjects.iter().filter(|it| it.act == act && fits(&it.kinds, Some(kind)));
        fit().find(|it| !it.kinds.is_empty()).or_else(|| fit().next())
    }

    /// Whether closing with an outcome needs approval.
    pub fn closes_only_approved(&self, kind: &str, outcome: &str) -> bool {
        self.subject(ApprovalAct::Closing, kind).is_some_and(|it| it.only_for.iter().any(|one| one == outcome))
    }
}

impl ApprovalSubject {
    /// The levels for an amount; nothing when no route reaches it.
    pub fn route(&self, amount: Option<Fen>) -> Option<&ApprovalRoute> {
        let reaches = |it: &&ApprovalRoute| match (it.up_to_fen, amount) {
            (Some(most), Some(amount)) => amount <= most,
            (None, _) => true,
            (Some(_), None) => false,
        };
        self.routes.iter().find(reaches)
    }
}
