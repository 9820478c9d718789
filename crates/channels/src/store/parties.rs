//! Parties: somebody as they are known at an entrance.

use std::collections::BTreeMap;

use base::Result;
use base::ids::{CustomerId, EntranceId, PartyId};
use db::{Arg as _, Tx, args};
use vault::{Blind, Sealed};

use crate::model::Party;

const COLUMNS: &str = "id, entrance_id, blind, address, name, customer_id, made_ms";

/// A party.
pub fn one(tx: &mut Tx<'_>, id: &PartyId) -> Result<Option<Party>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM channels_party WHERE id = $1"), args![id])
}

/// Who has an address at an entrance.
pub fn known(tx: &mut Tx<'_>, entrance: &EntranceId, blind: &Blind) -> Result<Option<Party>> {
    let sql = format!("SELECT {COLUMNS} FROM channels_party WHERE entrance_id = $1 AND blind = $2");
    tx.maybe(&sql, args![entrance, blind])
}

/// Adds a party.
pub fn add(tx: &mut Tx<'_>, it: &Party) -> Result<()> {
    tx.send(
        "INSERT INTO channels_party (id, entrance_id, blind, address, name, customer_id, made_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![it.id, it.entrance_id, it.blind, it.address, it.name, it.customer_id, it.made_at],
    )
}

/// Writes whom a party is known to be.
pub fn recognise(tx: &mut Tx<'_>, id: &PartyId, customer: Option<&CustomerId>) -> Result<()> {
    tx.send("UPDATE channels_party SET customer_id = $2 WHERE id = $1", args![id, customer])
}

/// What several parties call themselves.
pub fn names(tx: &mut Tx<'_>, ids: &[&PartyId]) -> Result<BTreeMap<PartyId, Sealed>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|at| format!("${at}")).collect();
    let given: Vec<_> = ids.iter().map(|it| it.arg()).collect();
    let sql = format!("SELECT id, name FROM channels_party WHERE name IS NOT NULL AND id IN ({})", places.join(", "));
    Ok(tx.all::<(PartyId, Sealed)>(&sql, &given)?.into_iter().collect())
}

/// Keeps others from taking in a message of the same party until this transaction is over, so that two that come at
/// once do not begin two conversations.
pub fn hold(tx: &mut Tx<'_>, id: &PartyId) -> Result<()> {
    tx.held::<(PartyId,)>("SELECT id FROM channels_party WHERE id = $1", args![id]).map(drop)
}
