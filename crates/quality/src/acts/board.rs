//! The board, within reach of whoever asks.

use std::collections::BTreeMap;

use base::Result;
use base::ids::{ContactId, EntranceId, PersonId, UnitId};
use channels::model::{Conversation, Named, State};
use db::Tx;
use web::{Actor, Lang, Right};

use super::alerts;
use crate::handle::Quality;
use crate::model::{AgentOnFloor, FloorGroup, FloorView, LiveBoard, Narrowed};
use crate::rules::{Board, Talk};
use crate::store;

/// So many conversations are shown behind a figure.
const MOST: usize = 200;

/// What happens on the floor right now. Answered from memory: only names are read.
///
/// # Errors
/// Refused to those who do not supervise conversations.
pub fn board(of: &Quality, tx: &mut Tx<'_>, me: &Actor, lang: Lang) -> Result<LiveBoard> {
    me.may(Right::SuperviseConversations)?;
    let now = tx.now();
    let queues = of.queues(tx, lang == Lang::En)?;
    let entrances = channels::api::entrance_names(tx)?;
    let (alerts, unseen_alerts) = store::open(tx, alerts::within(me).0.as_deref())?;
    let within = alerts::within(me);
    let seen = {
        let board = of.board();
        let talks: Vec<Talk> = board.seen(&within).cloned().collect();
        let agents: Vec<_> = board.agents(&within).cloned().collect();
        (talks, agents, board.agitated_from)
    };
    let (talks, agents, agitated_from) = seen;
    let empty = Board::counting(agitated_from);
    let figures = |which: &dyn Fn(&Talk) -> bool| empty.figures(talks.iter().filter(|it| which(it)), now);
    let units: std::collections::BTreeSet<UnitId> = talks
        .iter()
        .filter_map(|it| it.row.unit_id.clone())
        .chain(agents.iter().filter_map(|it| it.unit_id.clone()))
        .collect();
    let units = people::api::unit_names(tx, &Vec::from_iter(units))?;
    let people: Vec<PersonId> = agents.iter().map(|it| it.person_id.clone()).collect();
    let people = people::api::names(tx, &people)?;
    let group =
        |id: String, name: String, which: &dyn Fn(&Talk) -> bool| FloorGroup { id, name, figures: figures(which) };
    let used = |id: &EntranceId| talks.iter().any(|it| it.row.entrance_id == *id);
    let mut on_floor: Vec<AgentOnFloor> = agents
        .into_iter()
        .map(|it| {
            let theirs = held(&talks, &it.person_id);
            AgentOnFloor {
                unit: it.unit_id.as_ref().and_then(|it| units.get(it)).cloned().unwrap_or_default(),
                state: it.state,
                reason: it.word,
                since: it.since,
                until: it.limit,
                load: i64::try_from(theirs.len()).unwrap_or(i64::MAX),
                longest: theirs.iter().filter_map(|it| it.row.waiting_since).min(),
                person: Named { name: people.get(&it.person_id).cloned().unwrap_or_default(), id: it.person_id },
            }
        })
        .collect();
    on_floor.sort_by(|a, b| (&a.unit, &a.person.name, &a.person.id).cmp(&(&b.unit, &b.person.name, &b.person.id)));
    Ok(LiveBoard {
        at: now,
        total: figures(&|_| true),
        queues: queues.into_iter().map(|(id, name)| group(id.clone(), name, &|it| it.row.queue == id)).collect(),
        entrances: entrances
            .into_iter()
            .filter(|it| used(&it.0))
            .map(|(id, name)| group(id.to_string(), name, &|it| it.row.entrance_id == id))
            .collect(),
        units: units
            .iter()
            .map(|(id, name)| group(id.to_string(), name.clone(), &|it| it.row.unit_id.as_ref() == Some(id)))
            .collect(),
        agents: on_floor,
        alerts,
        unseen_alerts,
    })
}

/// What somebody has or is offered, without what they put off.
fn held<'a>(talks: &'a [Talk], person: &PersonId) -> Vec<&'a Talk> {
    let theirs = |it: &&Talk| {
        let row = &it.row;
        (row.state == State::Open && row.agent_id.as_ref() == Some(person))
            || (row.state == State::Offered && row.offered_to_id.as_ref() == Some(person))
    };
    talks.iter().filter(theirs).collect()
}

/// The conversations behind a figure of the board, those first that have waited longest; at most 200.
///
/// # Errors
/// Refused to those who do not supervise conversations.
pub fn conversations(
    of: &Quality,
    tx: &mut Tx<'_>,
    me: &Actor,
    view: FloorView,
    narrowed: &Narrowed,
) -> Result<Vec<Conversation>> {
    me.may(Right::SuperviseConversations)?;
    let now = tx.now();
    let within = alerts::within(me);
    let mut found: Vec<(base::Stamp, ContactId)> = {
        let board = of.board();
        let fits = board.seen(&within).filter(|it| narrowed.has(&it.row) && board.shows(view, it, now));
        fits.map(|it| (it.row.waiting_since.unwrap_or(it.row.queued_at), it.row.id.clone())).collect()
    };
    found.sort();
    found.truncate(MOST);
    let ids: Vec<ContactId> = found.into_iter().map(|it| it.1).collect();
    let rows = channels::api::several(tx, &ids)?;
    let shown = channels::api::shown(of.channels(), tx, &rows)?;
    let mut by_id: BTreeMap<ContactId, Conversation> = shown.into_iter().map(|it| (it.id.clone(), it)).collect();
    Ok(ids.iter().filter_map(|it| by_id.remove(it)).collect())
}
