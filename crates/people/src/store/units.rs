//! Units and the table of what lies below what.

use std::collections::BTreeMap;

use base::Result;
use base::ids::UnitId;
use db::{Tx, args};

use super::list;
use crate::model::{Unit, UnitKind};
use crate::rules::reach::Above;

const COLUMNS: &str = "id, parent_id, name, kind, code, active, version";

/// A unit.
pub fn unit(tx: &mut Tx<'_>, id: &UnitId) -> Result<Option<Unit>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_unit WHERE id = $1"), args![id])
}

/// The unit that exists and has this code.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Unit>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_unit WHERE code = $1 AND active"), args![code])
}

/// All units. There are as many as an organisation has, not as many as it has customers.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Unit>> {
    tx.all(&format!("SELECT {COLUMNS} FROM people_unit ORDER BY name, id"), args![])
}

/// The units at and below a unit.
pub fn below(tx: &mut Tx<'_>, id: &UnitId) -> Result<Vec<UnitId>> {
    let found: Vec<(UnitId,)> =
        tx.all("SELECT below_id FROM people_unit_below WHERE above_id = $1 ORDER BY below_id", args![id])?;
    Ok(found.into_iter().map(|it| it.0).collect())
}

/// The units at and above a unit, its own first.
pub fn chain(tx: &mut Tx<'_>, id: &UnitId) -> Result<Vec<Above>> {
    let found: Vec<(UnitId, UnitKind, Option<String>)> = tx.all(
        "SELECT u.id, u.kind, CASE WHEN u.active THEN u.code END
           FROM people_unit_below b JOIN people_unit u ON u.id = b.above_id
          WHERE b.below_id = $1 ORDER BY b.depth",
        args![id],
    )?;
    Ok(found.into_iter().map(|(id, kind, code)| Above { id, kind, code }).collect())
}

/// The company, once there is one.
pub fn company(tx: &mut Tx<'_>) -> Result<Option<Unit>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_unit WHERE parent_id IS NULL ORDER BY id LIMIT 1"), args![])
}

/// Makes other transactions that change the tree, or who administers, wait until this one ends; what was read before is
/// to be read again.
pub fn lock(tx: &mut Tx<'_>) -> Result<()> {
    tx.send("UPDATE people_unit SET active = active WHERE kind = 'company'", args![])?;
    Ok(())
}

/// Adds a unit below its parent; answers false for a second company. Its code has to be free.
pub fn add(tx: &mut Tx<'_>, unit: &Unit) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO people_unit (id, parent_id, name, kind, code, active, version, created_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        args![unit.id, unit.parent_id, unit.name, unit.kind, unit.code, unit.active, unit.version, tx.now()],
    )?;
    if added == 0 {
        return Ok(false);
    }
    tx.send("INSERT INTO people_unit_below (above_id, below_id, depth) VALUES ($1, $1, 0)", args![unit.id])?;
    if let Some(parent) = &unit.parent_id {
        join(tx, &unit.id, parent)?;
    }
    Ok(true)
}

/// Writes a unit that was read at `unit.version`; answers false when somebody else wrote it first.
pub fn save(tx: &mut Tx<'_>, unit: &Unit) -> Result<bool> {
    let saved = tx.run(
        "UPDATE people_unit SET parent_id = $2, name = $3, active = $4, code = $5, version = version + 1
          WHERE id = $1 AND version = $6",
        args![unit.id, unit.parent_id, unit.name, unit.active, unit.code, unit.version],
    )?;
    Ok(saved == 1)
}

/// Takes a unit with all below it away from where it stands and puts it below another.
pub fn hang(tx: &mut Tx<'_>, id: &UnitId, parent: &UnitId) -> Result<()> {
    tx.send(
        "DELETE FROM people_unit_below
          WHERE below_id IN (SELECT below_id FROM people_unit_below WHERE above_id = $1)
            AND above_id NOT IN (SELECT below_id FROM people_unit_below WHERE above_id = $1)",
        args![id],
    )?;
    join(tx, id, parent)
}

fn join(tx: &mut Tx<'_>, id: &UnitId, parent: &UnitId) -> Result<()> {
    tx.send(
        "INSERT INTO people_unit_below (above_id, below_id, depth)
         SELECT a.above_id, b.below_id, a.depth + b.depth + 1
           FROM people_unit_below a JOIN people_unit_below b ON b.above_id = $1
          WHERE a.below_id = $2",
        args![id, parent],
    )?;
    Ok(())
}

/// Whether people who work here, or open units, are still in a unit.
pub fn is_used(tx: &mut Tx<'_>, id: &UnitId) -> Result<bool> {
    let found: (i64, i64) = tx.one(
        "SELECT (SELECT COUNT(*) FROM people_person WHERE unit_id = $1 AND status <> 'left'),
                (SELECT COUNT(*) FROM people_unit WHERE parent_id = $1 AND active)",
        args![id],
    )?;
    Ok(found != (0, 0))
}

/// The names of several units.
pub fn names(tx: &mut Tx<'_>, ids: &[UnitId]) -> Result<BTreeMap<UnitId, String>> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        names.extend(
            tx.all::<(UnitId, String)>(&format!("SELECT id, name FROM people_unit WHERE id IN ({places})"), &args)?,
        );
    }
    Ok(names)
}
