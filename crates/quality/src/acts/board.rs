//! The board, within reach of whoever asks.

use std::collections::{BTreeMap, BTreeSet};

use base::Result;
use base::ids::{ContactId, PersonId, UnitId};
use channels::model::{Conversation, Named};
use db::Tx;
use web::{Actor, Lang, Right};

use super::alerts;
use crate::handle::Quality;
use crate::model::{AgentOnFloor, FloorFigures, FloorGroup, FloorView, LiveBoard, Narrowed};
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
    let within = alerts::within(me);
    let (alerts, unseen_alerts) = store::open(tx, within.0.as_deref())?;
    let (tally, agents) = {
        let board = of.board();
        (board.tally(&within, now), board.agents(&within).cloned().collect::<Vec<_>>())
    };
    let units: BTreeSet<UnitId> =
        tally.units.keys().cloned().chain(agents.iter().filter_map(|it| it.unit_id.clone())).collect();
    let units = people::api::unit_names(tx, &Vec::from_iter(units))?;
    let people: Vec<PersonId> = agents.iter().map(|it| it.person_id.clone()).collect();
    let people = people::api::names(tx, &people)?;
    let mut on_floor: Vec<AgentOnFloor> = agents
        .into_iter()
        .map(|it| {
            let load = tally.loads.get(&it.person_id).copied().unwrap_or_default();
            AgentOnFloor {
                unit: it.unit_id.as_ref().and_then(|it| units.get(it)).cloned().unwrap_or_default(),
                state: it.state,
                reason: it.word,
                since: it.since,
                until: it.limit,
                load: load.count,
                longest: load.longest,
                person: Named { name: people.get(&it.person_id).cloned().unwrap_or_default(), id: it.person_id },
            }
        })
        .collect();
    on_floor.sort_by(|a, b| (&a.unit, &a.person.name, &a.person.id).cmp(&(&b.unit, &b.person.name, &b.person.id)));
    let group = |id: String, name: String, figures: Option<&FloorFigures>| FloorGroup {
        id,
        name,
        figures: figures.cloned().unwrap_or_default(),
    };
    Ok(LiveBoard {
        at: now,
        queues: queues.into_iter().map(|(id, name)| group(id.clone(), name, tally.queues.get(&id))).collect(),
        entrances: entrances
            .into_iter()
            .filter_map(|(id, name)| Some(group(id.to_string(), name, Some(tally.entrances.get(&id)?))))
            .collect(),
        units: units.iter().map(|(id, name)| group(id.to_string(), name.clone(), tally.units.get(id))).collect(),
        total: tally.total,
        agents: on_floor,
        alerts,
        unseen_alerts,
    })
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
