//! Agents on the floor: they come, get room, and go.

use base::Stamp;
use base::ids::{ContactId, PersonId};

use super::{AtWork, Floor, Line, Offer, Place, Presence};
use crate::rules::Agent;

impl Floor {
    /// Somebody is there from now on, or what they can do has changed.
    pub fn comes(&mut self, agent: Agent, presence: Presence, now: Stamp) -> Vec<Offer> {
        let id = agent.id.clone();
        if let Some(it) = self.agents.get_mut(&id) {
            it.agent = agent;
        } else {
            let it = AtWork {
                agent,
                presence: Presence::Offline,
                used: 0,
                idle_since: now,
                has: [].into(),
                kept: [].into(),
                serves: Vec::new(),
                entered: Vec::new(),
            };
            self.agents.insert(id.clone(), it);
        }
        self.is_now(&id, presence, now)
    }

    /// Somebody's presence changes. Whoever goes leaves everything to the queue, where it stands at the head; what was
    /// kept for them waits for anybody.
    pub fn is_now(&mut self, id: &PersonId, presence: Presence, now: Stamp) -> Vec<Offer> {
        let Some(it) = self.agents.get_mut(id) else { return Vec::new() };
        it.presence = presence;
        let (left, kept) = match presence {
            Presence::Offline => (it.has.clone(), it.kept.clone()),
            Presence::Available | Presence::Busy => Default::default(),
        };
        self.enter(id);
        let mut offers = Vec::new();
        for contact in left {
            offers.extend(self.back(&contact, now));
        }
        for place in kept {
            offers.extend(self.for_anybody(&place.id, now));
        }
        offers.extend(self.fill(id, now));
        offers
    }

    /// An agent's presence, and how many contacts they have or are offered.
    pub fn agent(&self, id: &PersonId) -> Option<(Presence, usize)> {
        self.agents.get(id).map(|it| (it.presence, it.has.len()))
    }

    /// Enters somebody with every line they serve, as their room and rank now are.
    pub(super) fn enter(&mut self, id: &PersonId) {
        let Self { plan, agents, lines, .. } = self;
        let Some(it) = agents.get_mut(id) else { return };
        for (line, stage, rank) in it.entered.drain(..) {
            if let Some(free) = lines.get_mut(line).and_then(|it| it.free.get_mut(stage)) {
                free.remove(&rank);
            }
        }
        let serves = |(at, line): (usize, &Line)| {
            let (stage, skill) = plan.serves(&it.agent, line.queue, &line.channel, line.language.as_deref())?;
            Some((at, stage, skill))
        };
        it.serves = lines.iter().enumerate().filter_map(serves).collect();
        if it.presence != Presence::Available {
            return;
        }
        for (at, stage, skill) in &it.serves {
            let Some(line) = lines.get_mut(*at).filter(|line| it.used + plan.takes(&line.channel) <= plan.room())
            else {
                continue;
            };
            let rank = (plan.rank(*skill, it.used, it.idle_since), id.clone());
            if let Some(free) = line.free.get_mut(*stage) {
                free.insert(rank.clone());
                it.entered.push((*at, *stage, rank));
            }
        }
    }

    /// Whether somebody takes a contact of a channel now.
    pub(super) fn has_room(&self, id: &PersonId, channel: &str) -> bool {
        let takes = self.plan.takes(channel);
        let fits = |it: &AtWork| it.presence == Presence::Available && it.used + takes <= self.plan.room();
        self.agents.get(id).is_some_and(fits)
    }

    /// Gives somebody with room what waits: what is kept for them, then whoever stands first in their lines.
    pub(super) fn fill(&mut self, id: &PersonId, now: Stamp) -> Vec<Offer> {
        let mut offers = Vec::new();
        while let Some(contact) = self.next_for(id) {
            offers.extend(self.offer(&contact, id, now));
        }
        offers
    }

    fn next_for(&self, id: &PersonId) -> Option<ContactId> {
        let it = self.agents.get(id)?;
        let fits =
            |place: &&Place| self.contacts.get(&place.id).is_some_and(|held| self.has_room(id, &held.contact.channel));
        let heads = || {
            it.serves.iter().filter_map(|(at, stage, _)| {
                let line = self.lines.get(*at).filter(|line| self.has_room(id, &line.channel))?;
                line.waiting.iter().skip(*stage).filter_map(|it| it.first()).min()
            })
        };
        it.kept.iter().find(fits).or_else(|| heads().min()).map(|it| it.id.clone())
    }

    /// Somebody has a contact from now on; their rank changes with their load.
    pub(super) fn takes_on(&mut self, id: &PersonId, contact: &ContactId, channel: &str, now: Stamp) {
        let takes = self.plan.takes(channel);
        if let Some(it) = self.agents.get_mut(id) {
            it.used += takes;
            it.idle_since = now;
            it.has.insert(contact.clone());
        }
        self.enter(id);
    }

    /// Somebody no longer has a contact.
    pub(super) fn lets_go(&mut self, id: &PersonId, contact: &ContactId, channel: &str) {
        let takes = self.plan.takes(channel);
        if let Some(it) = self.agents.get_mut(id)
            && it.has.remove(contact)
        {
            it.used = it.used.saturating_sub(takes);
        }
        self.enter(id);
    }

    /// Somebody available is busy from now on.
    pub(super) fn takes_nothing_new(&mut self, id: &PersonId) {
        if let Some(it) = self.agents.get_mut(id).filter(|it| it.presence == Presence::Available) {
            it.presence = Presence::Busy;
        }
    }

    /// What somebody has or is offered.
    pub fn has(&self, id: &PersonId) -> impl Iterator<Item = &ContactId> {
        self.agents.get(id).into_iter().flat_map(|it| it.has.iter())
    }
}
