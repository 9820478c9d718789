//! Who sees which conversations.

use base::Result;
use base::ids::{ContactId, UnitId};
use db::Tx;
use web::{Actor, Reach, Right};

use crate::handle::Channels;
use crate::model::{ConversationRow, State};
use crate::refused::Refused;
use crate::rules::Agent;
use crate::store;
use crate::store::lists::Sight;

/// What somebody sees: what is within reach of their rights, and the queues they serve.
///
/// # Errors
/// Refused when they neither answer nor supervise conversations.
pub fn sight(of: &Channels, tx: &mut Tx<'_>, me: &Actor) -> Result<Sight> {
    let supervises = me.rights.has(Right::SuperviseConversations);
    let right = if supervises { Right::SuperviseConversations } else { Right::WorkConversations };
    me.may(right)?;
    let units = match me.reaching(right) {
        Reach::All => None,
        Reach::Units(units) => Some(units.to_vec()),
        // Everybody sees the conversations of their own unit.
        Reach::Own => Some(me.unit.iter().cloned().collect()),
    };
    let plan = of.plan(tx)?;
    let agent = agent(tx, me)?;
    let serves = |at: usize, queue: &policy::model::Queue| {
        let channels = if queue.channels.is_empty() { vec![String::new()] } else { queue.channels.clone() };
        channels.iter().any(|channel| plan.serves(&agent, at, channel, None).is_some())
    };
    let queues = plan.queues().enumerate().filter(|(at, it)| supervises || serves(*at, it));
    let queues = queues.map(|(_, it)| it.id.clone()).collect();
    Ok(Sight { person: me.me()?.clone(), units, queues })
}

/// Somebody as one who takes contacts.
pub(crate) fn agent(tx: &mut Tx<'_>, me: &Actor) -> Result<Agent> {
    let person = me.me()?.clone();
    let row = store::agents::agent(tx, &person)?;
    let team = match &me.unit {
        Some(unit) => team_of(tx, unit)?,
        None => String::new(),
    };
    Ok(Agent {
        id: person,
        team,
        skills: row.as_ref().map(|it| it.skills.0.clone()).unwrap_or_default(),
        languages: row.as_ref().map(|it| it.languages.0.clone()).unwrap_or_default(),
        channels: row.map(|it| it.channels.0).unwrap_or_default(),
    })
}

/// The code of a unit, by which policy names teams.
pub(crate) fn team_of(tx: &mut Tx<'_>, unit: &UnitId) -> Result<String> {
    Ok(people::api::unit(tx, unit)?.and_then(|it| it.code).unwrap_or_default())
}

/// Whether somebody sees a conversation.
pub(crate) fn sees(tx: &mut Tx<'_>, sight: &Sight, row: &ConversationRow) -> Result<bool> {
    let me = Some(&sight.person);
    let queued = matches!(row.state, State::Waiting | State::Offered) && sight.queues.contains(&row.queue);
    let mine = row.agent_id.as_ref() == me || row.offered_to_id.as_ref() == me;
    if mine || queued || (row.unit_id.is_some() && sight.reaches(row.unit_id.as_ref())) || sight.units.is_none() {
        return Ok(true);
    }
    Ok(store::parts::how(tx, &row.id, &sight.person)?.is_some())
}

/// A conversation, for whoever sees it.
///
/// # Errors
/// Refused as not found for everybody else.
pub fn seen(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<ConversationRow> {
    let row = store::conversations::one(tx, id)?.ok_or(Refused::NotFound)?;
    let sight = sight(of, tx, me)?;
    if sees(tx, &sight, &row)? { Ok(row) } else { Err(Refused::NotFound.into()) }
}

/// A conversation that nobody else changes until this transaction is over, for whoever sees it.
///
/// # Errors
/// Refused as not found for everybody else.
pub fn held(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<ConversationRow> {
    let row = store::conversations::hold(tx, id)?.ok_or(Refused::NotFound)?;
    let sight = sight(of, tx, me)?;
    if sees(tx, &sight, &row)? { Ok(row) } else { Err(Refused::NotFound.into()) }
}

/// Whether somebody supervises a conversation.
pub(crate) fn supervises(me: &Actor, row: &ConversationRow) -> bool {
    me.rights.has(Right::SuperviseConversations)
        && match me.reaching(Right::SuperviseConversations) {
            Reach::All => true,
            Reach::Units(units) => row.unit_id.as_ref().is_none_or(|it| units.contains(it)),
            Reach::Own => row.unit_id.is_none() || row.unit_id == me.unit,
        }
}
