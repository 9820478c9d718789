//! The floor, kept in step with what is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::ids::{ContactId, PersonId};
use base::{Result, Span, Stamp};
use db::Tx;
use db::events::Event as _;
use policy::model::Conversations;
use web::live::Heard;

use crate::acts::{handing, presence, talk};
use crate::events::{PresenceChanged, Said, SkillsChanged};
use crate::handle::Channels;
use crate::model::{Author, ConversationRow, MessageKind, Notice, PresenceRow, PresenceState, State};
use crate::rules::{Agent, Contact, Floor, Known, Offer, Plan, Presence, Whereabouts};
use crate::store;

/// How long a process that hands contacts out is waited for.
const LEASE: Span = Span(3_000);
/// So many rows are looked at in one step.
const MOST: i64 = 200;

/// What happened that the floor has to know.
#[derive(Debug, Default)]
pub(super) struct News {
    contacts: BTreeSet<ContactId>,
    people: BTreeSet<PersonId>,
    said: Vec<(ContactId, Stamp, Author)>,
}

impl News {
    /// Whether somebody may have to be handed something. That something was said only counts as time passes.
    pub fn is_urgent(&self) -> bool {
        !self.contacts.is_empty() || !self.people.is_empty()
    }

    pub fn take(&mut self, batch: &[Heard]) {
        for it in batch {
            let Some((kind, at, body)) = it.event() else { continue };
            match (&it.contact, &it.person) {
                (Some(contact), _) if kind == Said::KIND => {
                    if let Ok(said) = serde_json::from_str::<Said>(body)
                        && said.kind == MessageKind::Text
                    {
                        self.said.push((contact.clone(), at, said.author));
                    }
                }
                (Some(contact), _) => drop(self.contacts.insert(contact.clone())),
                (None, Some(person)) if kind == PresenceChanged::KIND || kind == SkillsChanged::KIND => {
                    self.people.insert(person.clone());
                }
                _ => {}
            }
        }
    }
}

/// A customer who has said nothing since an agent did.
#[derive(Debug, Clone, Copy)]
struct Silent {
    since: Stamp,
    warned: bool,
}

pub(super) struct Keeper {
    of: Channels,
    node: String,
    plan: Arc<Plan>,
    floor: Floor,
    silent: BTreeMap<ContactId, Silent>,
    leads: bool,
    now: Stamp,
}

impl Keeper {
    /// The floor as it is written.
    pub fn new(of: Channels, tx: &mut Tx<'_>, node: String) -> Result<Self> {
        let plan = of.plan(tx)?;
        let now = tx.now();
        let floor = Floor::new(Plan::clone(&plan));
        let mut it = Self { of, node, plan, floor, silent: BTreeMap::new(), leads: false, now };
        let rows = store::conversations::not_over(tx)?;
        let mut there: BTreeSet<PersonId> = BTreeSet::new();
        for row in store::agents::present(tx)? {
            there.insert(row.person_id.clone());
            let agent = agent(tx, &row)?;
            it.floor.comes(agent, as_presence(row.state), now);
        }
        let mut offers = Vec::new();
        // Whoever has something first: only then is it known who has room.
        let (waiting, held): (Vec<_>, Vec<_>) = rows.iter().partition(|it| it.state == State::Waiting);
        for row in held.into_iter().chain(waiting) {
            it.remember(row);
            offers.extend(it.settle(tx, row)?);
        }
        it.lead(tx)?;
        it.write(tx, offers)?;
        Ok(it)
    }

    /// Takes in what happened and, when it is time, what time alone brings; writes what follows.
    pub fn step(mut self, tx: &mut Tx<'_>, news: &News, timely: bool) -> Result<Self> {
        self.now = tx.now();
        if !Arc::ptr_eq(&self.plan, &self.of.plan(tx)?) {
            return Self::new(self.of, tx, self.node);
        }
        let mut offers = Vec::new();
        if timely {
            self.lead(tx)?;
            if self.leads {
                self.time_passes(tx)?;
            }
        }
        for (contact, at, author) in &news.said {
            self.heard(contact, *at, *author);
        }
        for person in &news.people {
            offers.extend(self.settle_agent(tx, person)?);
        }
        let contacts: Vec<ContactId> = news.contacts.iter().cloned().collect();
        for some in contacts.chunks(200) {
            for row in store::conversations::several(tx, some)? {
                self.remember(&row);
                offers.extend(self.settle(tx, &row)?);
            }
        }
        if timely {
            offers.extend(self.floor.look(self.now));
        }
        self.write(tx, offers)?;
        Ok(self)
    }

    /// Everybody who waits: how many stand before them, and how long they will wait.
    pub fn standing(&self) -> Vec<(ContactId, usize, Option<Span>)> {
        self.floor.standing(self.now).map(|(id, ahead, expected)| (id.clone(), ahead, expected)).collect()
    }

    fn lead(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.leads = store::router::take(tx, &self.node, self.now, self.now + LEASE)?;
        Ok(())
    }

