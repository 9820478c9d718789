//! Policy made ready for decisions: how much room a contact takes, who serves a queue from when on, who is chosen.

use std::collections::BTreeMap;

use base::ids::PersonId;
use base::{Span, Stamp};
use policy::model::{Channels, ChooseBy, PreferredAgent, Queue, Routing};

/// Somebody who takes contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Who.
    pub id: PersonId,
    /// The code of their unit.
    pub team: String,
    /// What they can do, and how well.
    pub skills: BTreeMap<String, i64>,
    /// Languages they speak besides the house's own.
    pub languages: Vec<String>,
    /// The channels they work on; empty: all.
    pub channels: Vec<String>,
}

/// Routing policy with the channels it speaks of.
#[derive(Debug, Clone)]
pub struct Plan {
    routing: Routing,
    /// What one contact of a channel takes of an agent's room, in parts of [`Plan::room`].
    takes: BTreeMap<String, u64>,
    room: u64,
}

fn wall(length: policy::model::Length) -> Span {
    length.span(Span::DAY)
}

impl Plan {
    /// The plan of two policies. An agent's room is the least common multiple of all capacities, so that five chats
    /// fill it as exactly as one call does.
    pub fn new(routing: Routing, channels: &Channels) -> Self {
        let capacity = |it: i64| u64::try_from(it).unwrap_or(1).max(1);
        let room = channels.channels.iter().map(|it| capacity(it.capacity)).fold(1, least_common_multiple);
        let takes = channels.channels.iter().map(|it| (it.id.clone(), room / capacity(it.capacity))).collect();
        Self { routing, takes, room }
    }

    /// All the room an agent has.
    pub fn room(&self) -> u64 {
        self.room
    }

    /// What a contact of a channel takes of it; all of it where policy does not know the channel.
    pub fn takes(&self, channel: &str) -> u64 {
        self.takes.get(channel).copied().unwrap_or(self.room)
    }

    /// The queue of a contact and its number.
    pub fn queue(&self, channel: &str, topic: Option<&str>, language: Option<&str>) -> Option<(usize, &Queue)> {
        let found = self.routing.queue(channel, topic, language)?;
        self.routing.queues.iter().position(|it| it.id == found.id).map(|at| (at, found))
    }

    /// A queue by its number.
    pub fn queue_at(&self, at: usize) -> Option<&Queue> {
        self.routing.queues.get(at)
    }

    /// The queues, in the order of policy.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.routing.queues.iter()
    }

    /// From when on a contact that came at a moment stands in its queue: earlier by the lead of its tier.
    pub fn stands_from(&self, came: Stamp, tier: Option<&str>) -> Stamp {
        let lead = self.routing.leads.iter().find(|it| Some(it.tier.as_str()) == tier);
        came - lead.map_or(Span(0), |it| wall(it.ahead))
    }

    /// How long an offer may stay unanswered.
    pub fn acceptance(&self) -> Span {
        wall(self.routing.acceptance)
    }

    /// Who is waited for and how long, in the order of policy.
    pub fn prefers(&self) -> impl Iterator<Item = (PreferredAgent, Span)> + '_ {
        self.routing.prefer.iter().map(|it| (it.who, wall(it.hold)))
    }

    /// How many steps of overflow a wait of this length has passed.
    pub fn stage(&self, queue: usize, waited: Span) -> usize {
        let steps = self.queue_at(queue).map_or(&[][..], |it| &it.overflow);
        steps.iter().take_while(|it| wall(it.after) <= waited).count()
    }

    /// The wait at which the next step of overflow comes.
    pub fn next_stage(&self, queue: usize, stage: usize) -> Option<Span> {
        self.queue_at(queue)?.overflow.get(stage).map(|it| wall(it.after))
    }

    /// How many stages a queue has: its own, and one for each step of overflow.
    pub fn stages(&self, queue: usize) -> usize {
        self.queue_at(queue).map_or(1, |it| it.overflow.len() + 1)
    }

    /// From which stage on an agent serves a queue, and how well; nothing when never.
    pub fn serves(&self, agent: &Agent, queue: usize, channel: &str, language: Option<&str>) -> Option<(usize, i64)> {
        let it = self.queue_at(queue)?;
        let able = agent.channels.is_empty() || agent.channels.iter().any(|one| one == channel);
        let speaks = language.is_none_or(|it| agent.languages.iter().any(|one| one == it));
        if !able || !speaks {
            return None;
        }
        let level = |skill: &str| agent.skills.get(skill).copied().unwrap_or(0);
        let skilled = it.skills.iter().all(|need| level(&need.skill) >= need.level);
        let of = |teams: &[String]| teams.contains(&agent.team);
        let (mut near, mut fit) = (it.teams.is_empty() || of(&it.teams), skilled);
        let mut stage = 0;
        for step in &it.overflow {
            if near && fit {
                break;
            }
            near |= of(&step.teams);
            fit |= step.without_skills;
            stage += 1;
        }
        (near && fit).then(|| (stage, it.skills.iter().map(|need| level(&need.skill)).sum()))
    }

    /// What agents are compared by, the least first.
    pub(super) fn rank(&self, skill: i64, used: u64, idle_since: Stamp) -> Vec<i64> {
        let by = |it: &ChooseBy| match it {
            ChooseBy::Skill => -skill,
            ChooseBy::Load => i64::try_from(used).unwrap_or(i64::MAX),
            ChooseBy::Idle => idle_since.0,
        };
        self.routing.choose.iter().map(by).collect()
    }
}

fn least_common_multiple(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    a / x * b
}
