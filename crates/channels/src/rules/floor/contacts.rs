//! Contacts on the floor: they come, are offered, accepted, given back, and end.

use base::Stamp;
use base::ids::{ContactId, PersonId};

use super::{Contact, Floor, Held, Known, Offer, Place, Presence, Whereabouts};

impl Floor {
    /// A contact comes; nothing when policy has no queue for it. One that is there already stays where it is.
    pub fn arrives(&mut self, contact: Contact, now: Stamp) -> Option<Vec<Offer>> {
        if self.contacts.contains_key(&contact.id) {
            return Some(Vec::new());
        }
        let line = self.line_of(&contact)?;
        let id = contact.id.clone();
        let from = self.plan.stands_from(contact.came, contact.tier.as_deref());
        let place = Place { anew: !contact.back, from, id: id.clone() };
        let is = match self.waited_for(&contact, now) {
            Some((person, until)) => Whereabouts::KeptFor(person, until),
            None => Whereabouts::Waiting(0),
        };
        self.contacts.insert(id.clone(), Held { contact, line, place, is, look: None });
        self.stand(&id, now);
        Some(self.place(&id, now).into_iter().collect())
    }

    /// An agent accepts what was offered to them; false when it is no longer theirs.
    pub fn accepts(&mut self, id: &ContactId, agent: &PersonId, now: Stamp) -> bool {
        let Some(held) = self.contacts.get_mut(id) else { return false };
        if !matches!(&held.is, Whereabouts::Offered(to, until) if to == agent && *until >= now) {
            return false;
        }
        held.is = Whereabouts::With(agent.clone());
        self.looks_at(id, None);
        true
    }

    /// A contact is with somebody, or offered to them until a moment, whatever the floor would have decided: they took
    /// it, or it was handed to them. Their room may be overdrawn by it.
    pub fn given(&mut self, contact: Contact, agent: &PersonId, until: Option<Stamp>, now: Stamp) -> Vec<Offer> {
        let offers = self.ends(&contact.id, now);
        let Some(line) = self.line_of(&contact) else { return offers };
        let (id, channel) = (contact.id.clone(), contact.channel.clone());
        let from = self.plan.stands_from(contact.came, contact.tier.as_deref());
        let place = Place { anew: !contact.back, from, id: id.clone() };
        let is = match until {
            Some(until) => Whereabouts::Offered(agent.clone(), until),
            None => Whereabouts::With(agent.clone()),
        };
        self.contacts.insert(id.clone(), Held { contact, line, place, is, look: None });
        self.takes_on(agent, &id, &channel, now);
        self.looks_at(&id, until);
        offers
    }

    /// A contact is over, or whoever waited gave up.
    pub fn ends(&mut self, id: &ContactId, now: Stamp) -> Vec<Offer> {
        self.lift(id);
        self.looks_at(id, None);
        let Some(held) = self.contacts.remove(id) else { return Vec::new() };
        let Some(agent) = held.is.holder() else { return Vec::new() };
        self.lets_go(agent, id, &held.contact.channel);
        self.fill(agent, now)
    }

    /// A contact goes back to the head of its line: the offer was declined or ran out, or whoever had it went or gives
    /// it back. Whoever had it takes nothing new until they say so; else it would come straight back to them.
    pub fn back(&mut self, id: &ContactId, now: Stamp) -> Vec<Offer> {
        let Some(held) = self.contacts.get_mut(id) else { return Vec::new() };
        if let Some(agent) = held.is.holder().cloned() {
            held.place.anew = false;
            let channel = held.contact.channel.clone();
            self.takes_nothing_new(&agent);
            self.lets_go(&agent, id, &channel);
        }
        self.for_anybody(id, now)
    }

    /// A contact stands in its line and is offered to anybody with room.
    pub(super) fn for_anybody(&mut self, id: &ContactId, now: Stamp) -> Vec<Offer> {
        self.lift(id);
        if let Some(held) = self.contacts.get_mut(id) {
            held.is = Whereabouts::Waiting(0);
        }
        self.stand(id, now);
        self.place(id, now).into_iter().collect()
    }

