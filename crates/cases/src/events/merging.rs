//! Cases that become one, two again, or one more; links that are taken off.

use base::ids::{CaseId, CaseMergeId};
use serde::{Deserialize, Serialize};

use crate::model::Dims;

/// A case became one with another, where it goes on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Merged {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The merge.
    pub merge: CaseMergeId,
    /// The case that stays.
    pub into: CaseId,
    /// Its number.
    pub other_number: i64,
    /// Why.
    pub reason: String,
}

/// Another case became one with this.
#[derive(Debug, Serialize, Deserialize)]
pub struct MergedIn {
    /// The merge.
    pub merge: CaseMergeId,
    /// The other case.
    pub source: CaseId,
    /// Its number.
    pub other_number: i64,
    /// Why.
    pub reason: String,
    /// How many promises to the customer came along.
    pub promises: i64,
}

/// A merged case stands for itself again.
#[derive(Debug, Serialize, Deserialize)]
pub struct Unmerged {
    /// What it is counted by.
    #[serde(flatten)]
    pub dims: Dims,
    /// The merge.
    pub merge: CaseMergeId,
    /// The case it was one with.
    pub from: CaseId,
    /// Its number.
    pub other_number: i64,
    /// Why.
    pub reason: String,
}

/// A case that had become one with this stands for itself again.
#[derive(Debug, Serialize, Deserialize)]
pub struct UnmergedFrom {
    /// The merge.
    pub merge: CaseMergeId,
    /// The other case.
    pub source: CaseId,
    /// Its number.
    pub other_number: i64,
    /// Why.
    pub reason: String,
}

/// A matter was split off into a case of its own.
#[derive(Debug, Serialize, Deserialize)]
pub struct Split {
    /// The new case.
    pub other: CaseId,
    /// Its number.
    pub other_number: i64,
    /// Why.
    pub reason: String,
}

/// This case was split off from another.
#[derive(Debug, Serialize, Deserialize)]
pub struct SplitOff {
    /// The case it comes from.
    pub other: CaseId,
    /// Its number.
    pub other_number: i64,
    /// How many notes came along.
    pub notes: i64,
    /// How many files came along.
    pub files: i64,
    /// Why.
    pub reason: String,
}

/// A link between two cases was taken off.
#[derive(Debug, Serialize, Deserialize)]
pub struct Unlinked {
    /// The other case.
    pub other: CaseId,
    /// Its number.
    pub other_number: i64,
    /// What it was to this one.
    pub kind: String,
}
