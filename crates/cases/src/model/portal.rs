//! What the public brought in by itself, and how it follows what became of it (CHN-6).

use base::Stamp;
use base::ids::{CaseId, NoteId};
use db::Json;
use serde::{Deserialize, Serialize};

db::words! {
    /// Where a case stands, in words for the customer.
    pub enum CaseStanding {
        /// Taken in; nobody said anything to the customer yet.
        Received "received",
        /// Being worked on.
        Working "working",
        /// Stands still for a reason.
        Paused "paused",
        /// Solved; the customer is asked.
        Asked "asked",
        /// Over.
        Closed "closed",
    }
}

/// What a customer thinks of how a case was handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PortalRating)]
pub struct Rating {
    /// From 1, bad, to 5, very good.
    pub score: i64,
    /// In the customer's words.
    #[serde(default)]
    pub words: String,
    /// When.
    pub at: Stamp,
}

/// What is kept with a case that came by the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Says {
    /// What it is about, as it was brought in.
    pub subject: String,
    /// What happened, as it was brought in.
    #[serde(default)]
    pub description: String,
    /// What the customer thinks of it by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

db::row! {
    /// A case that came by the portal.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Brought {
        /// The case.
        pub case_id: CaseId,
        /// The sender's own id of the sending; a repeat makes no second case.
        pub request: String,
        /// What was said by the customer.
        pub says: Json<Says>,
        /// When.
        pub made_ms: Stamp,
    }
}

db::row! {
    /// A message of the customer.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Message {
        /// Its id.
        pub id: NoteId,
        /// The case.
        pub case_id: CaseId,
        /// The sender's own id of the sending; a repeat makes no second message.
        pub request: String,
        /// The text.
        pub text: String,
        /// When.
        pub at_ms: Stamp,
    }
}
