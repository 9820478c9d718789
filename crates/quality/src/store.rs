//! Alerts as they are kept.

use base::ids::{AlertId, UnitId};
use base::{Page, Paged, Result, Stamp};
use db::{Arg as _, Tx, Value, args};

use crate::model::AlertRow;

const COLUMNS: &str = "id, kind, subject, conversation_id, person_id, queue, unit_id, found, raised_ms, owner_id, \
    acknowledged_ms, resolved_ms, resolved_by, note, over_ms, version";

/// Adds an alert, unless the same cause was told already; answers whether it was added.
pub fn add(tx: &mut Tx<'_>, it: &AlertRow) -> Result<bool> {
    let added = tx.run(
        &format!(
            "INSERT INTO quality_alert ({COLUMNS})
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL, NULL, NULL, NULL, NULL, 1)
             ON CONFLICT (kind, subject) WHERE over_ms IS NULL DO NOTHING"
        ),
        args![it.id, it.kind, it.subject, it.conversation_id, it.person_id, it.queue, it.unit_id, it.found, it.raised],
    )?;
    Ok(added == 1)
}

/// Alerts whose cause was not gone when it was looked at last.
pub fn lasting(tx: &mut Tx<'_>) -> Result<Vec<AlertRow>> {
    tx.all(&format!("SELECT {COLUMNS} FROM quality_alert WHERE over_ms IS NULL ORDER BY id"), args![])
}

/// Notes that the cause of an alert is gone; answers whether that also settles it, and nothing when it was noted before.
pub fn end(tx: &mut Tx<'_>, id: &AlertId, now: Stamp) -> Result<Option<bool>> {
    let before: Option<(Option<Stamp>,)> = tx.maybe(
        "UPDATE quality_alert SET over_ms = $2, version = version + 1 WHERE id = $1 AND over_ms IS NULL
          RETURNING resolved_ms",
        args![id, now],
    )?;
    let Some((resolved,)) = before else { return Ok(None) };
    if resolved.is_none() {
        tx.send("UPDATE quality_alert SET resolved_ms = $2 WHERE id = $1", args![id, now])?;
    }
    Ok(Some(resolved.is_none()))
}

/// An alert that nobody else changes until this transaction is over.
pub fn hold(tx: &mut Tx<'_>, id: &AlertId) -> Result<Option<AlertRow>> {
    tx.held(&format!("SELECT {COLUMNS} FROM quality_alert WHERE id = $1"), args![id])
}

/// Writes what people did about an alert; answers it as it stands then.
pub fn save(tx: &mut Tx<'_>, it: &AlertRow) -> Result<AlertRow> {
    let sql = format!(
        "UPDATE quality_alert SET owner_id = $2, acknowledged_ms = $3, resolved_ms = $4, resolved_by = $5, note = $6,
                version = version + 1
          WHERE id = $1 RETURNING {COLUMNS}"
    );
    tx.one(&sql, args![it.id, it.owner_id, it.acknowledged, it.resolved, it.resolved_by, it.note])
}

/// The condition that an alert belongs to one of some units, or to none yet.
fn within(units: Option<&[UnitId]>, given: &mut Vec<Value<'static>>) -> String {
    let Some(units) = units else { return String::new() };
    let places: Vec<String> = units
        .iter()
        .map(|it| {
            given.push(it.arg().into_owned());
            format!("${}", given.len())
        })
        .collect();
    match places.as_slice() {
        [] => " AND unit_id IS NULL".to_owned(),
        places => format!(" AND (unit_id IS NULL OR unit_id IN ({}))", places.join(", ")),
    }
}

/// Alerts within reach, the newest first: those nobody has settled, or those that are settled.
pub fn page(tx: &mut Tx<'_>, units: Option<&[UnitId]>, open: bool, page: &Page) -> Result<Paged<AlertRow>> {
    let (by, which) =
        if open { ("raised_ms", "resolved_ms IS NULL") } else { ("resolved_ms", "resolved_ms IS NOT NULL") };
    let after = page.parts().and_then(|it| Some((it.first()?.parse::<i64>().ok()?, it.get(1)?.to_string())));
    let (at, id) = after.unwrap_or((i64::MAX, "~".to_owned()));
    let mut given: Vec<Value<'static>> =
        args![at, id, page.rows() + 1].iter().map(|it| it.clone().into_owned()).collect();
    let within = within(units, &mut given);
    let rows = tx.all(
        &format!(
            "SELECT {COLUMNS} FROM quality_alert WHERE {which} AND ({by}, id) < ($1, $2){within}
              ORDER BY {by} DESC, id DESC LIMIT $3"
        ),
        &given,
    )?;
    Ok(Paged::of(rows, page.rows(), |it: &AlertRow| {
        format!("{}~{}", if open { it.raised.0 } else { it.resolved.unwrap_or_default().0 }, it.id)
    }))
}

/// How many alerts within reach nobody has settled, and how many of them nobody has acknowledged; at most 200.
pub fn open(tx: &mut Tx<'_>, units: Option<&[UnitId]>) -> Result<(i64, i64)> {
    let mut given = Vec::new();
    let within = within(units, &mut given);
    tx.one(
        &format!(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE acknowledged_ms IS NULL) FROM (
                SELECT acknowledged_ms FROM quality_alert WHERE resolved_ms IS NULL{within} LIMIT 200) counted"
        ),
        &given,
    )
}
