//! To whom a conversation can be handed on.

use base::Result;
use base::ids::{ContactId, PersonId, UnitId};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use super::handing::in_hand;
use super::sight;
use crate::handle::Channels;
use crate::model::{Named, PresenceState};
use crate::store;

/// A colleague who is at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Colleague {
    /// Who.
    pub person: Named,
    /// Their unit's name; empty when they have none.
    pub unit: String,
    /// What they are.
    pub state: PresenceState,
    /// Conversations they have.
    pub load: i64,
}

/// Everybody at work, of whichever unit, to whom a conversation can be handed on: online ones and those with least to do
/// first.
///
/// # Errors
/// Refused to those who neither have the conversation nor supervise it.
pub fn of(channels: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<Vec<Colleague>> {
    let row = sight::seen(channels, tx, me, id)?;
    in_hand(&row, me)?;
    let mut present = store::agents::present(tx)?;
    present.retain(|it| row.agent_id.as_ref() != Some(&it.person_id));
    if present.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<PersonId> = present.iter().map(|it| it.person_id.clone()).collect();
    let units: Vec<UnitId> = present.iter().filter_map(|it| it.unit_id.clone()).collect();
    let (names, units) = (people::api::names(tx, &people)?, people::api::unit_names(tx, &units)?);
    let loads = store::conversations::loads(tx)?;
    let mut all: Vec<Colleague> = present
        .into_iter()
        .map(|it| Colleague {
            unit: it.unit_id.and_then(|unit| units.get(&unit).cloned()).unwrap_or_default(),
            state: it.state,
            load: loads.get(&it.person_id).copied().unwrap_or(0),
            person: Named { name: names.get(&it.person_id).cloned().unwrap_or_default(), id: it.person_id },
        })
        .collect();
    all.sort_by_key(|it| (it.state != PresenceState::Online, it.load, it.person.name.clone()));
    Ok(all)
}
