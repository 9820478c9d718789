//! Absences.

use base::ids::{AbsenceId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};

use crate::model::AbsenceRow;
use crate::rules::backup::{AllAway, Away};

const COLUMNS: &str = "id, person_id, kind, from_ms, until_ms, end_ms, reason, state, acting_id, passes, \
    first_receiver, policy, entered_by, entered_ms";

/// An absence.
pub fn one(tx: &mut Tx<'_>, id: &AbsenceId) -> Result<Option<AbsenceRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_absence WHERE id = $1"), args![id])
}

/// Somebody's absences, the newest first.
pub fn of_person(tx: &mut Tx<'_>, person: &PersonId, most: i64) -> Result<Vec<AbsenceRow>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM people_absence WHERE person_id = $1 ORDER BY from_ms DESC, id DESC LIMIT $2"),
        args![person, most],
    )
}

/// Whether somebody has an absence that shares a moment with this time.
pub fn overlaps(tx: &mut Tx<'_>, person: &PersonId, from: Stamp, until: Stamp) -> Result<bool> {
    let found: (i64,) = tx.one(
        "SELECT COUNT(*) FROM people_absence
          WHERE person_id = $1 AND state <> 'withdrawn' AND from_ms < $3 AND end_ms > $2",
        args![person, from, until],
    )?;
    Ok(found.0 > 0)
}

/// Adds an absence.
pub fn add(tx: &mut Tx<'_>, it: &AbsenceRow) -> Result<()> {
    tx.send(
        "INSERT INTO people_absence (id, person_id, kind, from_ms, until_ms, end_ms, reason, state, acting_id, passes,
                                     first_receiver, policy, entered_by, entered_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            it.id,
            it.person_id,
            it.kind,
            it.from_at,
            it.until_at,
            it.end_at,
            it.reason,
            it.state,
            it.acting_id,
            it.passes,
            it.first_receiver,
            it.policy,
            it.entered_by,
            it.entered_at,
        ],
    )
}

/// Writes where an absence stands, when it is over and who acts.
pub fn save(tx: &mut Tx<'_>, it: &AbsenceRow) -> Result<()> {
    tx.send(
        "UPDATE people_absence SET end_ms = $2, state = $3, acting_id = $4 WHERE id = $1",
        args![it.id, it.end_at, it.state, it.acting_id],
    )
}

/// The absence of somebody that runs now.
pub fn running_of(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<AbsenceRow>> {
    tx.maybe(
        &format!(
            "SELECT {COLUMNS} FROM people_absence
              WHERE person_id = $1 AND state = 'running' AND end_ms > $2 ORDER BY from_ms DESC LIMIT 1"
        ),
        args![person, tx.now()],
    )
}

/// The absences that run.
pub fn running(tx: &mut Tx<'_>) -> Result<Vec<AbsenceRow>> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM people_absence WHERE state = 'running' AND end_ms > $1 ORDER BY id"),
        args![tx.now()],
    )
}

/// Everybody who is absent at a moment, and those who work here now among the people named to stand in for them.
pub fn away(tx: &mut Tx<'_>, at: Stamp) -> Result<AllAway> {
    let found: Vec<(PersonId, bool, Option<PersonId>, Option<PersonId>)> = tx.all(
        "SELECT a.person_id, a.passes, b.id, s.id
           FROM people_absence a
           JOIN people_person p ON p.id = a.person_id
           LEFT JOIN people_post o ON o.id = p.post_id AND o.active
           LEFT JOIN people_person b ON b.id = o.backup_id AND b.status = 'active'
           LEFT JOIN people_person s ON s.id = o.second_id AND s.status = 'active'
          WHERE a.state <> 'withdrawn' AND a.from_ms <= $1 AND a.end_ms > $1",
        args![at],
    )?;
    let row = |(person, passes, backup, second): (PersonId, bool, Option<PersonId>, Option<PersonId>)| {
        let named = [backup, second].into_iter().flatten().filter(|it| *it != person).collect();
        (person, Away { passes, named })
    };
    Ok(found.into_iter().map(row).collect())
}
