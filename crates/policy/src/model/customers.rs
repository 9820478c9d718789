//! Kind `customers`: how customers are found, kept apart, brought in and let go (CUS-1, CUS-2, CUS-6).

use serde::{Deserialize, Serialize};

use super::{Length, Text};

/// How customers are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Customers {
    /// Finding by name.
    pub search: NameSearch,
    /// Profiles that may be one person.
    pub duplicates: Duplicates,
    /// Merging of profiles.
    pub merging: Merging,
    /// Sheets brought in and taken out.
    pub sheets: Sheets,
    /// What customers agree to.
    pub consent: Consent,
    /// Letting go of personal data.
    pub erasure: Erasure,
}

/// Finding by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameSearch {
    /// What of a name finds a customer.
    pub names: NameParts,
}

/// What of a name finds a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameParts {
    /// Only the whole name.
    Whole,
    /// Parts of it, pinyin and initials as well.
    Parts,
}

/// Profiles that may be one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplicates {
    /// A pair is proposed when its weights come to this.
    pub threshold: i64,
    /// What more customers than this share tells nothing.
    pub at_most: i64,
    /// What two profiles may share.
    pub signs: Vec<Sign>,
}

/// Something two profiles may share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its id, one of [`SIGNS`].
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How much it says.
    pub weight: i64,
}

/// The signs the program can see.
pub const SIGNS: [&str; 8] =
    ["identity", "switchboard", "tail", "mailbox", "birth", "same_name", "same_sound", "similar_name"];

/// Merging of profiles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merging {
    /// A profile stands for so many at most.
    pub at_most: i64,
}

/// Sheets brought in and taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheets {
    /// A file holds so many bytes at most.
    pub most_bytes: i64,
    /// A file brings in so many rows at most.
    pub most_rows_in: i64,
    /// An export takes out so many customers at most.
    pub most_rows_out: i64,
    /// Rows that were not brought in are forgotten after so long.
    pub kept_for: Length,
}

/// What customers agree to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// What for.
    pub purposes: Vec<Choice>,
    /// How they are reached.
    pub channels: Vec<Choice>,
    /// How they said so.
    pub sources: Vec<Choice>,
}

/// One of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
}

/// Letting go of personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// Whether a customer with open cases can be let go.
    pub with_open_cases: bool,
    /// What an erased customer is called, before `#A7F3`.
    pub called: String,
    /// Whether free texts of their cases go whole; otherwise only names, numbers and addresses in them.
    pub whole_texts: bool,
    /// Why somebody is let go.
    pub reasons: Vec<Choice>,
}

impl Duplicates {
    /// How much a sign says; nothing when policy does not name it.
    pub fn weight(&self, sign: &str) -> i64 {
        self.signs.iter().find(|it| it.id == sign).map_or(0, |it| it.weight)
    }
}
