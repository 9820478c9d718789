//! Members of staff.

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{PersonId, UnitId};
use base::{Result, Stamp};
use db::{Arg as _, Tx, Value, args};
use web::{Actor, Reach, Right};

use super::list;
use crate::model::{PersonRow, PersonStatus, StaffKind};

const COLUMNS: &str = "id, login, name, kind, employment, unit_id, post_id, level, status, locale, version, created_ms";

/// What of the organisation somebody sees or changes under a right.
enum Within {
    All,
    Units(Vec<UnitId>),
}

fn within(actor: &Actor, right: Right) -> Within {
    match actor.reaching(right) {
        Reach::All => Within::All,
        Reach::Units(units) => Within::Units(units.to_vec()),
        Reach::Own => Within::Units(actor.unit.iter().cloned().collect()),
    }
}

/// The people of a kind who are at work in the nearest of some units: its own one first, then those above.
pub fn nearest_of(tx: &mut Tx<'_>, unit: &UnitId, kind: StaffKind) -> Result<Vec<PersonId>> {
    let found: Vec<(PersonId, i64)> = tx.all(
        "SELECT p.id, b.depth FROM people_unit_below b JOIN people_person p ON p.unit_id = b.above_id
          WHERE b.below_id = $1 AND p.kind = $2 AND p.status = 'active' ORDER BY b.depth, p.login",
        args![unit, kind],
    )?;
    let nearest = found.first().map(|it| it.1);
    Ok(found.into_iter().filter(|it| Some(it.1) == nearest).map(|it| it.0).collect())
}

/// Whether a unit lies in the part of the organisation that a right of this actor reaches.
pub fn reaches(actor: &Actor, right: Right, unit: &UnitId) -> bool {
    match within(actor, right) {
        Within::All => true,
        Within::Units(units) => units.contains(unit),
    }
}

/// Somebody, whoever asks.
pub fn person(tx: &mut Tx<'_>, id: &PersonId) -> Result<Option<PersonRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_person WHERE id = $1"), args![id])
}

/// Somebody whom the actor's right reaches, or the actor themselves.
pub fn seen(tx: &mut Tx<'_>, actor: &Actor, right: Right, id: &PersonId) -> Result<Option<PersonRow>> {
    let found = person(tx, id)?;
    Ok(found.filter(|it| actor.by() == Some(id) || reaches(actor, right, &it.unit_id)))
}

/// Everybody who works here, by their login in its normal form.
pub fn logins(tx: &mut Tx<'_>) -> Result<Vec<(String, PersonId)>> {
    tx.all("SELECT login, id FROM people_person WHERE status <> 'left'", args![])
}

/// Somebody by their login in its normal form.
pub fn by_login(tx: &mut Tx<'_>, login: &str) -> Result<Option<PersonRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_person WHERE login = $1"), args![login])
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Part of a name or login.
    pub q: Option<String>,
    /// Only this unit and all below.
    pub unit: Option<UnitId>,
    /// Only those of this standing.
    pub status: Option<PersonStatus>,
    /// After this login.
    pub after: String,
    /// At most so many.
    pub rows: i64,
}

/// The people whom some reviewers are asked to review, by login.
pub fn to_review(tx: &mut Tx<'_>, reviewers: &[PersonId], after: &str, rows: i64) -> Result<Vec<PersonRow>> {
    if reviewers.is_empty() {
        return Ok(Vec::new());
    }
    let (places, ids) = list::places(3, reviewers);
    let args: Vec<Value<'_>> = [after.arg(), rows.arg()].into_iter().chain(ids).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM people_person WHERE login > $1 AND id IN
            (SELECT t.person_id FROM people_review_task t WHERE t.done_ms IS NULL AND t.reviewer_id IN ({places}))
          ORDER BY login LIMIT $2"
    );
    tx.all(&sql, &args)
}

