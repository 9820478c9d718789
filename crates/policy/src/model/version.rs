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
    /// Read and found fit by somebody.
    Reviewed,
    /// Approved by a person who is not its author.
    Approved,
    /// Switched off before its time was over.
    Withdrawn,
}

impl Status {
    /// The word used in tables and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The status of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Draft, Self::Reviewed, Self::Approved, Self::Withdrawn].into_iter().find(|it| it.as_str() == word)
    }
}

/// What a version is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Being written.
    Draft,
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
