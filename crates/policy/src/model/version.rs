//! Versions: a document as it was drafted, reviewed, approved and held at a time.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base::Stamp;
use base::ids::{PersonId, PolicyId};
use serde::{Deserialize, Serialize};

use super::text::serde_as_text;
use super::{Document, Kind, Scope, Text};

/// Names one version for ever: `limits@3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyRef {
    /// The kind.
    pub kind: Kind,
    /// Its number, from 1 on, over all scopes of the kind.
    pub version: i64,
}

/// Text that names no version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a policy version such as limits@3")]
pub struct NotARef(String);

impl FromStr for PolicyRef {
    type Err = NotARef;
    fn from_str(text: &str) -> Result<Self, NotARef> {
        let bad = || NotARef(text.to_owned());
        let (kind, version) = text.split_once('@').ok_or_else(bad)?;
        let version = version.parse().ok().filter(|it| *it > 0).ok_or_else(bad)?;
        Ok(Self { kind: kind.parse().map_err(|_| bad())?, version })
    }
}

impl fmt::Display for PolicyRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.kind, self.version)
    }
}

serde_as_text! { PolicyRef }

/// How far a version has come. An approved one holds from its day on, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Its writer has done; somebody else is to read it.
    Submitted,
    /// Read and found fit by somebody.
    Reviewed,
    /// Approved by a person who is not its author.
    Approved,
    /// Switched off before its time was over.
    Withdrawn,
    /// Given up before it was approved.
    Discarded,
}

impl Status {
    /// The word used in tables and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
            Self::Discarded => "discarded",
        }
    }

    /// The status of a word.
    pub fn parse(word: &str) -> Option<Self> {
        const ALL: [Status; 6] = [
            Status::Draft,
            Status::Submitted,
            Status::Reviewed,
            Status::Approved,
            Status::Withdrawn,
            Status::Discarded,
        ];
        ALL.into_iter().find(|it| it.as_str() == word)
    }
}

/// What a version is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Being written.
    Draft,
    /// Waits for review.
    Submitted,
    /// Waits for approval.
    Reviewed,
    /// Approved, its day has not come.
    Approved,
    /// Holds now.
    Effective,
    /// A later version holds.
    Superseded,
    /// Switched off.
    Withdrawn,
    /// Given up before it was approved.
    Discarded,
}

/// What somebody did with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Loaded it with a pack, and it held.
    Loaded,
    /// Began to write it.
    Drafted,
    /// Changed it.
    Edited,
    /// Handed it to the reviewers.
    Submitted,
    /// Found it fit.
    Reviewed,
    /// Approved it.
    Approved,
    /// Sent it back to its writer.
    SentBack,
    /// Gave it up.
    Discarded,
    /// Switched it off.
    Withdrawn,
}

impl Deed {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Loaded, "loaded"),
        (Self::Drafted, "drafted"),
        (Self::Edited, "edited"),
        (Self::Submitted, "submitted"),
        (Self::Reviewed, "reviewed"),
        (Self::Approved, "approved"),
        (Self::SentBack, "sent_back"),
        (Self::Discarded, "discarded"),
        (Self::Withdrawn, "withdrawn"),
    ];

    /// The word used in tables and answers.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }

    /// The deed of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|it| it.1 == word).map(|it| it.0)
    }
}

/// One line of a version's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What was done.
    pub deed: Deed,
    /// By whom; nobody on the command line and at the first start.
    pub by: Option<PersonId>,
    /// When.
    pub at: Stamp,
    /// The reason that was given.
    pub note: Option<String>,
}

/// One version of a document, as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its id.
    pub id: PolicyId,
    /// The kind.
    pub kind: Kind,
    /// Its number within the kind.
    pub version: i64,
    /// What people call it.
    pub title: Text,
    /// For whom it holds.
    pub scope: Scope,
    /// From when on.
    pub effective_from: Stamp,
    /// How far it has come.
    pub status: Status,
    /// When it was switched off.
    pub withdrawn_at: Option<Stamp>,
    /// Who wrote it; nobody when it came with the first pack.
    pub author: Option<PersonId>,
    /// Who read it.
    pub reviewer: Option<PersonId>,
    /// Who approved it.
    pub approver: Option<PersonId>,
    /// When it was written down.
    pub created_at: Stamp,
    /// When it was approved.
    pub approved_at: Option<Stamp>,
    /// Counts changes, so that two people do not overwrite each other.
    pub edition: i64,
    /// The TOML text.
    pub text: Arc<str>,
    /// The text, read.
    pub document: Arc<Document>,
}

impl Version {
    /// The name of this version.
    pub fn reference(&self) -> PolicyRef {
        PolicyRef { kind: self.kind, version: self.version }
    }
}
