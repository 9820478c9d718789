//! What is said in a conversation.

use base::Stamp;
use base::ids::{AttachmentId, ContactId, PartyId, PersonId};
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Named;

db::words! {
    /// Whose words they are.
    pub enum Author {
        /// The customer.
        Customer "customer",
        /// One of us.
        Agent "agent",
        /// The system.
        System "system",
    }
}

db::words! {
    /// What a message is.
    #[schema(as = MessageKind)]
    pub enum MessageKind {
        /// Said between customer and agent.
        Text "text",
        /// Written inside; the customer never sees it (内部备注).
        Note "note",
        /// Said by a supervisor to whoever has the conversation; the customer never sees it (耳语).
        Whisper "whisper",
        /// Something happened, said by a word.
        Notice "notice",
    }
}

impl MessageKind {
    /// Whether it stays with us: no visitor's page, no letter and no list of theirs ever shows it.
    pub fn inside(self) -> bool {
        matches!(self, Self::Note | Self::Whisper)
    }
}

db::words! {
    /// What the system tells both sides, or us alone.
    #[schema(as = ConversationNotice)]
    pub enum Notice {
        /// The entrance's greeting.
        Greeting "greeting",
        /// An agent is there.
        Joined "joined",
        /// The agent is gone; somebody else will come.
        Left "left",
        /// It goes to somebody else.
        Transferred "transferred",
        /// A supervisor has it from now on.
        TakenOver "taken_over",
        /// The customer has said nothing for a while.
        IdleWarning "idle_warning",
        /// It ended because the customer said nothing more.
        ClosedIdle "closed_idle",
        /// The agent ended it.
        ClosedByAgent "closed_by_agent",
        /// The customer ended it.
        ClosedByCustomer "closed_by_customer",
        /// Tags were put on or taken off; the customer is not told.
        Tagged "tagged",
    }
}

db::words! {
    /// Where a message that leaves the house is.
    pub enum Delivery {
        /// It waits to be sent.
        Waiting "waiting",
        /// It was taken by the other side.
        Sent "sent",
        /// It could not be sent.
        Failed "failed",
    }
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MessageFile)]
pub struct FileOf {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub bytes: i64,
    /// Whether it can be shown as a picture.
    pub picture: bool,
}

db::row! {
    /// A file as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoredFile {
        /// Its id.
        pub id: AttachmentId,
        /// The conversation, once it was sent.
        pub conversation_id: Option<ContactId>,
        /// Whether it was said among colleagues, with a note or a whisper.
        pub inside: bool,
        /// The party who sent it.
        pub party_id: Option<PartyId>,
        /// The member of staff who sent it.
        pub person_id: Option<PersonId>,
        /// Its name.
        pub name: String,
        /// Its media type.
        pub media_type: String,
        /// Its size.
        pub bytes: i64,
        /// SHA-256 of its content, in hexadecimal.
        pub digest: String,
        /// When it came.
        pub at: Stamp,
    }
}

impl From<StoredFile> for FileOf {
    fn from(it: StoredFile) -> Self {
        let picture = ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&it.media_type.as_str());
        Self { id: it.id, name: it.name, media_type: it.media_type, bytes: it.bytes, picture }
    }
}

/// Tags that were put on a conversation and taken off it, by their names of then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TagsChanged {
    /// Put on.
    pub added: Vec<String>,
    /// Taken off.
    pub removed: Vec<String>,
}

/// What few messages have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// Files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileOf>,
    /// What it quotes of earlier letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<String>,
    /// The same as safe HTML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// What a notice tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// Who is called in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<PersonId>,
    /// Which tags were put on and taken off, by their names of then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<TagsChanged>,
    /// What the adapter knows of it.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub facts: serde_json::Value,
    /// Why it could not be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

impl More {
    /// Nothing when there is nothing.
    pub fn stored(self) -> Option<Json<Self>> {
        (self != Self::default()).then_some(Json(self))
    }
}

db::row! {
    /// A message as stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MessageRow {
        /// The conversation.
        pub conversation_id: ContactId,
        /// Its number there: 1, 2, 3 …
        pub seq: i64,
        /// When.
        pub at: Stamp,
        /// Whose words.
        pub author: Author,
        /// What it is.
        pub kind: MessageKind,
        /// Which of us.
        pub person_id: Option<PersonId>,
        /// What the sender calls it.
        pub client_id: Option<String>,
        /// The text.
        pub body: String,
        /// What few messages have.
        pub more: Option<Json<More>>,
        /// Where it is, if it leaves the house.
        pub delivery: Option<Delivery>,
    }
}

/// A message as shown to staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Message {
    /// Its number in the conversation: 1, 2, 3 …
    pub seq: i64,
    /// When.
    pub at: Stamp,
    /// Whose words.
    pub author: Author,
    /// What it is.
    pub kind: MessageKind,
    /// Which of us.
    pub person: Option<Named>,
    /// The text.
    pub text: String,
    /// What it quotes of earlier letters.
    pub quoted: Option<String>,
    /// The same as safe HTML.
    pub html: Option<String>,
    /// Files.
    pub files: Vec<FileOf>,
    /// What the sender calls it.
    pub client_id: Option<String>,
    /// What a notice tells.
    pub notice: Option<Notice>,
    /// Who is called in.
    pub mentions: Vec<PersonId>,
    /// Which tags were put on and taken off, when that is what it tells.
    pub tags: Option<TagsChanged>,
    /// Where it is, if it leaves the house.
    pub delivery: Option<Delivery>,
    /// Why it could not be sent.
    pub failure: Option<String>,
    /// What the adapter knows of it.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
}
