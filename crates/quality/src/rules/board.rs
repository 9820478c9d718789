//! The board: every conversation that is not over, every agent who is there.

use std::collections::BTreeMap;

use base::Stamp;
use base::ids::{ContactId, EntranceId, PersonId, UnitId};
use channels::model::{ConversationRow, PresenceRow, PresenceState, State};

use super::Mood;
use crate::model::{FloorFigures, FloorView, Narrowed};

/// A conversation on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// As it is written.
    pub row: ConversationRow,
    /// How its customer sounds.
    pub mood: Mood,
    /// How often its customer complained within what policy looks back on.
    pub complaints: i64,
}

/// The board.
#[derive(Debug, Clone, Default)]
pub struct Board {
    talks: BTreeMap<ContactId, Talk>,
    agents: BTreeMap<PersonId, PresenceRow>,
    /// From this score on a customer counts as agitated; never when policy does not say.
    pub agitated_from: Option<i64>,
}

impl Board {
    /// Puts a conversation where it stands; one that is over leaves.
    pub fn put(&mut self, row: ConversationRow) {
        if row.closed_at.is_some() {
            self.talks.remove(&row.id);
            return;
        }
        match self.talks.get_mut(&row.id) {
            Some(it) => it.row = row,
            None => drop(self.talks.insert(row.id.clone(), Talk { row, mood: Mood::default(), complaints: 0 })),
        }
    }

    /// Puts an agent where they stand; one who is offline leaves.
    pub fn put_agent(&mut self, row: PresenceRow) {
        if row.state == PresenceState::Offline {
            self.agents.remove(&row.person_id);
        } else {
            self.agents.insert(row.person_id.clone(), row);
        }
    }

    /// A conversation.
    pub fn talk(&mut self, id: &ContactId) -> Option<&mut Talk> {
        self.talks.get_mut(id)
    }

    /// All conversations.
    pub fn talks(&self) -> impl Iterator<Item = &Talk> {
        self.talks.values()
    }

    /// The conversations within reach.
    pub fn seen<'a>(&'a self, within: &'a Within) -> impl Iterator<Item = &'a Talk> {
        self.talks.values().filter(|it| within.has(it.row.unit_id.as_ref()))
    }

    /// The agents within reach.
    pub fn agents<'a>(&'a self, within: &'a Within) -> impl Iterator<Item = &'a PresenceRow> {
        let theirs = |it: &&PresenceRow| it.unit_id.is_some() && within.has(it.unit_id.as_ref());
        self.agents.values().filter(move |it| within.0.is_none() || theirs(it))
    }

    /// Whether a conversation belongs to a view.
    pub fn shows(&self, view: FloorView, it: &Talk, now: Stamp) -> bool {
        let row = &it.row;
        match view {
            FloorView::Waiting => matches!(row.state, State::Waiting | State::Offered),
            FloorView::Serving => row.state == State::Open,
            FloorView::Overdue => row.state != State::Snoozed && row.due_at.is_some_and(|due| due < now),
            FloorView::Agitated => self.agitated_from.is_some_and(|from| it.mood.is() >= from),
        }
    }

    /// Everything within reach, counted in one go.
    pub fn tally(&self, within: &Within, now: Stamp) -> Tally {
        let mut it = Tally::default();
        for talk in self.seen(within) {
            let (row, one) = (&talk.row, self.figures(talk, now));
            it.total.add(&one);
            it.queues.entry(row.queue.clone()).or_default().add(&one);
            it.entrances.entry(row.entrance_id.clone()).or_default().add(&one);
            if let Some(unit) = &row.unit_id {
                it.units.entry(unit.clone()).or_default().add(&one);
            }
            let holder = match row.state {
                State::Open => row.agent_id.as_ref(),
                State::Offered => row.offered_to_id.as_ref(),
                State::Waiting | State::Snoozed | State::Closed => None,
            };
            if let Some(person) = holder {
                let load = it.loads.entry(person.clone()).or_default();
                load.count += 1;
                load.longest = load.longest.into_iter().chain(row.waiting_since).min();
            }
        }
        it
    }

    /// What one conversation adds to each figure.
    fn figures(&self, talk: &Talk, now: Stamp) -> FloorFigures {
        let is = |view| i64::from(self.shows(view, talk, now));
        let waiting = is(FloorView::Waiting);
        FloorFigures {
            waiting,
            longest: (waiting > 0).then_some(talk.row.queued_at),
            serving: is(FloorView::Serving),
            overdue: is(FloorView::Overdue),
            agitated: is(FloorView::Agitated),
        }
    }
}

impl FloorFigures {
    fn add(&mut self, other: &Self) {
        self.waiting += other.waiting;
        self.longest = self.longest.into_iter().chain(other.longest).min();
        self.serving += other.serving;
        self.overdue += other.overdue;
        self.agitated += other.agitated;
    }
}

/// What is within somebody's reach, by what it is told apart by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Everything together.
    pub total: FloorFigures,
    /// By queue.
    pub queues: BTreeMap<String, FloorFigures>,
    /// By entrance.
    pub entrances: BTreeMap<EntranceId, FloorFigures>,
    /// By unit of whoever has the conversation.
    pub units: BTreeMap<UnitId, FloorFigures>,
    /// What each agent has or is offered, without what they put off.
    pub loads: BTreeMap<PersonId, Load>,
}

/// What an agent has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Conversations.
    pub count: i64,
    /// Since when the customer waits who has waited longest.
    pub longest: Option<Stamp>,
}

impl Narrowed {
    /// Whether a conversation is among them.
    pub fn has(&self, row: &ConversationRow) -> bool {
        let holder = row.agent_id.as_ref().or(row.offered_to_id.as_ref());
        self.queue.as_ref().is_none_or(|it| *it == row.queue)
            && self.entrance.as_ref().is_none_or(|it| *it == row.entrance_id)
            && self.unit.as_ref().is_none_or(|it| row.unit_id.as_ref() == Some(it))
            && self.agent.as_ref().is_none_or(|it| holder == Some(it))
    }
}

/// How far somebody sees: these units, or everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within(pub Option<Vec<UnitId>>);

impl Within {
    /// Whether what belongs to a unit is within reach; what belongs to none yet is everybody's.
    pub fn has(&self, unit: Option<&UnitId>) -> bool {
        self.0.as_ref().is_none_or(|units| unit.is_none_or(|it| units.contains(it)))
    }
}
