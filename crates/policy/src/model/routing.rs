//! Kind `routing`: where contacts wait, in which order, and who gets them (CHN-8).

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::cases::fits;
use super::{Length, Text};

/// Where contacts wait and who gets them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Routing {
    /// How long somebody may take to accept what was offered; then it goes back to the head of its queue.
    pub acceptance: Length,
    /// By what one agent is chosen among those who are free; the first that tells them apart decides.
    pub choose: Vec<ChooseBy>,
    /// Who is waited for, and how long, before anybody else is asked; the first who is at work.
    #[serde(default)]
    pub prefer: Vec<Preference>,
    /// How far ahead of others customers of a tier stand. Whoever waits longer than the lead of another goes first, so
    /// that nobody waits for ever.
    #[serde(default)]
    pub leads: Vec<Lead>,
    /// The queues; of those that fit a contact, the one that names most of it holds.
    pub queues: Vec<Queue>,
}

/// By what agents are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChooseBy {
    /// The greatest skill.
    Skill,
    /// The least load.
    Load,
    /// The longest without a new contact.
    Idle,
}

/// Who is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Preference {
    /// Who.
    pub who: PreferredAgent,
    /// How long; whoever is free gets the contact at once.
    pub hold: Length,
}

/// Somebody who knows the matter already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PreferredAgent {
    /// Who is responsible for the customer's open case, or stands in for them (CAS-5, PPL-3).
    FirstReceiver,
    /// Who spoke with the customer last.
    LastAgent,
}

/// The lead of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The tier.
    pub tier: String,
    /// How much earlier they count as having come.
    pub ahead: Length,
}

/// A queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The channels; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// What customers say they come for; empty: anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The languages; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// What an agent has to be able to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<SkillNeed>,
    /// The teams that serve it, by the code of their unit; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// Who is asked as well when it takes long, step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overflow: Vec<Overflow>,
    /// The service level wanted.
    pub service_level: ServiceLevel,
}

/// A skill and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillNeed {
    /// The skill.
    pub skill: String,
    /// The least level.
    pub level: i64,
}

/// Who is asked as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overflow {
    /// After a wait of this length.
    pub after: Length,
    /// More teams, by the code of their unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// Whether the skills are no longer asked for.
    #[serde(default)]
    pub without_skills: bool,
}

/// So many are served within so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceLevel {
    /// The wait.
    pub within: Length,
    /// The share of all who came.
    pub goal_permille: PerMille,
}

impl Routing {
    /// The queue of a contact: of those that fit, the one that names most of it.
    pub fn queue(&self, channel: &str, topic: Option<&str>, language: Option<&str>) -> Option<&Queue> {
        let all = self
            .queues
            .iter()
            .filter(|it| fits(&it.channels, Some(channel)) && fits(&it.topics, topic) && fits(&it.languages, language));
        let named = |it: &Queue| [&it.channels, &it.topics, &it.languages].iter().filter(|it| !it.is_empty()).count();
        // The first of several that name as much.
        all.reduce(|best, it| if named(it) > named(best) { it } else { best })
    }
}
