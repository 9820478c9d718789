//! Kind `retention`: how long data is kept, and what becomes of it (CUS-2, SEC-1).

use serde::{Deserialize, Serialize};

use super::{Certainty, Keep, Text};

/// How long data is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Classes of data.
    pub keeping: Vec<Keeping>,
}

/// How long one class of data is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// The class of data.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How long.
    pub keep: Keep,
    /// The law's least, which `keep` may not undercut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Keep>,
    /// What becomes of it then.
    pub then: AtEnd,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// What becomes of data when its time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AtEnd {
    /// It is deleted.
    Delete,
    /// The person's data goes, figures and audit stay readable under a pseudonym.
    Pseudonymise,
}
