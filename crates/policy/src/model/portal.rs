//! Kind `portal`: what the public may bring in by itself, and how often (CHN-6).

use serde::{Deserialize, Serialize};

use super::Length;

/// The complaint portal (投诉门户); nothing can be brought in by it while no kind of case is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// The code of the unit that gets what no kind sends elsewhere.
    pub unit: String,
    /// The channel of what is brought in, of `channels`.
    pub channel: String,
    /// The kind of case that a message becomes which a visitor leaves at a chat while nobody is there; one of `kinds`.
    pub left: String,
    /// What can be brought in, in the order in which it is offered.
    pub kinds: Vec<PortalKind>,
    /// The most characters of a message.
    pub longest: i64,
    /// The most files a customer adds to one case.
    pub files: i64,
    /// How often one address may bring something in.
    pub by_address: Often,
    /// How often something may be brought in for one contact, such as a phone number.
    pub by_contact: Often,
    /// How often one address may write to cases, add files to them or say what it thinks of them.
    pub words: Often,
    /// How often one address may be wrong about a number and its code.
    pub wrong: Often,
}

/// A kind of case that can be brought in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalKind {
    /// The kind, of `cases`.
    pub id: String,
    /// The code of the unit that gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// How often something may happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Often {
    /// So many times.
    pub most: i64,
    /// Within this time.
    pub within: Length,
}

impl Portal {
    /// The code of the unit that gets a kind; nothing when it cannot be brought in.
    pub fn unit_of(&self, kind: &str) -> Option<&str> {
        let found = self.kinds.iter().find(|it| it.id == kind)?;
        Some(found.unit.as_deref().unwrap_or(&self.unit))
    }
}
