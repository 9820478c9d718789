//! Kind `channels`: the ways customers reach us, and how fast each is answered (CHN-7).

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::{Certainty, Length, Text, TimeKind};

/// The channels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// The channels.
    pub channels: Vec<Channel>,
}

/// One channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id: `phone`, `chat`, `email`, `social`, `hall`, `portal` …
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The calendar it is open by.
    pub calendar: String,
    /// Contacts one agent has at a time.
    pub capacity: i64,
    /// Until a contact is first answered by a person.
    pub first_response: Response,
    /// Until each further message is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_response: Option<Response>,
    /// Until the contact is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Response>,
}

/// A response target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// How long.
    pub within: Length,
    /// How the time runs.
    pub time: TimeKind,
    /// The share that has to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_permille: Option<PerMille>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

impl Channels {
    /// A channel by its id.
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channels.iter().find(|it| it.id == id)
    }
}
