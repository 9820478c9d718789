//! Who listens on this process, and to what.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::Span;
use base::ids::{ContactId, PartyId, PersonId};
use serde::Serialize;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use web::live::nodes::{Elsewhere, once};
use web::live::{Nodes, Present};

use crate::model::{Conversation, State};
use crate::rules::as_told;

/// Texts that may wait for a socket; one that falls further behind is closed.
const WAITING: usize = 64;

/// Something to be sent, made once for all who get it.
pub(crate) type Line = Arc<str>;

/// The sockets of this process, and the way to those of others.
pub struct Relay {
    next: AtomicU64,
    sockets: Mutex<Sockets>,
    /// Where those who wait stand in their queues.
    places: Mutex<HashMap<ContactId, usize>>,
    pub(super) nodes: Arc<Nodes>,
}

/// A place in a queue, and seconds still to wait.
type Told = (usize, Option<i64>);

#[derive(Default)]
pub(super) struct Sockets {
    visitors: HashMap<PartyId, Vec<(u64, Sender<Line>)>>,
    staff: HashMap<PersonId, Vec<(u64, Sender<ToStaff>)>>,
    pub watching: HashMap<ContactId, BTreeMap<u64, Present>>,
    /// Those who look at conversations on other nodes.
    pub elsewhere: Elsewhere<ContactId>,
    /// Whom a conversation was with, as far as this process told them.
    holders: HashMap<ContactId, PersonId>,
    /// Where each party of a visitor's socket waits, and what they were told last.
    queued: HashMap<ContactId, (PartyId, Option<Told>)>,
}

/// What a member of staff is sent.
#[derive(Debug, Clone)]
pub(crate) enum ToStaff {
    /// A text as it stands.
    Line(Line),
    /// Their counters may have changed.
    Counts,
}

/// A socket's place; it is given up when this is dropped.
pub(crate) struct Place<T> {
    relay: Arc<Relay>,
    pub number: u64,
    pub lines: Receiver<T>,
    leave: fn(&mut Sockets, u64),
}

impl<T> Drop for Place<T> {
    fn drop(&mut self) {
        let watched = {
            let mut sockets = self.relay.lock();
            (self.leave)(&mut sockets, self.number);
            let watched: Vec<ContactId> =
                sockets.watching.iter().filter(|it| it.1.contains_key(&self.number)).map(|it| it.0.clone()).collect();
            for id in &watched {
                sockets.look_away(id, self.number);
            }
            watched
        };
        for id in watched {
            self.relay.viewers_changed(&id);
        }
    }
}

pub(super) fn text(it: &impl Serialize) -> Option<Line> {
    serde_json::to_string(it).ok().map(Line::from)
}

impl Sockets {
    fn look_away(&mut self, id: &ContactId, socket: u64) {
        if let Some(watchers) = self.watching.get_mut(id) {
            watchers.remove(&socket);
            if watchers.is_empty() {
                self.watching.remove(id);
            }
        }
    }
}

