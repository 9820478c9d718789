//! What on the board is worth an alert.

use std::collections::BTreeMap;

use base::ids::{ContactId, PersonId, UnitId};
use base::{Span, Stamp};
use channels::model::State;

use super::{Board, Talk};
use crate::model::AlertKind;

/// What supervisors are told of, with lengths in milliseconds; nothing where policy does not watch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch {
    /// Nobody accepted for so long.
    pub unaccepted: Option<Span>,
    /// So many in one queue.
    pub spike: Option<i64>,
    /// Tiers, and how long one of them may wait.
    pub important: Option<(Vec<String>, Span)>,
    /// A word is waited for so long.
    pub silent_agent: Option<Span>,
    /// From this score on.
    pub agitated: Option<i64>,
    /// So many complaints, within so long.
    pub complaints: Option<(i64, Span)>,
}

impl Watch {
    /// What policy says.
    pub fn of(says: &policy::model::Alerts) -> Self {
        let wall = |it: policy::model::Length| it.span(Span::DAY);
        Self {
            unaccepted: says.unaccepted.map(wall),
            spike: says.spike,
            important: says.important.as_ref().map(|it| (it.tiers.clone(), wall(it.after))),
            silent_agent: says.silent_agent.map(wall),
            agitated: says.agitated.map(|it| it.0),
            complaints: says.complaints.as_ref().map(|it| (it.count, wall(it.within))),
        }
    }
}

/// Something worth an alert as long as it lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What.
    pub kind: AlertKind,
    /// What it is about: with the kind, it names the cause.
    pub subject: String,
    /// The conversation.
    pub conversation: Option<ContactId>,
    /// The agent.
    pub person: Option<PersonId>,
    /// The queue.
    pub queue: Option<String>,
    /// The unit of whoever has the conversation.
    pub unit: Option<UnitId>,
    /// How much.
    pub found: i64,
}

/// Everything worth an alert now, each cause once.
pub fn causes(board: &Board, watch: &Watch, now: Stamp) -> Vec<Cause> {
    let mut found = Vec::new();
    let mut queues: BTreeMap<&str, i64> = BTreeMap::new();
    for talk in board.talks() {
        let waits = matches!(talk.row.state, State::Waiting | State::Offered);
        if waits {
            *queues.entry(&talk.row.queue).or_default() += 1;
        }
        found.extend(of_talk(talk, waits, watch, now));
    }
    if let Some(spike) = watch.spike {
        found.extend(queues.into_iter().filter(|it| it.1 >= spike).map(|(queue, waiting)| Cause {
            kind: AlertKind::Spike,
            subject: queue.to_owned(),
            conversation: None,
            person: None,
            queue: Some(queue.to_owned()),
            unit: None,
            found: waiting,
        }));
    }
    found
}

fn of_talk(talk: &Talk, waits: bool, watch: &Watch, now: Stamp) -> impl Iterator<Item = Cause> {
    let row = &talk.row;
    let waited = now - row.queued_at;
    let unaccepted = watch.unaccepted.filter(|it| waits && waited >= *it).map(|_| waited.0);
    let important = watch
        .important
        .as_ref()
        .filter(|(tiers, after)| waits && waited >= *after && row.tier.as_ref().is_some_and(|it| tiers.contains(it)))
        .map(|_| waited.0);
    let silent = row.waiting_since.filter(|_| row.state == State::Open).map(|it| now - it);
    let silent = silent.filter(|it| watch.silent_agent.is_some_and(|most| *it >= most)).map(|it| it.0);
    let mood = talk.mood.is();
    let agitated = watch.agitated.filter(|from| mood >= *from).map(|_| mood);
    let complaints = watch.complaints.filter(|(count, _)| talk.complaints >= *count).map(|_| talk.complaints);
    [
        (AlertKind::Unaccepted, unaccepted),
        (AlertKind::Important, important),
        (AlertKind::SilentAgent, silent),
        (AlertKind::Agitated, agitated),
        (AlertKind::Complaints, complaints),
    ]
    .into_iter()
    .filter_map(|(kind, found)| {
        Some(Cause {
            kind,
            subject: row.id.to_string(),
            conversation: Some(row.id.clone()),
            person: row.agent_id.clone(),
            queue: Some(row.queue.clone()),
            unit: row.unit_id.clone(),
            found: found?,
        })
    })
}
