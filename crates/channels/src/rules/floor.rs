//! The floor: who waits, who has room, and who gets whom (CHN-8).
//!
//! Contacts of one queue, channel and language stand in one line. An agent is entered with every line they serve, in
//! the order in which they would be chosen, from the stage of overflow on at which they are asked; a contact is entered
//! with the stage it has reached. So whoever comes and whoever gets room finds the other by one look-up, however many
//! there are.

mod agents;
mod contacts;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::{BTreeMap, BTreeSet};

use base::Stamp;
use base::ids::{ContactId, PersonId};
use policy::model::PreferredAgent;

use super::{Agent, Pace, Plan};

/// Somebody who wants to speak with us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The contact.
    pub id: ContactId,
    /// When it came.
    pub came: Stamp,
    /// How it came.
    pub channel: String,
    /// What for.
    pub topic: Option<String>,
    /// In which language, when it is not the house's own.
    pub language: Option<String>,
    /// The customer's tier.
    pub tier: Option<String>,
    /// Its queue, when it was handed to one; else policy finds it.
    pub queue: Option<String>,
    /// Whether it came back to its queue: it stands at the head then.
    pub back: bool,
    /// Who knows the matter already; stand-ins are named in place of those who are absent (PPL-3).
    pub known_to: BTreeMap<Known, PersonId>,
}

/// In what way somebody knows the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Responsible for the customer's open case.
    FirstReceiver,
    /// Spoke with the customer last.
    LastAgent,
}

impl From<PreferredAgent> for Known {
    fn from(it: PreferredAgent) -> Self {
        match it {
            PreferredAgent::FirstReceiver => Self::FirstReceiver,
            PreferredAgent::LastAgent => Self::LastAgent,
        }
    }
}

/// Whether somebody takes contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Takes new contacts.
    Available,
    /// Keeps what they have, takes nothing new: break, training, wrap-up, or an offer was not answered.
    Busy,
    /// Not there; what they had goes back to the queue.
    Offline,
}

/// A contact is offered to an agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The contact.
    pub contact: ContactId,
    /// The agent.
    pub agent: PersonId,
    /// Until when it can be accepted.
    pub until: Stamp,
}

/// Where a contact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// In its line, at a stage of overflow.
    Waiting(usize),
    /// Kept for somebody until then.
    KeptFor(PersonId, Stamp),
    /// Offered to somebody until then.
    Offered(PersonId, Stamp),
    /// With somebody.
    With(PersonId),
}

impl Whereabouts {
    /// Who has it, or is offered it.
    pub fn holder(&self) -> Option<&PersonId> {
        match self {
            Self::Offered(agent, _) | Self::With(agent) => Some(agent),
            Self::Waiting(_) | Self::KeptFor(..) => None,
        }
    }
}

/// The order in a line: what came back from an offer first, then by the time it counts as having come, then by arrival.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    anew: bool,
    from: Stamp,
    id: ContactId,
}

#[derive(Debug, Clone)]
struct Held {
    contact: Contact,
    line: usize,
    place: Place,
    is: Whereabouts,
    /// When to look at it again, as entered among the looks.
    look: Option<Stamp>,
}

/// Where an agent would be chosen: line, stage, rank.
type Entry = (usize, usize, Rank);
type Rank = (Vec<i64>, PersonId);

