//! What agents are. The server holds it as a lease: whoever is not heard of is offline (CHN-8).

use base::ids::PersonId;
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, emit};
use people::model::PersonStatus;
use policy::model::AwayState;
use serde::{Deserialize, Serialize};
use web::{Actor, Reach, Right};

use super::handing::go_back;
use crate::events::{PresenceChanged, SkillsChanged};
use crate::handle::Channels;
use crate::model::{
    AgentRow, AgentSkills, EditSkills, Named, Presence, PresenceRow, PresenceState, State, TeamPresence,
};
use crate::refused::Refused;
use crate::store;

/// What somebody becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BePresent {
    /// `online`, `offline`, or a word of the policy `conversations`, such as `meal`.
    pub state: String,
}

fn away(it: AwayState) -> PresenceState {
    match it {
        AwayState::Busy => PresenceState::Busy,
        AwayState::Break => PresenceState::Break,
        AwayState::Training => PresenceState::Training,
        AwayState::WrapUp => PresenceState::WrapUp,
    }
}

fn nobody(person: &PersonId, now: Stamp) -> PresenceRow {
    PresenceRow {
        person_id: person.clone(),
        unit_id: None,
        state: PresenceState::Offline,
        word: None,
        since: now,
        limit: None,
        lease: now,
    }
}

/// Becomes online, offline, or what a word of policy says.
///
/// # Errors
/// Refused to those who do not answer conversations, and when policy has no such word.
pub fn become_(of: &Channels, tx: &mut Tx<'_>, me: &Actor, it: &BePresent) -> Result<Presence> {
    me.may(Right::WorkConversations)?;
    let person = me.me()?.clone();
    let says = of.says(tx)?;
    let now = tx.now();
    let (state, word, limit) = match it.state.as_str() {
        "online" => (PresenceState::Online, None, None),
        "offline" => (PresenceState::Offline, None, None),
        id => {
            let word = says.state(id).ok_or_else(|| Refused::UnknownWord(id.to_owned()))?;
            (away(word.state), Some(word.id.clone()), word.limit.map(|it| now + Channels::wall(it)))
        }
    };
    let row = PresenceRow {
        person_id: person.clone(),
        unit_id: me.unit.clone(),
        state,
        word,
        since: now,
        limit,
        lease: now + Channels::wall(says.lease),
    };
    change(of, tx, Some(&person), &row)?;
    own(of, tx, me)
}

/// Writes what somebody is from now on. Whoever goes leaves what cannot wait for them to its queue.
pub(crate) fn change(of: &Channels, tx: &mut Tx<'_>, by: Option<&PersonId>, row: &PresenceRow) -> Result<()> {
    let before = store::agents::presence(tx, &row.person_id)?.unwrap_or_else(|| nobody(&row.person_id, row.since));
    store::agents::save(tx, row)?;
    if (before.state, &before.word) == (row.state, &row.word) {
        return Ok(());
    }
    let changed = PresenceChanged {
        state: row.state,
        word: row.word.clone(),
        before: before.state,
        lasted: row.since - before.since,
    };
    emit(tx, by, About { person: Some(&row.person_id), ..About::default() }, None, &changed)?;
    if row.state == PresenceState::Offline {
        leave(of, tx, &row.person_id)?;
    }
    Ok(())
}

/// What somebody had goes back to its queue, except where policy lets it stay with them.
fn leave(of: &Channels, tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    let says = of.says(tx)?;
    for mut row in store::conversations::held_by(tx, person)? {
        let stays = row.state != State::Offered && says.stays.contains(&row.channel);
        if !stays && row.state != State::Snoozed {
            go_back(tx, &mut row, None, "agent_gone")?;
        }
    }
    Ok(())
}

/// Whoever let an offer go by takes nothing new until they say so.
pub(crate) fn miss(tx: &mut Tx<'_>, person: &PersonId, word: &str) -> Result<()> {
    let now = tx.now();
    let Some(row) = store::agents::presence(tx, person)?.filter(|it| it.state == PresenceState::Online) else {
        return Ok(());
    };
    let busy =
        PresenceRow { state: PresenceState::Busy, word: Some(word.to_owned()), since: now, limit: None, ..row.clone() };
    store::agents::save(tx, &busy)?;
    let changed =
        PresenceChanged { state: busy.state, word: busy.word.clone(), before: row.state, lasted: now - row.since };
    emit(tx, None, About { person: Some(person), ..About::default() }, None, &changed)
}

/// Somebody's page is there: their lease is made longer.
pub(crate) fn beat(of: &Channels, tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    let lease = Channels::wall(of.says(tx)?.lease);
    store::agents::renew(tx, person, tx.now() + lease)
}

