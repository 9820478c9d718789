//! A day of a call log, played against a plan: who would have waited how long (CHN-8).
//!
//! The log tells who came when, how long each would wait at least, how long each conversation took, and who was at work.
//! How long somebody who was served would have gone on waiting it does not tell; that is drawn from what those who gave
//! up did ([`Patience`]).

mod log;
mod patience;
mod summary;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use base::ids::{ContactId, PersonId};
use base::{Mint, Span, Stamp};

pub use log::{Logged, as_logged, day};
pub use patience::Patience;
pub use summary::{Figures, figures};

use crate::rules::{Agent, Contact, Floor, Offer, Plan, Presence};

/// Somebody who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// When they came to the queue.
    pub came: Stamp,
    /// How.
    pub channel: String,
    /// What for.
    pub topic: Option<String>,
    /// The customer's tier.
    pub tier: Option<String>,
    /// How long they wait before they give up.
    pub patience: Span,
    /// How long the conversation takes.
    pub talk: Span,
}

/// Somebody at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// Who.
    pub agent: Agent,
    /// From when on.
    pub from: Stamp,
    /// Until when; a conversation that goes on is ended first.
    pub to: Stamp,
}

/// A day to be played.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Who called, by the time they came.
    pub calls: Vec<Call>,
    /// Who was at work.
    pub shifts: Vec<Shift>,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// Its queue's number; nothing when policy has none for it.
    pub queue: Option<usize>,
    /// The customer's tier.
    pub tier: Option<String>,
    /// How long it waited.
    pub waited: Span,
    /// Whether it was served; it gave up otherwise.
    pub served: bool,
    /// The wait that was told on coming, when there was one to tell.
    pub told: Option<Span>,
}

/// What happens, at one moment in this order: people get free and come before anybody waits, and give up last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    Ends(usize),
    Begins(usize),
    Comes(usize),
    GivesUp(usize),
    Stops(usize),
}

struct Stage<'d> {
    day: &'d Day,
    floor: Floor,
    at: BinaryHeap<Reverse<(Stamp, Happens)>>,
    numbers: BTreeMap<ContactId, usize>,
    ids: Vec<ContactId>,
    played: Vec<Played>,
}

/// Plays a day; what became of each call, in their order. Offers are accepted at once.
pub fn play(plan: Plan, day: &Day, mint: &Mint) -> Vec<Played> {
    let ids: Vec<ContactId> = day.calls.iter().map(|it| mint.id(it.came)).collect();
    let numbers = ids.iter().cloned().enumerate().map(|(at, it)| (it, at)).collect();
    let comes = day.calls.iter().enumerate().map(|(at, it)| Reverse((it.came, Happens::Comes(at))));
    let shifts = day.shifts.iter().enumerate();
    let shifts = shifts.flat_map(|(at, it)| [(it.from, Happens::Begins(at)), (it.to, Happens::Stops(at))]);
    let at = comes.chain(shifts.map(Reverse)).collect();
    let played = day.calls.iter().map(|it| Played {
        queue: plan.queue(&it.channel, it.topic.as_deref(), None).map(|it| it.0),
        tier: it.tier.clone(),
        waited: it.patience,
        served: false,
        told: None,
    });
    let mut stage = Stage { day, at, numbers, ids, played: played.collect(), floor: Floor::new(plan) };
    while let Some(Reverse((now, it))) = stage.at.pop() {
        while let Some(look) = stage.floor.next_look().filter(|look| *look < now) {
            let offers = stage.floor.look(look);
            stage.take(offers, look);
        }
        let offers = stage.happens(it, now);
        stage.take(offers, now);
    }
    stage.played
}

impl Stage<'_> {
    fn happens(&mut self, it: Happens, now: Stamp) -> Vec<Offer> {
        match it {
            Happens::Begins(at) => {
                self.shift(at).map_or_else(Vec::new, |agent| self.floor.comes(agent, Presence::Available, now))
            }
            Happens::Stops(at) => {
                self.shift(at).map_or_else(Vec::new, |agent| self.floor.is_now(&agent.id, Presence::Busy, now))
            }
            Happens::Comes(at) => self.comes(at, now),
            Happens::Ends(at) | Happens::GivesUp(at) => match self.ids.get(at).cloned() {
                Some(id) if self.is_over(it, at) => self.floor.ends(&id, now),
                _ => Vec::new(),
            },
        }
    }

    /// Whoever was served meanwhile does not give up.
    fn is_over(&self, it: Happens, at: usize) -> bool {
        matches!(it, Happens::Ends(_)) || self.played.get(at).is_some_and(|it| !it.served)
    }

    fn shift(&self, at: usize) -> Option<Agent> {
        self.day.shifts.get(at).map(|it| it.agent.clone())
    }

    fn comes(&mut self, at: usize, now: Stamp) -> Vec<Offer> {
        let (Some(call), Some(id)) = (self.day.calls.get(at), self.ids.get(at)) else { return Vec::new() };
        let contact = Contact {
            id: id.clone(),
            came: now,
            channel: call.channel.clone(),
            topic: call.topic.clone(),
            language: None,
            tier: call.tier.clone(),
            queue: None,
            back: false,
            known_to: BTreeMap::new(),
        };
        let Some(offers) = self.floor.arrives(contact, now) else { return Vec::new() };
        if offers.is_empty() {
            let told = self.floor.expected(id, now);
            if let Some(it) = self.played.get_mut(at) {
                it.told = told;
            }
            self.at.push(Reverse((now + call.patience, Happens::GivesUp(at))));
        }
        offers
    }

    fn take(&mut self, offers: Vec<Offer>, now: Stamp) {
        for it in offers {
            let Some(at) = self.numbers.get(&it.contact).copied() else { continue };
            let (Some(call), true) = (self.day.calls.get(at), self.floor.accepts(&it.contact, &it.agent, now)) else {
                continue;
            };
            if let Some(played) = self.played.get_mut(at) {
                (played.served, played.waited) = (true, now - call.came);
            }
            self.at.push(Reverse((now + call.talk, Happens::Ends(at))));
        }
    }
}

/// Whom a log's names are; the same name is the same person.
pub(super) fn people(names: impl IntoIterator<Item = String>, at: Stamp, mint: &Mint) -> BTreeMap<String, PersonId> {
    let mut known = BTreeMap::new();
    for name in names {
        known.entry(name).or_insert_with(|| mint.id(at));
    }
    known
}
