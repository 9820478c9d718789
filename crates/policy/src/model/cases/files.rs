//! Files kept with a case.

use serde::{Deserialize, Serialize};

/// Files kept with a case as evidence (CAS-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachments {
    /// The largest file, in bytes.
    pub at_most_bytes: i64,
    /// The media types that are taken, such as `image/png`.
    pub types: Vec<String>,
}
