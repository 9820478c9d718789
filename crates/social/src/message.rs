//! The shape of messages in webhooks, the same for every system.

use base::Stamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What another system hands over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookEvent<T> {
    /// What happened: `message.received` inward, `message.created` outward.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub timestamp: Stamp,
    /// What.
    pub data: T,
}

/// The kind of event that comes in.
pub const RECEIVED: &str = "message.received";
/// The kind of event that goes out.
pub const CREATED: &str = "message.created";

/// Somebody in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookParty {
    /// Who they are there; never changes.
    pub id: String,
    /// What they are called there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A file with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookFile {
    /// Its name.
    pub name: String,
    /// What it is, as `image/png`.
    pub media_type: String,
    /// The file in base64.
    pub content: String,
}

/// A customer's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookReceived {
    /// Its id there; a message that comes twice is kept once.
    pub id: String,
    /// Who wrote it.
    pub from: WebhookParty,
    /// What they wrote.
    pub text: String,
    /// What it is about, where that system has subjects.
    #[serde(default)]
    pub subject: Option<String>,
    /// The language they write in, `zh-CN` or `en`.
    #[serde(default)]
    pub language: Option<String>,
    /// The topic they chose, by its id here.
    #[serde(default)]
    pub topic: Option<String>,
    /// Files with it.
    #[serde(default)]
    pub files: Vec<WebhookFile>,
}

/// Our answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebhookCreated {
    /// Its id here; the same when it is sent again.
    pub id: String,
    /// The conversation it belongs to.
    pub conversation: String,
    /// Whom it is for.
    pub to: WebhookParty,
    /// What is said.
    pub text: String,
    /// Files with it.
    pub files: Vec<WebhookFile>,
}
