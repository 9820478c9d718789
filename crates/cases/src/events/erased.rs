//! What becomes of a case when its customer is let go.

use serde::{Deserialize, Serialize};

/// A customer was erased: the case says nothing personal any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct Redacted {
    /// Files that were deleted.
    pub files: i64,
}