    /// Does what time alone brings: offers run out, overflow begins, nobody is waited for any more.
    pub fn look(&mut self, now: Stamp) -> Vec<Offer> {
        let mut offers = Vec::new();
        while let Some((_, id)) = self.looks.first().filter(|it| it.0 <= now).cloned() {
            match self.whereabouts(&id).cloned() {
                Some(Whereabouts::Offered(..)) => offers.extend(self.back(&id, now)),
                Some(_) => offers.extend(self.for_anybody(&id, now)),
                None => drop(self.looks.pop_first()),
            }
        }
        offers
    }

    /// Who of those that policy waits for is at work, and until when; nobody who is absent is waited for.
    fn waited_for(&self, contact: &Contact, now: Stamp) -> Option<(PersonId, Stamp)> {
        self.plan.prefers().find_map(|(who, hold)| {
            let person = contact.known_to.get(&Known::from(who))?;
            let there = self.agents.get(person).is_some_and(|it| it.presence != Presence::Offline);
            there.then(|| (person.clone(), now + hold))
        })
    }

    /// Enters a contact where it waits, and when it is to be looked at again.
    fn stand(&mut self, id: &ContactId, now: Stamp) {
        let Self { plan, contacts, agents, lines, .. } = self;
        let Some(held) = contacts.get_mut(id) else { return };
        let Some(line) = lines.get_mut(held.line) else { return };
        let look = match &mut held.is {
            Whereabouts::Waiting(stage) => {
                *stage = plan.stage(line.queue, now - held.contact.came);
                if let Some(waiting) = line.waiting.get_mut(*stage) {
                    waiting.insert(held.place.clone());
                }
                plan.next_stage(line.queue, *stage).map(|it| held.contact.came + it)
            }
            Whereabouts::KeptFor(person, until) => {
                if let Some(it) = agents.get_mut(person) {
                    it.kept.insert(held.place.clone());
                }
                Some(*until)
            }
            Whereabouts::Offered(_, until) => Some(*until),
            Whereabouts::With(_) => None,
        };
        self.looks_at(id, look);
    }

    /// Takes a contact out of where it waits.
    fn lift(&mut self, id: &ContactId) {
        let Self { contacts, agents, lines, .. } = self;
        let Some(held) = contacts.get(id) else { return };
        match &held.is {
            Whereabouts::Waiting(stage) => {
                if let Some(waiting) = lines.get_mut(held.line).and_then(|it| it.waiting.get_mut(*stage)) {
                    waiting.remove(&held.place);
                }
            }
            Whereabouts::KeptFor(person, _) => {
                if let Some(it) = agents.get_mut(person) {
                    it.kept.remove(&held.place);
                }
            }
            Whereabouts::Offered(..) | Whereabouts::With(_) => {}
        }
    }

    fn looks_at(&mut self, id: &ContactId, at: Option<Stamp>) {
        let Some(held) = self.contacts.get_mut(id) else { return };
        if let Some(before) = std::mem::replace(&mut held.look, at) {
            self.looks.remove(&(before, id.clone()));
        }
        if let Some(at) = at {
            self.looks.insert((at, id.clone()));
        }
    }

    /// Offers a contact that waits to whoever is to have it, if anybody has room.
    fn place(&mut self, id: &ContactId, now: Stamp) -> Option<Offer> {
        let held = self.contacts.get(id)?;
        let agent = match &held.is {
            Whereabouts::KeptFor(person, _) => {
                Some(person.clone()).filter(|it| self.has_room(it, &held.contact.channel))
            }
            Whereabouts::Waiting(stage) => {
                let line = self.lines.get(held.line)?;
                line.free.iter().take(stage + 1).find_map(|it| it.first()).map(|it| it.1.clone())
            }
            Whereabouts::Offered(..) | Whereabouts::With(_) => None,
        };
        self.offer(id, &agent?, now)
    }

    /// Offers a contact that waits to somebody with room.
    pub(super) fn offer(&mut self, id: &ContactId, agent: &PersonId, now: Stamp) -> Option<Offer> {
        self.lift(id);
        let until = now + self.plan.acceptance();
        let held = self.contacts.get_mut(id)?;
        held.is = Whereabouts::Offered(agent.clone(), until);
        let (line, channel) = (held.line, held.contact.channel.clone());
        if let Some(it) = self.lines.get_mut(line) {
            it.pace.moved(now);
        }
        self.takes_on(agent, id, &channel, now);
        self.stand(id, now);
        Some(Offer { contact: id.clone(), agent: agent.clone(), until })
    }
}
