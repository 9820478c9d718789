//! What becomes of a case when its customer is let go.

use base::ids::{CustomerId, ErasureId};
use serde::{Deserialize, Serialize};

/// A customer was erased: the case says nothing personal any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct Redacted {
    /// Files that were deleted.
    pub files: i64,
}

/// The cases of an erased customer were gone through: whoever else keeps texts of them goes on.
#[derive(Debug, Serialize, Deserialize)]
pub struct CustomerErased {
    /// The erasure.
    pub erasure: ErasureId,
    /// All profiles that are this person.
    pub profiles: Vec<CustomerId>,
}
