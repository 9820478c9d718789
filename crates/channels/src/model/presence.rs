//! What agents are, and what they can do.

use std::collections::BTreeMap;

use base::Stamp;
use base::ids::{PersonId, UnitId};
use db::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Named;

db::words! {
    /// What an agent is.
    pub enum PresenceState {
        /// Takes contacts (在线).
        Online "online",
        /// Busy with something else (忙碌).
        Busy "busy",
        /// Resting (小休).
        Break "break",
        /// In a training (培训).
        Training "training",
        /// Writing up what was said (整理).
        WrapUp "wrap_up",
        /// Not there (离线).
        Offline "offline",
    }
}

db::row! {
    /// What an agent is, as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PresenceRow {
        /// Who.
        pub person_id: PersonId,
        /// Their unit.
        pub unit_id: Option<UnitId>,
        /// What they are.
        pub state: PresenceState,
        /// By which word of the policy `conversations`.
        pub word: Option<String>,
        /// Since when.
        pub since: Stamp,
        /// Until when at most.
        pub limit: Option<Stamp>,
        /// Until when they are known to be there.
        pub lease: Stamp,
    }
}

/// What one is oneself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AgentPresence)]
pub struct Presence {
    /// What.
    pub state: PresenceState,
    /// By which word of the policy `conversations`; `missed` when an offer was not answered.
    pub reason: Option<String>,
    /// Since when.
    pub since: Stamp,
    /// Until when at most.
    pub until: Option<Stamp>,
    /// Conversations one has or is offered.
    pub load: i64,
    /// Words of the policy one may choose.
    pub words: Vec<policy::model::PresenceWord>,
}

/// What somebody is, for those who work with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamPresence {
    /// Who.
    pub person: Named,
    /// Their unit.
    pub unit_id: Option<UnitId>,
    /// What they are.
    pub state: PresenceState,
    /// By which word of the policy `conversations`.
    pub reason: Option<String>,
    /// Since when.
    pub since: Stamp,
    /// Until when at most.
    pub until: Option<Stamp>,
    /// Conversations they have or are offered.
    pub load: i64,
}

db::row! {
    /// What an agent can do, as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AgentRow {
        /// Who.
        pub person_id: PersonId,
        /// Skills and their levels.
        pub skills: Json<BTreeMap<String, i64>>,
        /// Languages besides the house's own.
        pub languages: Json<Vec<String>>,
        /// Channels they work on; empty: all.
        pub channels: Json<Vec<String>>,
        /// Give it back when changing.
        pub version: i64,
    }
}

/// What an agent can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentSkills {
    /// Who.
    pub person: Named,
    /// Skills and their levels, 1 to 10.
    pub skills: BTreeMap<String, i64>,
    /// Languages besides the house's own.
    pub languages: Vec<String>,
    /// Channels they work on; empty: all.
    pub channels: Vec<String>,
    /// Give it back when changing; 0 when nothing was said yet.
    pub version: i64,
}

/// A change of what an agent can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditSkills {
    /// Skills and their levels, 1 to 10.
    pub skills: BTreeMap<String, i64>,
    /// Languages besides the house's own.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Channels they work on; empty: all.
    #[serde(default)]
    pub channels: Vec<String>,
    /// The version that was read; 0 when nothing was said yet.
    pub version: i64,
}
