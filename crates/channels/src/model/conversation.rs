//! Conversations.

use base::Stamp;
use base::ids::{ContactId, CustomerId, EntranceId, PartyId, PersonId, TagId, UnitId};
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Author, Medium};

db::words! {
    /// Where a conversation is.
    #[schema(as = ConversationState)]
    pub enum State {
        /// In its queue.
        Waiting "waiting",
        /// Offered to an agent, who has not accepted yet.
        Offered "offered",
        /// With an agent.
        Open "open",
        /// Put off by its agent.
        Snoozed "snoozed",
        /// Over.
        Closed "closed",
    }
}

db::words! {
    /// A list of conversations.
    #[schema(as = ConversationView)]
    pub enum View {
        /// Offered to or with whoever asks.
        Mine "mine",
        /// In the queues that whoever asks serves.
        Queue "queue",
        /// With agents within reach.
        Team "team",
        /// All within reach that are not over.
        All "all",
        /// Put off by whoever asks.
        Snoozed "snoozed",
        /// Over.
        Closed "closed",
        /// Where whoever asks was called in.
        Mentions "mentions",
        /// Within sight, over or not: what is looked for by words or by its customer.
        Found "found",
    }
}

/// Somebody of us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NamedPerson)]
pub struct Named {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

db::row! {
    /// A conversation as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ConversationRow {
        /// Its id.
        pub id: ContactId,
        /// The entrance it came through.
        pub entrance_id: EntranceId,
        /// What kind of door that is.
        pub medium: Medium,
        /// The channel, a word of the policy `channels`.
        pub channel: String,
        /// With whom.
        pub party_id: PartyId,
        /// The customer they are known to be.
        pub customer_id: Option<CustomerId>,
        /// The queue, a word of the policy `routing`.
        pub queue: String,
        /// What they come for.
        pub topic: Option<String>,
        /// In which language, when it is not the house's own.
        pub language: Option<String>,
        /// The customer's tier.
        pub tier: Option<String>,
        /// What a letter is about.
        pub subject: Option<String>,
        /// Where it is.
        pub state: State,
        /// When it came.
        pub came_at: Stamp,
        /// Since when it counts as waiting.
        pub queued_at: Stamp,
        /// Whether it came back to its queue: it stands at the head then.
        pub back: bool,
        /// Who has it, or had it last.
        pub agent_id: Option<PersonId>,
        /// Their unit.
        pub unit_id: Option<UnitId>,
        /// Whom it is offered to.
        pub offered_to_id: Option<PersonId>,
        /// Until when.
        pub offered_until: Option<Stamp>,
        /// Until when it is put off.
        pub snoozed_until: Option<Stamp>,
        /// The number of its last message.
        pub last_seq: i64,
        /// When that was said.
        pub last_at: Stamp,
        /// By whom.
        pub last_author: Author,
        /// How it begins.
        pub last_text: String,
        /// The customer's messages that its agent has not seen.
        pub unread: i64,
        /// Up to which message its agent has seen it.
        pub seen_by_staff: i64,
        /// Up to which message the customer has seen it.
        pub seen_by_customer: i64,
        /// Since when the customer waits for a word.
        pub waiting_since: Option<Stamp>,
        /// Until when that word is due.
        pub due_at: Option<Stamp>,
        /// When one of us first answered.
        pub answered_at: Option<Stamp>,
        /// Cases it is about.
        pub case_count: i64,
        /// Its tags, as they were put on it.
        pub tags: Json<Vec<TagId>>,
        /// When it ended.
        pub closed_at: Option<Stamp>,
        /// How, a word of the policy `conversations`.
        pub outcome: Option<String>,
        /// What it came to, in the words of whoever closed it; kept while it is taken up again.
        pub summary: Option<String>,
        /// The customer's rating, 1 to 5.
        pub rating: Option<i64>,
        /// What the customer said to it.
        pub rating_text: Option<String>,
        /// Grows with every change that is not a message.
        pub version: i64,
    }
}

/// What was said last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = LastMessage)]
pub struct Last {
    /// Its number.
    pub seq: i64,
    /// Whose words.
    pub author: Author,
    /// How it begins.
    pub text: String,
    /// When.
    pub at: Stamp,
}

/// What a customer was promised on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConversationPromise)]
pub struct NextPromise {
    /// Until when.
    pub due_at: Stamp,
    /// What.
    pub text: String,
}

/// A part of a text, and whether it is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SnippetPart {
    /// The text.
    pub text: String,
    /// Whether words that were looked for stand here.
    pub hit: bool,
}

/// Where the words that were looked for stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConversationSnippet)]
pub struct Snippet {
    /// The message's number.
    pub seq: i64,
    /// The text around them.
    pub parts: Vec<SnippetPart>,
}

/// A conversation as shown in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Conversation {
    /// Its id.
    pub id: ContactId,
    /// The entrance it came through.
    pub entrance_id: EntranceId,
    /// What kind of door that is.
    pub medium: Medium,
    /// The channel, a word of the policy `channels`.
    pub channel: String,
    /// The queue, a word of the policy `routing`.
    pub queue: String,
    /// What they come for.
    pub topic: Option<String>,
    /// In which language, when it is not the house's own.
    pub language: Option<String>,
    /// Where it is.
    pub state: State,
    /// The customer.
    pub customer_id: Option<CustomerId>,
    /// What the customer is called, masked; empty when it is not known.
    pub name: String,
    /// The customer's tier.
    pub tier: Option<String>,
    /// What a letter is about.
    pub subject: Option<String>,
    /// Who has it, or had it last.
    pub agent: Option<Named>,
    /// Whom it is offered to.
    pub offered_to: Option<Named>,
    /// Until when.
    pub offered_until: Option<Stamp>,
    /// When it came.
    pub came_at: Stamp,
    /// Since when the customer waits for a word.
    pub waiting_since: Option<Stamp>,
    /// Until when that word is due.
    pub due_at: Option<Stamp>,
    /// The customer's messages that its agent has not seen.
    pub unread: i64,
    /// Up to which message its agent has seen it.
    pub seen_by_staff: i64,
    /// Up to which message the customer has seen it.
    pub seen_by_customer: i64,
    /// What was said last.
    pub last: Last,
    /// Until when it is put off.
    pub snoozed_until: Option<Stamp>,
    /// When it ended.
    pub closed_at: Option<Stamp>,
    /// How, a word of the policy `conversations`.
    pub outcome: Option<String>,
    /// What it came to, in the words of whoever closed it; kept while it is taken up again.
    pub summary: Option<String>,
    /// The customer's rating, 1 to 5.
    pub rating: Option<i64>,
    /// What the customer said to it.
    pub rating_text: Option<String>,
    /// Cases it is about.
    pub case_count: i64,
    /// Its tags; for one that was merged stands the other.
    pub tags: Vec<TagId>,
    /// Grows with every change that is not a message.
    pub version: i64,
    /// How many stand before it in its queue, and itself, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i64>,
    /// The next promise on one of its cases that is not kept yet, where whoever asks sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<NextPromise>,
    /// Whether whoever asks was called in by a note they have not seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub called: bool,
    /// The newest message in which the words stand that a list was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Snippet>,
}
