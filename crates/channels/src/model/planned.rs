//! Answers that are sent later.

use base::Stamp;
use base::ids::{ContactId, PersonId, PlannedId};
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FileOf, Named};

db::words! {
    /// Why an answer was not sent as planned.
    pub enum Withheld {
        /// The conversation was over.
        Over "over",
        /// It was in other hands.
        OtherHands "other_hands",
        /// The customer had written meanwhile.
        Newer "newer",
    }
}

db::row! {
    /// An answer that is sent later, as stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PlannedRow {
        /// Its id.
        pub id: PlannedId,
        /// Where.
        pub conversation_id: ContactId,
        /// Who wrote it.
        pub person_id: PersonId,
        /// The text.
        pub body: String,
        /// Files that go with it.
        pub files: Json<Vec<FileOf>>,
        /// When it is sent.
        pub due_at: Stamp,
        /// Up to which message its writer had seen the conversation.
        pub seen_seq: i64,
        /// Why it was not sent when it was due.
        pub withheld: Option<Withheld>,
    }
}

/// An answer that is sent later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PlannedMessage)]
pub struct Planned {
    /// Its id.
    pub id: PlannedId,
    /// Who wrote it.
    pub person: Named,
    /// The text.
    pub text: String,
    /// Files that go with it.
    pub files: Vec<FileOf>,
    /// When it is sent.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Stamp,
    /// Why it was not sent when it was due; it waits for a word of whoever has the conversation.
    pub withheld: Option<Withheld>,
}
