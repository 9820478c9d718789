//! What happened on the open cases somebody has to do with, and up to when they have seen it.

use std::cmp::Reverse;
use std::collections::HashSet;

use base::ids::{CaseId, PersonId};
use base::{Result, Stamp};
use db::events::{self, Logged};
use db::{Arg, Tx, args};

use super::parties::places;
use crate::rules::notices::KINDS;

/// So many closed cases of a person are looked at, the newest first.
const CLOSED: i64 = 100;

/// The newest entries that may concern a person and are not their own doing, on their open cases and the newest closed
/// ones, since a moment.
pub fn of(tx: &mut Tx<'_>, person: &PersonId, since: Stamp, limit: i64) -> Result<Vec<Logged>> {
    let mut given = vec![person.arg(), since.arg(), limit.arg()];
    let of_kinds = events::of_kinds(&mut given, "e.kind", &KINDS);
    let sql = format!(
        "SELECT e.tx_id, e.seq, e.at_ms, e.actor_id, e.kind, e.case_id, e.contact_id, e.customer_id, e.person_id,
                e.policy, e.body
           FROM (SELECT case_id FROM cases_party WHERE person_id = $1 AND is_open
                 UNION
                 SELECT case_id FROM (
                     SELECT case_id FROM (SELECT case_id FROM cases_party
                                           WHERE person_id = $1 AND owns = TRUE AND NOT is_open
                                           ORDER BY case_id DESC LIMIT {CLOSED}) AS handled
                      UNION ALL
                     SELECT case_id FROM (SELECT case_id FROM cases_party
                                           WHERE person_id = $1 AND owns = FALSE AND NOT is_open
                                           ORDER BY case_id DESC LIMIT {CLOSED}) AS others
                      ORDER BY case_id DESC LIMIT {CLOSED}) AS closed
                 UNION
                 SELECT case_id FROM cases_joint_person WHERE person_id = $1) AS p
           JOIN event_log e ON e.case_id = p.case_id
          WHERE e.at_ms >= $2 AND e.actor_id IS DISTINCT FROM $1 AND {of_kinds}
          ORDER BY e.at_ms DESC, e.seq DESC LIMIT $3"
    );
    let mut found = events::all(tx, &sql, &given)?;
    found.retain(|it| KINDS.contains(&it.kind.as_str()));
    found.sort_by_key(|it| Reverse((it.at, it.seq)));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// Those of some cases that a person received first.
pub fn received(tx: &mut Tx<'_>, person: &PersonId, cases: &[CaseId]) -> Result<HashSet<CaseId>> {
    if cases.is_empty() {
        return Ok(HashSet::new());
    }
    let mut given = vec![person.arg()];
    let places = places(&mut given, cases);
    let sql = format!("SELECT id FROM cases_case WHERE first_owner_id = $1 AND id IN ({places})");
    Ok(tx.all::<(CaseId,)>(&sql, &given)?.into_iter().map(|it| it.0).collect())
}

/// Up to when a person has seen what concerns them.
pub fn seen(tx: &mut Tx<'_>, person: &PersonId) -> Result<Stamp> {
    let known: Option<(Stamp,)> =
        tx.maybe("SELECT until_ms FROM cases_notice_seen WHERE person_id = $1", args![person])?;
    Ok(known.map_or(Stamp(0), |it| it.0))
}

/// Moves that on; never back.
pub fn see(tx: &mut Tx<'_>, person: &PersonId, until: Stamp) -> Result<()> {
    tx.send(
        "INSERT INTO cases_notice_seen (person_id, until_ms) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET until_ms = excluded.until_ms
          WHERE cases_notice_seen.until_ms < excluded.until_ms",
        args![person, until],
    )?;
    Ok(())
}