impl Relay {
    /// Nobody listens yet.
    pub fn new(nodes: Arc<Nodes>) -> Self {
        Self { next: AtomicU64::default(), sockets: Mutex::default(), places: Mutex::default(), nodes }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Sockets> {
        self.sockets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A visitor's window listens from now on.
    pub(crate) fn visitor(self: &Arc<Self>, party: &PartyId) -> Place<Line> {
        let (to, lines) = channel(WAITING);
        let number = self.number();
        self.lock().visitors.entry(party.clone()).or_default().push((number, to));
        let leave = |sockets: &mut Sockets, number: u64| {
            sockets.visitors.retain(|_, all| {
                all.retain(|it| it.0 != number);
                !all.is_empty()
            });
        };
        Place { relay: Arc::clone(self), number, lines, leave }
    }

    /// An agent's page listens from now on.
    pub(crate) fn staff(self: &Arc<Self>, person: &PersonId) -> Place<ToStaff> {
        let (to, lines) = channel(WAITING);
        let number = self.number();
        self.lock().staff.entry(person.clone()).or_default().push((number, to));
        let leave = |sockets: &mut Sockets, number: u64| {
            sockets.staff.retain(|_, all| {
                all.retain(|it| it.0 != number);
                !all.is_empty()
            });
        };
        Place { relay: Arc::clone(self), number, lines, leave }
    }

    /// Whether anybody listens at all.
    pub(crate) fn is_idle(&self) -> bool {
        let sockets = self.lock();
        sockets.visitors.is_empty() && sockets.staff.is_empty()
    }

    /// Whether a party's window is open on this process.
    pub(crate) fn has_visitor(&self, party: &PartyId) -> bool {
        self.lock().visitors.contains_key(party)
    }

    /// Whether anybody looks at a conversation on this process.
    pub(crate) fn is_watched(&self, id: &ContactId) -> bool {
        self.lock().watching.contains_key(id)
    }

    /// Sends to the windows of a party.
    pub(crate) fn to_visitor(&self, party: &PartyId, it: &impl Serialize) {
        if let Some(line) = text(it) {
            self.line_to_visitor(party, &line);
        }
    }

    pub(super) fn line_to_visitor(&self, party: &PartyId, line: &Line) {
        if let Some(all) = self.lock().visitors.get_mut(party) {
            // Whoever does not keep up loses their place, and with it their socket.
            all.retain(|(_, to)| to.try_send(Arc::clone(line)).is_ok());
        }
    }

    /// Sends to the pages of somebody.
    pub(crate) fn to_person(&self, person: &PersonId, it: &impl Serialize) {
        let Some(line) = text(it) else { return };
        if let Some(all) = self.lock().staff.get_mut(person) {
            all.retain(|(_, to)| to.try_send(ToStaff::Line(Arc::clone(&line))).is_ok());
        }
    }

    /// Sends to those who look at a conversation, except somebody who was told already.
    pub(crate) fn to_watchers(&self, id: &ContactId, except: Option<&PersonId>, it: &impl Serialize) {
        if let Some(line) = text(it) {
            self.line_to_watchers(id, except, &line);
        }
    }

    pub(super) fn line_to_watchers(&self, id: &ContactId, except: Option<&PersonId>, line: &Line) {
        let mut sockets = self.lock();
        let Some(watchers) = sockets.watching.get(id).cloned() else { return };
        for (number, who) in watchers {
            if Some(&who.id) == except {
                continue;
            }
            if let Some(all) = sockets.staff.get_mut(&who.id) {
                all.retain(|(at, to)| *at != number || to.try_send(ToStaff::Line(Arc::clone(line))).is_ok());
            }
        }
    }

    /// Tells every page that its counters may have changed.
    pub(crate) fn counts(&self) {
        self.to_all(&ToStaff::Counts);
    }

    /// Sends to every page of the staff: what it says concerns nobody alone.
    pub fn to_staff(&self, it: &impl Serialize) {
        if let Some(line) = text(it) {
            self.to_all(&ToStaff::Line(line));
        }
    }

    /// Sends to every page. One with much on its way is left out: it hears of the next one.
    fn to_all(&self, it: &ToStaff) {
        for all in self.lock().staff.values_mut() {
            all.retain(|(_, to)| !matches!(to.try_send(it.clone()), Err(TrySendError::Closed(_))));
        }
    }

    /// Closes every socket: each comes again and asks for what it missed.
    pub(crate) fn close_all(&self) {
        let mut sockets = self.lock();
        sockets.visitors.clear();
        sockets.staff.clear();
    }

    /// Whom a conversation was with before, when it is with somebody else, or nobody, from now on.
    pub(crate) fn passes(&self, id: &ContactId, to: Option<&PersonId>) -> Option<PersonId> {
        let mut sockets = self.lock();
        let before = match to {
            Some(person) => sockets.holders.insert(id.clone(), person.clone()),
            None => sockets.holders.remove(id),
        };
        before.filter(|it| Some(it) != to)
    }

    /// Somebody looks at a conversation, or away from all.
    pub(crate) fn watch(&self, socket: u64, id: Option<(&ContactId, Present)>) {
        let mut changed = Vec::new();
        {
            let mut sockets = self.lock();
            let before: Vec<ContactId> =
                sockets.watching.iter().filter(|it| it.1.contains_key(&socket)).map(|it| it.0.clone()).collect();
            for other in before.into_iter().filter(|other| id.as_ref().is_none_or(|it| it.0 != other)) {
                sockets.look_away(&other, socket);
                changed.push(other);
            }
            if let Some((id, who)) = id {
                let before = sockets.watching.entry(id.clone()).or_default().insert(socket, who.clone());
                if before.as_ref() != Some(&who) {
                    changed.push(id.clone());
                }
            }
        }
        for id in changed {
            self.viewers_changed(&id);
        }
    }

    /// Tells those who look at a conversation here who else does.
    pub(super) fn tell_viewers(&self, id: &ContactId) {
        let mut sockets = self.lock();
        let watchers = sockets.watching.get(id).cloned().unwrap_or_default();
        let others: Vec<Present> = sockets.elsewhere.at(id).cloned().collect();
        for (number, me) in &watchers {
            let people = once(watchers.values().chain(&others).cloned(), &me.id);
            let line = text(&serde_json::json!({"type": "viewers", "conversation": id, "people": people}));
            if let (Some(line), Some(all)) = (line, sockets.staff.get_mut(&me.id)) {
                all.retain(|(at, to)| at != number || to.try_send(ToStaff::Line(Arc::clone(&line))).is_ok());
            }
        }
    }

    /// A party with an open window waits in a conversation, or no longer does.
    pub(crate) fn queued(&self, id: &ContactId, party: &PartyId, waits: bool) {
        let mut sockets = self.lock();
        if waits {
            sockets.queued.entry(id.clone()).or_insert_with(|| (party.clone(), None));
        } else {
            sockets.queued.remove(id);
        }
    }

    /// A window opened: it is told again where it stands.
    pub(crate) fn ask_again(&self, id: &ContactId) {
        if let Some((_, told)) = self.lock().queued.get_mut(id) {
            *told = None;
        }
    }

    /// Adds to conversations that wait where they stand, as their visitors are told it.
    pub(crate) fn add_places(&self, all: &mut [Conversation]) {
        let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        for it in all.iter_mut().filter(|it| it.state == State::Waiting) {
            it.place = places.get(&it.id).and_then(|ahead| i64::try_from(ahead + 1).ok());
        }
    }

    /// Tells those who wait how many stand before them and how long they will wait, where it has changed.
    pub(crate) fn standing(&self, standing: Vec<(ContactId, usize, Option<Span>)>) {
        let places = standing.iter().map(|(id, ahead, _)| (id.clone(), *ahead)).collect();
        *self.places.lock().unwrap_or_else(PoisonError::into_inner) = places;
        for (id, ahead, expected) in standing {
            let now = (ahead + 1, expected.map(as_told));
            let party = {
                let mut sockets = self.lock();
                let Some((party, told)) = sockets.queued.get_mut(&id) else { continue };
                if *told == Some(now) {
                    continue;
                }
                *told = Some(now);
                party.clone()
            };
            let (position, seconds) = now;
            self.to_visitor(
                &party,
                &serde_json::json!({"type": "queue", "conversation": id, "position": position, "expected_seconds": seconds}),
            );
        }
    }
}
