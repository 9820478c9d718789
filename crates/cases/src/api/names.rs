//! What cases ask of people, in the same transaction.

use base::Result;
use base::ids::{PersonId, UnitId};
use db::Tx;
use people::model::PersonStatus;
use web::Actor;

use crate::refused::Refused;

/// The unit a new case goes to: the one named, if it exists and is open, else the actor's own.
pub fn unit_for(tx: &mut Tx<'_>, me: &Actor, named: Option<&UnitId>) -> Result<UnitId> {
    match (named, &me.unit) {
        (Some(named), own) if own.as_ref() != Some(named) => {
            unit(tx, named)?;
            Ok(named.clone())
        }
        (_, Some(own)) => Ok(own.clone()),
        (_, None) => Err(Refused::UnknownUnit.into()),
    }
}

/// Refuses a unit that does not exist or was closed.
pub fn unit(tx: &mut Tx<'_>, id: &UnitId) -> Result<()> {
    let found = people::api::unit(tx, id)?.is_some_and(|it| it.active);
    if found { Ok(()) } else { Err(Refused::UnknownUnit.into()) }
}

/// Refuses a person who does not exist or cannot be given work.
pub fn person(tx: &mut Tx<'_>, id: &PersonId) -> Result<UnitId> {
    match people::api::person(tx, id) {
        Ok(it) if it.status == PersonStatus::Active => Ok(it.unit_id),
        Ok(_) => Err(Refused::UnknownPerson.into()),
        Err(failure) if failure.code().is_some() => Err(Refused::UnknownPerson.into()),
        Err(failure) => Err(failure),
    }
}

/// Whether somebody works here now.
pub fn is_here(tx: &mut Tx<'_>, id: &PersonId) -> Result<bool> {
    match person(tx, id) {
        Ok(_) => Ok(true),
        Err(failure) if failure.code().is_some() => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Refuses a person who is not in a unit or below it.
pub fn person_in(tx: &mut Tx<'_>, id: &PersonId, within: &UnitId) -> Result<()> {
    let own = person(tx, id)?;
    if own == *within || people::api::units_above(tx, &own)?.contains(within) {
        return Ok(());
    }
    Err(Refused::UnknownPerson.into())
}
