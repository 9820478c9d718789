//! Profiles that may be one person, and those that became one.

use base::Stamp;
use base::ids::{CustomerId, MergeId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActorName, Customer};

db::words! {
    /// Whose value is kept when two profiles become one.
    pub enum Whose {
        /// That of the one who stands for both.
        Survivor "survivor",
        /// That of the one who is merged.
        Merged "merged",
        /// Both, one under the other; for notes.
        Both "both",
    }
}

db::words! {
    /// What became of a proposed pair.
    pub enum PairState {
        /// It waits.
        Open "open",
        /// Somebody wants to look at it another time.
        Later "later",
        /// They are two people.
        NotSame "not_same",
        /// They became one.
        Merged "merged",
    }
}

db::words! {
    /// What somebody says about a pair.
    pub enum Decision {
        /// They are two people.
        NotSame "not_same",
        /// Look at it another time.
        Later "later",
        /// Back to those that wait.
        Open "open",
    }
}

db::words! {
    /// Where that goes which came after a merge that is taken back.
    pub enum Since {
        /// It stays with the one who stood for both.
        Survivor "survivor",
        /// It goes to the one who was merged.
        Merged "merged",
    }
}

/// Two profiles that may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerPair)]
pub struct Pair {
    /// One of them.
    pub first: Customer,
    /// The other.
    pub second: Customer,
    /// What became of it.
    pub state: PairState,
    /// What they share, by the ids of the policy.
    pub signs: Vec<String>,
    /// What the signs come to.
    pub weight: i64,
    /// What has to be reached to be proposed.
    pub threshold: i64,
    /// Since when it is proposed.
    pub proposed_at: Stamp,
}

/// What somebody says about a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PairTaken {
    /// One of them.
    pub first: CustomerId,
    /// The other.
    pub second: CustomerId,
    /// What it is.
    pub decision: Decision,
}

/// Whose values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MergeKeeping)]
pub struct Keeping {
    /// Whose name.
    pub name: Whose,
    /// Whose tier.
    pub tier: Whose,
    /// Whose note.
    pub note: Whose,
}

/// Another profile that becomes one with this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeAsked {
    /// The one who is merged.
    pub merged: CustomerId,
    /// The version of this one that was read.
    pub version: i64,
    /// The version of the other that was read.
    pub merged_version: i64,
    /// Whose values are kept.
    pub keep: Keeping,
}

/// How a merge is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UndoMerge)]
pub struct UndoAsked {
    /// Where that goes which came after the merge.
    #[serde(default = "stays")]
    pub since: Since,
}

fn stays() -> Since {
    Since::Survivor
}

/// A merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerMerge)]
pub struct Merge {
    /// Its id.
    pub id: MergeId,
    /// Who was merged.
    pub merged: CustomerId,
    /// Their name, masked.
    pub merged_name: String,
    /// When.
    pub at: Stamp,
    /// By whom.
    pub by: Option<ActorName>,
    /// When it was taken back.
    pub undone_at: Option<Stamp>,
    /// Whether it can be taken back now: later merges have to be taken back first.
    pub can_undo: bool,
}

/// Ids of people, for names.
pub(crate) fn people<'a>(ids: impl IntoIterator<Item = &'a PersonId>) -> Vec<PersonId> {
    let mut all: Vec<PersonId> = ids.into_iter().cloned().collect();
    all.sort();
    all.dedup();
    all
}
