//! Kind `standards`: how we speak (STD-1 to 3).

use serde::{Deserialize, Serialize};

use super::{Length, Text};

/// Standards of service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Standards {
    /// How a contact begins.
    pub openings: Vec<Phrase>,
    /// How it ends.
    pub closings: Vec<Phrase>,
    /// Phrases of other moments.
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    /// Words that are not used.
    pub forbidden: Vec<Forbidden>,
    /// Emoji.
    pub emoji: Emoji,
    /// Silences that are too long.
    pub gaps: Gaps,
}

/// A phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its id.
    pub id: String,
    /// The moment it is for.
    pub moment: Text,
    /// The words.
    pub text: Text,
    /// Channels; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A forbidden word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// The word, as customers would read it.
    pub id: String,
    /// What to say instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// What happens when it is typed.
    pub on_use: OnUse,
    /// Channels; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What happens when a forbidden word is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnUse {
    /// The agent is warned.
    Warn,
    /// The message is not sent.
    Block,
}

/// Emoji.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Emoji {
    /// Channels where they may be used.
    pub channels: Vec<String>,
    /// In one message at most.
    pub at_most: i64,
}

/// Silences that are too long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Gaps {
    /// A customer's message without an answer for so long is a gap.
    pub unanswered: Length,
    /// The agent says something at least so often while the customer waits.
    pub keep_alive: Length,
}
