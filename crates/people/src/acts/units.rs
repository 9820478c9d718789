//! Founding, renaming, moving and closing units.

use base::Result;
use base::ids::UnitId;
use db::Tx;
use db::events::{About, emit};
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Actor, Right};

use crate::events::{UnitAdded, UnitChanged};
use crate::handle::People;
use crate::model::{Unit, UnitKind};
use crate::refused::Refused;
use crate::rules::login::{check_code, check_name};
use crate::rules::tree;
use crate::store::persons::reaches;
use crate::store::units;

/// What is needed to found a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    /// The unit above.
    pub parent_id: UnitId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// By what policy names it.
    pub code: Option<String>,
}

/// What is changed about a unit; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitPatch {
    /// The version that was read.
    pub version: i64,
    /// Its name.
    pub name: Option<String>,
    /// The unit above: it moves there with all below it.
    pub parent_id: Option<UnitId>,
    /// By what policy names it; an empty one takes it away.
    pub code: Option<String>,
    /// `false` closes it; it has to be empty.
    pub active: Option<bool>,
}

/// A unit that the actor may change, or found others below.
fn own(tx: &mut Tx<'_>, actor: &Actor, id: &UnitId) -> Result<Unit> {
    let found = units::unit(tx, id)?.filter(|it| reaches(actor, Right::EditPeople, &it.id));
    found.ok_or_else(|| Refused::UnitNotFound.into())
}

/// Founds a unit.
pub fn add(people: &People, tx: &mut Tx<'_>, actor: &Actor, new: &NewUnit) -> Result<Unit> {
    actor.may(Right::EditPeople)?;
    let code = said(new.code.as_ref());
    Refused::fields([check_name("name", &new.name), code.as_deref().and_then(check_code)])?;
    units::lock(tx)?;
    let parent = own(tx, actor, &new.parent_id)?;
    if !parent.active {
        return Err(Refused::UnitNotFound.into());
    }
    tree::fits(new.kind, Some(parent.kind))?;
    let (name, parent_id) = (new.name.trim().to_owned(), Some(parent.id));
    let unit = Unit { id: tx.id(), parent_id, name, kind: new.kind, code, active: true, version: 1 };
    code_is_free(tx, &unit)?;
    units::add(tx, &unit)?;
    founded(tx, actor, &unit)?;
    people.changed(tx);
    Ok(unit)
}

/// A code as it was meant: nothing when it is empty.
fn said(code: Option<&String>) -> Option<String> {
    code.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
}

/// Refuses a code that another unit has.
fn code_is_free(tx: &mut Tx<'_>, unit: &Unit) -> Result<()> {
    let Some(code) = unit.code.as_ref().filter(|_| unit.active) else { return Ok(()) };
    match units::by_code(tx, code)? {
        Some(other) if other.id != unit.id => Err(Refused::UnitCodeTaken(other.name).into()),
        _ => Ok(()),
    }
}

/// Tells that a unit was founded.
pub fn founded(tx: &mut Tx<'_>, actor: &Actor, unit: &Unit) -> Result<()> {
    let Unit { id, name, kind, parent_id, code, .. } = unit.clone();
    emit(tx, actor.by(), About::default(), None, &UnitAdded { unit: id, name, kind, parent: parent_id, code })
}

/// Changes a unit.
pub fn patch(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &UnitId, patch: &UnitPatch) -> Result<Unit> {
    actor.may(Right::EditPeople)?;
    units::lock(tx)?;
    let before = own(tx, actor, id)?;
    if before.version != patch.version {
        return Err(Refused::Stale(before.version).into());
    }
    let mut after = before.clone();
    if let Some(name) = &patch.name {
        Refused::fields([check_name("name", name)])?;
        name.trim().clone_into(&mut after.name);
    }
    if patch.code.is_some() {
        after.code = said(patch.code.as_ref());
        Refused::fields([after.code.as_deref().and_then(check_code)])?;
    }
    after.active = patch.active.unwrap_or(before.active);
    code_is_free(tx, &after)?;
    if before.active && !after.active && (before.parent_id.is_none() || units::is_used(tx, id)?) {
        return Err(Refused::UnitNotEmpty.into());
    }
    if let Some(to) = patch.parent_id.as_ref().filter(|it| before.parent_id.as_ref() != Some(*it)) {
        let parent = own(tx, actor, to)?;
        tree::may_move(&units::below(tx, id)?, to)?;
        tree::fits(before.kind, Some(parent.kind))?;
        after.parent_id = Some(parent.id);
        units::hang(tx, id, to)?;
    }
    if !units::save(tx, &after)? {
        return Err(Refused::Stale(before.version + 1).into());
    }
    told(tx, actor, &before, &after)?;
    people.changed(tx);
    units::unit(tx, id)?.ok_or_else(|| Refused::UnitNotFound.into())
}

fn told(tx: &mut Tx<'_>, actor: &Actor, before: &Unit, after: &Unit) -> Result<()> {
    let fields = [
        ("name", before.name != after.name),
        ("parent_id", before.parent_id != after.parent_id),
        ("code", before.code != after.code),
        ("active", before.active != after.active),
    ];
    let changed: Vec<String> = fields.iter().filter(|it| it.1).map(|it| it.0.to_owned()).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let event = UnitChanged { unit: after.id.clone(), changed, parent: after.parent_id.clone() };
    emit(tx, actor.by(), About::default(), None, &event)
}
