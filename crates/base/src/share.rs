//! Shares in thousandths.

use serde::{Deserialize, Serialize};

/// A share in thousandths: 1000 is all.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
pub struct PerMille(pub i64);

impl PerMille {
    /// `part` of `all`, rounded down; `None` when there is nothing to have a share of.
    pub fn share(part: i64, all: i64) -> Option<Self> {
        if all == 0 {
            return None;
        }
        i64::try_from(i128::from(part) * 1000 / i128::from(all)).ok().map(Self)
    }
}
