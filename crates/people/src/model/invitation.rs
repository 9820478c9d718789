//! Links by which people set their own password.

use base::Stamp;
use base::ids::{InvitationId, PersonId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// What a link is good for now.
    pub enum InvitationState {
        /// It can be used.
        Open "open",
        /// It was used.
        Used "used",
        /// Its time has passed.
        Expired "expired",
        /// It was taken back, or a newer one took its place.
        Withdrawn "withdrawn",
    }
}

db::row! {
    /// A link as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct InvitationRow {
        /// Its id.
        pub id: InvitationId,
        /// For whom.
        pub person_id: PersonId,
        /// When it was made.
        pub made_at: Stamp,
        /// Until when it can be used.
        pub until: Stamp,
        /// When it was used.
        pub used_at: Option<Stamp>,
        /// When it was taken back.
        pub withdrawn_at: Option<Stamp>,
    }
}

/// A link, without the link itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// When it was made.
    pub made_at: Stamp,
    /// Until when it can be used.
    pub until: Stamp,
    /// What it is good for now.
    pub state: InvitationState,
}

/// The latest link of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationOf {
    /// Nothing when there never was one.
    pub latest: Option<Invitation>,
}

/// A link that was just made; shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvitationLink {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The word in the link: `/invitation#word`.
    pub word: String,
    /// Until when it can be used.
    pub until: Stamp,
}

/// Whom a link is for, before they set their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invited {
    /// The organisation's name.
    pub organisation: String,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub login: String,
    /// Until when it can be used.
    pub until: Stamp,
    /// Characters of a password at least.
    pub least_length: i64,
}
