//! What the lists of cases offer: views to begin with, and tags (CHN-9).

use serde::{Deserialize, Serialize};

use crate::model::Text;

/// A view of the list that somebody has from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefaultView {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Who has it: roles; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The list's query, as in the address bar.
    pub query: String,
    /// Columns beside those every list has: fields of this document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// Tags on cases and conversations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// Who may make a tag that is not there yet.
    pub made_by: TagMaker,
    /// The most that one case or conversation may have; 0 while tags are not used.
    pub at_most: i64,
}

/// Acts on many cases at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    /// The most cases that one act takes.
    pub most_rows: i64,
    /// The most cases that one export holds.
    pub most_rows_out: i64,
    /// How many days after its end it is kept what became of each case of an act; while it is, the act can be taken back.
    #[serde(default = "bulk_kept_days")]
    pub kept_days: i64,
}

/// Documents from before it could be said.
fn bulk_kept_days() -> i64 {
    30
}

impl Default for Bulk {
    /// Documents from before it could be said.
    fn default() -> Self {
        Self { most_rows: 500, most_rows_out: 5_000, kept_days: bulk_kept_days() }
    }
}

/// Who may make a tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TagMaker {
    /// Everybody who works on cases: tags are free.
    Anybody,
    /// Supervisors: others choose from the list.
    #[default]
    Supervisor,
}
