//! Kind `conversations`: how people talk with customers in writing (CHN-1, CHN-2, CHN-4, CHN-8, CHN-9).

use serde::{Deserialize, Serialize};

use super::{Length, Text};

/// How people talk with customers in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Conversations {
    /// Letters of a message at most.
    pub longest_message: i64,
    /// How long a sent message may be taken back before it leaves; nothing: at once.
    pub undo_send: Length,
    /// How long after its end a word from the customer takes a conversation up again; later, a new one begins.
    pub goes_on: Length,
    /// An agent whose page is gone for so long is offline.
    pub lease: Length,
    /// Channels whose conversations stay with an agent who goes offline; those of all others go back to their queue.
    #[serde(default)]
    pub stays: Vec<String>,
    /// When a customer who says nothing any more is let go, by channel; a channel that is not named waits for ever.
    #[serde(default)]
    pub silence: Vec<Silence>,
    /// What an agent may be, beside online and offline.
    pub states: Vec<PresenceWord>,
    /// How conversations end.
    pub outcomes: Vec<Ending>,
    /// Letters of a closing summary at most.
    #[serde(default = "longest_summary")]
    pub longest_summary: i64,
    /// How far ahead an answer may be planned that is sent later.
    #[serde(default = "plan_within")]
    pub plan_within: Length,
    /// From which rating on, of five, a customer counts as satisfied.
    #[serde(default = "satisfied_from")]
    pub satisfied_from: i64,
}

/// Documents from before it could be said.
fn satisfied_from() -> i64 {
    4
}

/// Documents from before it could be said.
fn longest_summary() -> i64 {
    500
}

/// Documents from before it could be said.
fn plan_within() -> Length {
    Length::Days(30)
}

/// How a customer's silence ends a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The channel.
    pub channel: String,
    /// When the customer is told that the conversation will end.
    pub warn: Length,
    /// When it ends; later than the warning.
    pub close: Length,
}

/// What an agent is while they take nothing new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PresenceWord {
    /// Its id, such as `meal`.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Which of the house's states it is.
    pub state: AwayState,
    /// How long it may last; whoever stays longer is told, and shown to their lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Length>,
}

/// The states in which somebody is at work and takes nothing new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AwayState {
    /// Busy with something else (忙碌).
    Busy,
    /// Resting (小休).
    Break,
    /// In a training (培训).
    Training,
    /// Writing up what was said (整理).
    WrapUp,
}

/// How a conversation ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether its agent says in a few words what it came to.
    #[serde(default, skip_serializing_if = "ClosingSummary::is_optional")]
    pub summary: ClosingSummary,
}

/// Whether a closing summary has to be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingSummary {
    /// Whoever closes may write one.
    #[default]
    Optional,
    /// Nobody closes without one.
    Required,
}

impl ClosingSummary {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
    fn is_optional(&self) -> bool {
        *self == Self::Optional
    }
}

impl Conversations {
    /// What is said of an agent's word.
    pub fn state(&self, id: &str) -> Option<&PresenceWord> {
        self.states.iter().find(|it| it.id == id)
    }

    /// How silence ends a conversation of a channel.
    pub fn silence_of(&self, channel: &str) -> Option<&Silence> {
        self.silence.iter().find(|it| it.channel == channel)
    }
}