/// The people whom the actor sees, by login.
pub fn listed(tx: &mut Tx<'_>, actor: &Actor, wanted: &Wanted) -> Result<Vec<PersonRow>> {
    let within = within(actor, Right::ReadPeople);
    let mut parts = vec![format!("SELECT {COLUMNS} FROM people_person WHERE login > $1")];
    let mut args: Vec<Value<'_>> = vec![wanted.after.arg()];
    let pattern = wanted.q.as_deref().map(like);
    if let Some(pattern) = &pattern {
        args.push(pattern.arg());
        let at = args.len();
        parts.push(format!("AND (LOWER(name) LIKE ${at} ESCAPE '\\' OR login LIKE ${at} ESCAPE '\\')"));
    }
    if let Some(unit) = &wanted.unit {
        args.push(unit.arg());
        let at = args.len();
        parts.push(format!("AND unit_id IN (SELECT below_id FROM people_unit_below WHERE above_id = ${at})"));
    }
    if let Some(status) = &wanted.status {
        args.push(status.arg());
        parts.push(format!("AND status = ${}", args.len()));
    }
    if let Within::Units(units) = &within {
        if units.is_empty() {
            return Ok(Vec::new());
        }
        let (places, ids) = list::places(args.len() + 1, units);
        args.extend(ids);
        parts.push(format!("AND unit_id IN ({places})"));
    }
    args.push(wanted.rows.arg());
    parts.push(format!("ORDER BY login LIMIT ${}", args.len()));
    tx.all(&parts.join(" "), &args)
}

/// Anything that contains this text; its own `%` and `_` mean themselves.
fn like(text: &str) -> String {
    let plain = text.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}

/// The names of several people.
pub fn names(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<BTreeMap<PersonId, String>> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let sql = format!("SELECT id, name FROM people_person WHERE id IN ({places})");
        names.extend(tx.all::<(PersonId, String)>(&sql, &args)?);
    }
    Ok(names)
}

/// Whether there is anybody at all.
pub fn is_anybody(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.maybe::<(PersonId,)>("SELECT id FROM people_person LIMIT 1", args![])?.is_some())
}

/// Adds somebody; answers false when the login is taken.
pub fn add(tx: &mut Tx<'_>, person: &PersonRow) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO people_person (id, login, name, kind, employment, unit_id, post_id, level, status, locale,
                                    version, created_ms, updated_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) ON CONFLICT (login) DO NOTHING",
        args![
            person.id,
            person.login,
            person.name,
            person.kind,
            person.employment,
            person.unit_id,
            person.post_id,
            person.level,
            person.status,
            person.locale,
            person.version,
            person.created_at,
        ],
    )?;
    Ok(added == 1)
}

/// Writes somebody who was read at `person.version`; answers false when somebody else wrote first.
pub fn save(tx: &mut Tx<'_>, person: &PersonRow) -> Result<bool> {
    let saved = tx.run(
        "UPDATE people_person SET name = $2, kind = $3, employment = $4, unit_id = $5, post_id = $6, level = $7,
                status = $8, locale = $9, version = version + 1, updated_ms = $10
          WHERE id = $1 AND version = $11",
        args![
            person.id,
            person.name,
            person.kind,
            person.employment,
            person.unit_id,
            person.post_id,
            person.level,
            person.status,
            person.locale,
            tx.now(),
            person.version,
        ],
    )?;
    Ok(saved == 1)
}

/// When somebody last signed in, for several people.
pub fn last_seen(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<BTreeMap<PersonId, Stamp>> {
    let mut seen = BTreeMap::new();
    for some in ids.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let sql = format!(
            "SELECT person_id, MAX(seen_ms) FROM people_session WHERE person_id IN ({places}) GROUP BY person_id"
        );
        seen.extend(tx.all::<(PersonId, Stamp)>(&sql, &args)?);
    }
    Ok(seen)
}

/// Those of several people who work here now.
pub fn active_among(tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    let mut here = BTreeSet::new();
    for some in ids.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let sql = format!("SELECT id FROM people_person WHERE status = 'active' AND id IN ({places})");
        here.extend(tx.all::<(PersonId,)>(&sql, &args)?.into_iter().map(|it| it.0));
    }
    Ok(here)
}

/// Makes other transactions that enter something about somebody wait until this one ends.
pub fn lock(tx: &mut Tx<'_>, person: &PersonId) -> Result<()> {
    tx.send("UPDATE people_person SET login = login WHERE id = $1", args![person])
}