#[derive(Debug, Clone)]
struct AtWork {
    agent: Agent,
    presence: Presence,
    used: u64,
    idle_since: Stamp,
    /// What they have or are offered.
    has: BTreeSet<ContactId>,
    /// What is kept for them.
    kept: BTreeSet<Place>,
    /// The lines they serve: number, first stage, skill.
    serves: Vec<(usize, usize, i64)>,
    entered: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Line {
    queue: usize,
    channel: String,
    language: Option<String>,
    /// Who waits, by the stage reached.
    waiting: Vec<BTreeSet<Place>>,
    /// Who has room, by the stage from which they are asked.
    free: Vec<BTreeSet<Rank>>,
    pace: Pace,
}

/// The floor.
#[derive(Debug, Clone)]
pub struct Floor {
    plan: Plan,
    contacts: BTreeMap<ContactId, Held>,
    agents: BTreeMap<PersonId, AtWork>,
    lines: Vec<Line>,
    looks: BTreeSet<(Stamp, ContactId)>,
}

impl Floor {
    /// An empty floor under a plan.
    pub fn new(plan: Plan) -> Self {
        let (contacts, agents, looks) = <(BTreeMap<_, _>, BTreeMap<_, _>, BTreeSet<_>)>::default();
        Self { plan, contacts, agents, lines: Vec::new(), looks }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Where a contact is.
    pub fn whereabouts(&self, id: &ContactId) -> Option<&Whereabouts> {
        self.contacts.get(id).map(|it| &it.is)
    }

    /// How much of an agent's room is used.
    pub fn used(&self, id: &PersonId) -> u64 {
        self.agents.get(id).map_or(0, |it| it.used)
    }

    /// How many stand before a contact that waits, in the order in which its line is served.
    pub fn ahead(&self, id: &ContactId) -> Option<usize> {
        let held = self.contacts.get(id)?;
        let waits = matches!(held.is, Whereabouts::Waiting(_) | Whereabouts::KeptFor(..));
        let line = self.lines.get(held.line).filter(|_| waits)?;
        Some(line.waiting.iter().map(|it| it.range(..held.place.clone()).count()).sum())
    }

    /// How long a contact that waits will wait from now on, as the line moved of late.
    pub fn expected(&self, id: &ContactId, now: Stamp) -> Option<base::Span> {
        let line = self.lines.get(self.contacts.get(id)?.line)?;
        line.pace.expected(self.ahead(id)?, now)
    }

    /// Everybody who waits, with how many stand before them and how long they will wait from now on.
    pub fn standing(&self, now: Stamp) -> impl Iterator<Item = (&ContactId, usize, Option<base::Span>)> {
        self.lines.iter().flat_map(move |line| {
            let mut places: Vec<&Place> = line.waiting.iter().flatten().collect();
            places.sort();
            let each = places.into_iter().enumerate();
            each.map(move |(ahead, it)| (&it.id, ahead, line.pace.expected(ahead, now)))
        })
    }

    /// The queue a contact stands in, or stood in.
    pub fn queue_of(&self, id: &ContactId) -> Option<&str> {
        let line = self.lines.get(self.contacts.get(id)?.line)?;
        self.plan.queue_at(line.queue).map(|it| it.id.as_str())
    }

    /// When time alone changes something next: an offer runs out, an overflow begins, nobody is waited for any more.
    pub fn next_look(&self) -> Option<Stamp> {
        self.looks.first().map(|it| it.0)
    }

    /// The number of the line of a contact, made with all who serve it when it is the first of its sort.
    fn line_of(&mut self, contact: &Contact) -> Option<usize> {
        let (topic, language) = (contact.topic.as_deref(), contact.language.as_deref());
        let named = contact.queue.as_ref().and_then(|id| self.plan.queues().position(|it| it.id == *id));
        let queue = match named {
            Some(it) => it,
            None => self.plan.queue(&contact.channel, topic, language)?.0,
        };
        let same = |it: &Line| it.queue == queue && it.channel == contact.channel && it.language.as_deref() == language;
        if let Some(at) = self.lines.iter().position(same) {
            return Some(at);
        }
        let stages = self.plan.stages(queue);
        self.lines.push(Line {
            queue,
            channel: contact.channel.clone(),
            language: contact.language.clone(),
            waiting: vec![BTreeSet::new(); stages],
            free: vec![BTreeSet::new(); stages],
            pace: Pace::default(),
        });
        let people: Vec<PersonId> = self.agents.keys().cloned().collect();
        for person in people {
            self.enter(&person);
        }
        Some(self.lines.len() - 1)
    }
}
