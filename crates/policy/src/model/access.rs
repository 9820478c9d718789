//! Kind `access`: who may do what, and in which part of the organisation (PPL-1, PPL-2).

use serde::{Deserialize, Serialize};

use super::Text;

/// What a role can be allowed.
pub use web::Right;

/// The roles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The roles; a person may have several, rights add up.
    pub roles: Vec<Role>,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What it may do.
    pub rights: Vec<String>,
    /// How far it reaches.
    pub reach: Reach,
}

/// How far rights reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// What is the person's own.
    Own,
    /// The person's team.
    Team,
    /// The person's site, with all below it.
    Site,
    /// The whole organisation.
    All,
}

impl Access {
    /// A role by its id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|it| it.id == id)
    }
}