    /// Writes offers; what does not stand as the floor thought is looked at again.
    fn write(&mut self, tx: &mut Tx<'_>, offers: Vec<Offer>) -> Result<()> {
        if !self.leads {
            return Ok(());
        }
        let mut todo = offers;
        while let Some(it) = todo.pop() {
            // The floor may have thought again since.
            let still =
                matches!(self.floor.whereabouts(&it.contact), Some(Whereabouts::Offered(to, _)) if *to == it.agent);
            if still && !handing::offer(tx, &it.contact, &it.agent, it.until)? {
                todo.extend(self.settle_agent(tx, &it.agent)?);
                if let Some(row) = store::conversations::one(tx, &it.contact)? {
                    todo.extend(self.settle(tx, &row)?);
                }
            }
        }
        Ok(())
    }

    /// Puts the floor where a conversation stands.
    fn settle(&mut self, tx: &mut Tx<'_>, row: &ConversationRow) -> Result<Vec<Offer>> {
        let now = self.now;
        let is = self.floor.whereabouts(&row.id).cloned();
        Ok(match (row.state, is) {
            (State::Closed | State::Snoozed, _) => self.floor.ends(&row.id, now),
            (State::Waiting, Some(Whereabouts::Waiting(_) | Whereabouts::KeptFor(..))) if self.same_queue(row) => {
                Vec::new()
            }
            (State::Waiting, Some(Whereabouts::Offered(..) | Whereabouts::With(_)))
                if row.back && self.same_queue(row) =>
            {
                self.floor.back(&row.id, now)
            }
            (State::Waiting, _) => {
                let mut offers = self.floor.ends(&row.id, now);
                let contact = contact(tx, row, true)?;
                offers.extend(self.floor.arrives(contact, now).unwrap_or_default());
                offers
            }
            (State::Offered, is) => {
                let (Some(to), Some(until)) = (&row.offered_to_id, row.offered_until) else { return Ok(Vec::new()) };
                match is {
                    Some(Whereabouts::Offered(agent, _)) if agent == *to => Vec::new(),
                    _ => {
                        let mut offers = self.make_room_for(tx, to)?;
                        offers.extend(self.floor.given(contact(tx, row, false)?, to, Some(until), now));
                        offers
                    }
                }
            }
            (State::Open, is) => {
                let Some(agent) = &row.agent_id else { return Ok(Vec::new()) };
                match is {
                    Some(Whereabouts::With(with)) if with == *agent => Vec::new(),
                    Some(Whereabouts::Offered(to, _)) if to == *agent && self.floor.accepts(&row.id, agent, now) => {
                        Vec::new()
                    }
                    _ => {
                        let mut offers = self.make_room_for(tx, agent)?;
                        offers.extend(self.floor.given(contact(tx, row, false)?, agent, None, now));
                        offers
                    }
                }
            }
        })
    }

