//! Acts on many cases. What happens to each case is told by that case.

use base::ids::BulkId;
use serde::{Deserialize, Serialize};

/// Somebody set about doing the same to many cases.
#[derive(Debug, Serialize, Deserialize)]
pub struct BulkBegan {
    /// Which one.
    pub bulk: BulkId,
    /// What is done.
    pub act: String,
    /// Cases in it.
    pub total: i64,
    /// The one it takes back.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub undo_of: Option<BulkId>,
}

/// It came to its end, or was stopped.
#[derive(Debug, Serialize, Deserialize)]
pub struct BulkEnded {
    /// Which one.
    pub bulk: BulkId,
    /// What was done.
    pub act: String,
    /// Cases done.
    pub done: i64,
    /// Cases refused.
    pub refused: i64,
    /// Cases whose turn did not come.
    pub left: i64,
}