/// What one is oneself.
pub fn own(of: &Channels, tx: &mut Tx<'_>, me: &Actor) -> Result<Presence> {
    me.may(Right::WorkConversations)?;
    let (person, now) = (me.me()?, tx.now());
    let row = store::agents::presence(tx, person)?.unwrap_or_else(|| nobody(person, now));
    let load = store::conversations::held_by(tx, person)?;
    let load = load.iter().filter(|it| it.state != State::Snoozed).count();
    Ok(Presence {
        state: row.state,
        reason: row.word,
        since: row.since,
        until: row.limit,
        load: i64::try_from(load).unwrap_or(i64::MAX),
        words: of.says(tx)?.states,
    })
}

/// What those are who are at work within reach: of one's own unit, or of those one supervises.
pub fn team(tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<TeamPresence>> {
    let right = if me.rights.has(Right::SuperviseConversations) {
        Right::SuperviseConversations
    } else {
        Right::WorkConversations
    };
    me.may(right)?;
    let rows = match me.reaching(right) {
        Reach::All => store::agents::present_of(tx, None)?,
        Reach::Own => match &me.unit {
            Some(unit) => store::agents::present_of(tx, Some(unit))?,
            None => Vec::new(),
        },
        Reach::Units(units) => {
            let mut rows = Vec::new();
            for unit in units.iter() {
                rows.extend(store::agents::present_of(tx, Some(unit))?);
            }
            rows
        }
    };
    let people: Vec<PersonId> = rows.iter().map(|it| it.person_id.clone()).collect();
    let names = people::api::names(tx, &people)?;
    rows.into_iter()
        .map(|it| {
            let load = store::conversations::held_by(tx, &it.person_id)?;
            let load = load.iter().filter(|it| it.state != State::Snoozed).count();
            let name = names.get(&it.person_id).cloned().unwrap_or_default();
            Ok(TeamPresence {
                person: Named { id: it.person_id, name },
                unit_id: it.unit_id,
                state: it.state,
                reason: it.word,
                since: it.since,
                until: it.limit,
                load: i64::try_from(load).unwrap_or(i64::MAX),
            })
        })
        .collect()
}

/// Refuses those who may not say what somebody can do: their supervisor, or whoever changes staff.
fn may_edit(tx: &mut Tx<'_>, me: &Actor, person: &PersonId) -> Result<()> {
    let found = people::api::person(tx, person)?;
    if found.status != PersonStatus::Active {
        return Err(Refused::UnknownPerson.into());
    }
    if me.rights.has(Right::EditPeople) {
        return Ok(());
    }
    me.may(Right::SuperviseConversations)?;
    let within = match me.reaching(Right::SuperviseConversations) {
        Reach::All => true,
        Reach::Units(units) => units.contains(&found.unit_id),
        Reach::Own => false,
    };
    if within { Ok(()) } else { Err(Refused::UnknownPerson.into()) }
}

/// What somebody can do.
///
/// # Errors
/// Refused to those who neither change staff nor supervise them.
pub fn skills(tx: &mut Tx<'_>, me: &Actor, person: &PersonId) -> Result<AgentSkills> {
    may_edit(tx, me, person)?;
    let row = store::agents::agent(tx, person)?;
    let person = Named { id: person.clone(), name: people::api::name(tx, person)? };
    Ok(match row {
        None => AgentSkills { person, skills: [].into(), languages: vec![], channels: vec![], version: 0 },
        Some(it) => AgentSkills {
            person,
            skills: it.skills.0,
            languages: it.languages.0,
            channels: it.channels.0,
            version: it.version,
        },
    })
}

/// Says what somebody can do.
///
/// # Errors
/// Refused to those who neither change staff nor supervise them, when a level is none, and when it changed meanwhile.
pub fn edit_skills(tx: &mut Tx<'_>, me: &Actor, person: &PersonId, edit: &EditSkills) -> Result<AgentSkills> {
    may_edit(tx, me, person)?;
    let wrong = edit.skills.iter().filter(|(_, level)| !(1..=10).contains(*level));
    let wrong = wrong.map(|(skill, _)| base::FieldProblem::new(format!("skills.{skill}"), "channels.bad_level"));
    Refused::fields(wrong.collect())?;
    let row = AgentRow {
        person_id: person.clone(),
        skills: db::Json(edit.skills.clone()),
        languages: db::Json(edit.languages.clone()),
        channels: db::Json(edit.channels.clone()),
        version: edit.version,
    };
    if !store::agents::save_agent(tx, &row)? {
        let now = store::agents::agent(tx, person)?.map_or(0, |it| it.version);
        return Err(Refused::Stale(now).into());
    }
    emit(tx, me.by(), About { person: Some(person), ..About::default() }, None, &SkillsChanged {})?;
    skills(tx, me, person)
}