    /// Enters somebody who has something before they were seen to be there.
    fn make_room_for(&mut self, tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<Offer>> {
        if self.floor.agent(person).is_some() {
            return Ok(Vec::new());
        }
        let gone = PresenceRow {
            person_id: person.clone(),
            unit_id: None,
            state: PresenceState::Offline,
            word: None,
            since: self.now,
            limit: None,
            lease: self.now,
        };
        let row = store::agents::presence(tx, person)?.unwrap_or(gone);
        let agent = agent(tx, &row)?;
        Ok(self.floor.comes(agent, as_presence(row.state), self.now))
    }

    fn same_queue(&self, row: &ConversationRow) -> bool {
        self.floor.queue_of(&row.id).is_some_and(|it| it == row.queue)
    }

    /// Puts the floor where an agent stands.
    fn settle_agent(&mut self, tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<Offer>> {
        let Some(row) = store::agents::presence(tx, person)? else { return Ok(Vec::new()) };
        let agent = agent(tx, &row)?;
        if row.state != PresenceState::Offline {
            return Ok(self.floor.comes(agent, as_presence(row.state), self.now));
        }
        // What stays with somebody who went does not go back to its queue.
        let stays: Vec<ConversationRow> = store::conversations::held_by(tx, person)?;
        let stays: Vec<&ConversationRow> = stays.iter().filter(|it| it.state == State::Open).collect();
        let mut offers = Vec::new();
        for it in &stays {
            offers.extend(self.floor.ends(&it.id, self.now));
        }
        offers.extend(self.floor.comes(agent, Presence::Offline, self.now));
        for it in stays {
            offers.extend(self.floor.given(contact(tx, it, false)?, person, None, self.now));
        }
        Ok(offers)
    }

    /// What time alone brings: offers nobody answered, agents who are gone, what was put off, customers who fell silent.
    fn time_passes(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let now = self.now;
        for row in store::conversations::lapsed(tx, now, MOST)? {
            let Some(mut row) = store::conversations::hold(tx, &row.id)? else { continue };
            let agent = row.offered_to_id.clone().filter(|_| row.state == State::Offered);
            if let Some(agent) = agent {
                handing::go_back(tx, &mut row, None, "not_accepted")?;
                presence::miss(tx, &agent, "missed")?;
            }
        }
        for row in store::agents::gone(tx, now)? {
            let gone = PresenceRow { state: PresenceState::Offline, word: None, since: now, limit: None, ..row };
            presence::change(&self.of.clone(), tx, None, &gone)?;
        }
        for row in store::conversations::to_wake(tx, now, MOST)? {
            if let Some(mut row) = store::conversations::hold(tx, &row.id)?.filter(|it| it.state == State::Snoozed) {
                handing::wake_held(&self.of, tx, &mut row, false)?;
            }
        }
        self.end_silence(tx)
    }

    fn end_silence(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if self.silent.is_empty() {
            return Ok(());
        }
        let says = self.of.says(tx)?;
        let shortest = says.silence.iter().map(|it| Channels::wall(it.warn)).min();
        let Some(shortest) = shortest else { return Ok(()) };
        let due = self.silent.iter().filter(|(_, it)| it.since + shortest <= self.now);
        let due: Vec<(ContactId, Silent)> = due.map(|(id, it)| (id.clone(), *it)).collect();
        for (id, it) in due {
            self.silence(tx, &says, &id, it)?;
        }
        Ok(())
    }

    fn silence(&mut self, tx: &mut Tx<'_>, says: &Conversations, id: &ContactId, it: Silent) -> Result<()> {
        let row = store::conversations::hold(tx, id)?.filter(|row| row.state == State::Open);
        let rule = row.as_ref().and_then(|row| says.silence_of(&row.channel));
        let (Some(mut row), Some(rule)) = (row, rule) else {
            self.silent.remove(id);
            return Ok(());
        };
        if it.since + Channels::wall(rule.close) <= self.now {
            self.silent.remove(id);
            handing::end(&self.of, tx, &mut row, None, None, Notice::ClosedIdle)
        } else if !it.warned && it.since + Channels::wall(rule.warn) <= self.now {
            self.silent.insert(id.clone(), Silent { warned: true, ..it });
            talk::notice(&self.of, tx, &mut row, None, Notice::IdleWarning)
        } else {
            Ok(())
        }
    }

    /// Notes since when a customer has said nothing.
    fn heard(&mut self, contact: &ContactId, at: Stamp, author: Author) {
        match author {
            Author::Agent => drop(self.silent.insert(contact.clone(), Silent { since: at, warned: false })),
            Author::Customer => drop(self.silent.remove(contact)),
            Author::System => {}
        }
    }

    /// The same, from how a conversation stands.
    fn remember(&mut self, row: &ConversationRow) {
        let silent = row.state == State::Open && row.last_author == Author::Agent;
        match (silent, self.silent.contains_key(&row.id)) {
            // One that was over, or waited for somebody else, was not the customer's silence meanwhile.
            (true, false) => {
                let since = row.last_at.max(row.queued_at);
                let _ = self.silent.insert(row.id.clone(), Silent { since, warned: false });
            }
            (false, true) => drop(self.silent.remove(&row.id)),
            _ => {}
        }
    }
}

fn as_presence(it: PresenceState) -> Presence {
    match it {
        PresenceState::Online => Presence::Available,
        PresenceState::Offline => Presence::Offline,
        PresenceState::Busy | PresenceState::Break | PresenceState::Training | PresenceState::WrapUp => Presence::Busy,
    }
}

/// Somebody as one who takes contacts.
fn agent(tx: &mut Tx<'_>, row: &PresenceRow) -> Result<Agent> {
    let says = store::agents::agent(tx, &row.person_id)?;
    let team = match &row.unit_id {
        Some(unit) => crate::acts::sight::team_of(tx, unit)?,
        None => String::new(),
    };
    Ok(Agent {
        id: row.person_id.clone(),
        team,
        skills: says.as_ref().map(|it| it.skills.0.clone()).unwrap_or_default(),
        languages: says.as_ref().map(|it| it.languages.0.clone()).unwrap_or_default(),
        channels: says.map(|it| it.channels.0).unwrap_or_default(),
    })
}

/// A conversation as the floor sees it.
///
/// - `waits`: whether it waits; only then it matters who knows the matter.
fn contact(tx: &mut Tx<'_>, row: &ConversationRow, waits: bool) -> Result<Contact> {
    let mut known_to = BTreeMap::new();
    // What came back was offered to those who know it already.
    if waits && !row.back {
        if let Some(person) = store::conversations::last_agent(tx, &row.party_id)? {
            known_to.insert(Known::LastAgent, person);
        }
        if let Some(customer) = &row.customer_id
            && let Some(person) = cases::api::first_receiver(tx, customer)?
        {
            known_to.insert(Known::FirstReceiver, person);
        }
    }
    Ok(Contact {
        id: row.id.clone(),
        came: row.queued_at,
        channel: row.channel.clone(),
        topic: row.topic.clone(),
        language: row.language.clone(),
        tier: row.tier.clone(),
        queue: Some(row.queue.clone()),
        back: row.back,
        known_to,
    })
}
