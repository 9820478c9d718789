//! Entrances are kept by those who run the system.

use std::collections::BTreeMap;

use base::ids::EntranceId;
use base::{FieldProblem, Result};
use db::events::{About, emit};
use db::{Json, Tx};
use vault::{Place, Plain, Purpose};
use web::{Actor, Right};

use crate::events::{EntranceAdded, EntranceChanged};
use crate::handle::Channels;
use crate::model::{Entrance, EntranceEdit, EntranceRow, Medium, NewEntrance, Settings};
use crate::refused::Refused;
use crate::rules::entrances as rules;
use crate::store;

fn place(id: &EntranceId) -> Place<'_> {
    Place::new(Purpose::Secret, "channels_entrance", "secret", id.as_str())
}

/// All entrances, for those who run the system.
pub fn list(tx: &mut Tx<'_>, me: &Actor) -> Result<Vec<Entrance>> {
    me.may(Right::Administer)?;
    Ok(store::entrances::all(tx)?.into_iter().map(Entrance::from).collect())
}

/// What entrances are called.
pub fn names(tx: &mut Tx<'_>) -> Result<BTreeMap<EntranceId, String>> {
    Ok(store::entrances::all(tx)?.into_iter().map(|it| (it.id, it.name)).collect())
}

fn check(
    of: &Channels,
    tx: &mut Tx<'_>,
    (medium, secret): (Medium, Option<&str>),
    channel: &str,
    name: &str,
    it: &Settings,
) -> Result<()> {
    let (book, now) = (of.book(tx)?, tx.now());
    if book.at(now).channels()?.says.channel(channel).is_none() {
        return Err(Refused::UnknownChannel(channel.to_owned()).into());
    }
    let mut problems = rules::check(medium, it, secret);
    if name.trim().is_empty() {
        problems.push(FieldProblem::new("name", "channels.empty"));
    }
    Ok(Refused::fields(problems)?)
}

/// Adds an entrance; contacts come in from now on.
///
/// # Errors
/// Refused to those who do not run the system, when policy has no such channel, and when a setting is wrong.
pub fn add(of: &Channels, tx: &mut Tx<'_>, me: &Actor, new: &NewEntrance) -> Result<Entrance> {
    me.may(Right::Administer)?;
    check(of, tx, (new.medium, new.secret.as_deref()), &new.channel, &new.name, &new.settings)?;
    let id: EntranceId = tx.id();
    let secret = new.secret.as_ref().filter(|it| !it.is_empty());
    let row = EntranceRow {
        secret: secret.map(|it| of.vault().seal(tx, &place(&id), it)).transpose()?,
        medium: new.medium,
        channel: new.channel.clone(),
        name: new.name.trim().to_owned(),
        settings: Json(new.settings.clone()),
        active: true,
        version: 1,
        id,
    };
    store::entrances::add(tx, &row)?;
    emit(tx, me.by(), About::default(), None, &EntranceAdded { entrance: row.id.clone() })?;
    Ok(row.into())
}

/// Changes an entrance.
///
/// # Errors
/// Refused as for a new one, and when somebody changed it meanwhile.
pub fn edit(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &EntranceId, edit: &EntranceEdit) -> Result<Entrance> {
    me.may(Right::Administer)?;
    let before = store::entrances::one(tx, id)?.ok_or(Refused::NoEntrance)?;
    let given = edit.secret.as_deref().filter(|it| !it.is_empty());
    check(of, tx, (before.medium, given), &edit.channel, &edit.name, &edit.settings)?;
    let secret = edit.secret.as_ref().filter(|it| !it.is_empty());
    let row = EntranceRow {
        secret: match secret {
            Some(it) => Some(of.vault().seal(tx, &place(id), it)?),
            None => before.secret.clone(),
        },
        channel: edit.channel.clone(),
        name: edit.name.trim().to_owned(),
        settings: Json(edit.settings.clone()),
        active: edit.active,
        version: edit.version,
        ..before.clone()
    };
    if !store::entrances::save(tx, &row)? {
        return Err(Refused::Stale(before.version).into());
    }
    let changed = [
        ("channel", before.channel != row.channel),
        ("name", before.name != row.name),
        ("settings", before.settings != row.settings),
        ("secret", secret.is_some()),
        ("active", before.active != row.active),
    ];
    let fields = changed.iter().filter(|it| it.1).map(|it| it.0.to_owned()).collect();
    emit(tx, me.by(), About::default(), None, &EntranceChanged { entrance: id.clone(), fields })?;
    Ok(EntranceRow { version: row.version + 1, ..row }.into())
}

/// An entrance's password or key, for the adapter that uses it.
pub fn secret(of: &Channels, tx: &mut Tx<'_>, row: &EntranceRow) -> Result<Option<Plain>> {
    row.secret.as_ref().map(|it| of.vault().open_sealed(tx, &place(&row.id), it)).transpose()
}
