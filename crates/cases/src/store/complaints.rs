//! What is written about complaints.

use base::ids::CaseId;
use base::{Failure, Result, Stamp};
use db::{Arg as _, Json, Tx, args, events};

use crate::model::complaint::{Complaint, Investigated};

/// What is written about a complaint.
pub fn one(tx: &mut Tx<'_>, case: &CaseId) -> Result<Option<Complaint>> {
    tx.maybe("SELECT case_id, record, finding, analysis, edition FROM cases_complaint WHERE case_id = $1", args![case])
}

/// What is written about a complaint, for writing more: an empty one is begun when there is none.
pub fn begun(tx: &mut Tx<'_>, case: &CaseId) -> Result<Complaint> {
    if let Some(it) = one(tx, case)? {
        return Ok(it);
    }
    let it =
        Complaint { case_id: case.clone(), record: Json(None), finding: Json(None), analysis: Json(None), edition: 1 };
    tx.send(
        "INSERT INTO cases_complaint (case_id, record, finding, analysis, edition) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (case_id) DO NOTHING",
        args![it.case_id, it.record, it.finding, it.analysis, it.edition],
    )?;
    Ok(it)
}

/// Writes it; busy when somebody else wrote since it was read.
pub fn save(tx: &mut Tx<'_>, it: &Complaint) -> Result<()> {
    let saved = tx.run(
        "UPDATE cases_complaint SET record = $2, finding = $3, analysis = $4, edition = edition + 1
          WHERE case_id = $1 AND edition = $5",
        args![it.case_id, it.record, it.finding, it.analysis, it.edition],
    )?;
    if saved == 1 { Ok(()) } else { Err(Failure::Busy) }
}

/// Adds an entry of an investigation.
pub fn investigated(tx: &mut Tx<'_>, it: &Investigated) -> Result<()> {
    tx.send(
        "INSERT INTO cases_investigation (id, case_id, found, evidence, by_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
        args![it.id, it.case_id, it.found, it.evidence, it.by_id, it.at_ms],
    )
}

/// The entries of an investigation, the oldest first; at most 500.
pub fn investigation(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Investigated>> {
    tx.all(
        "SELECT id, case_id, found, evidence, by_id, at_ms FROM cases_investigation WHERE case_id = $1 ORDER BY id LIMIT 500",
        args![case],
    )
}

/// The kinds and times of what happened to a case, of some kinds, the oldest first; at most 1,000.
pub fn happened(tx: &mut Tx<'_>, case: &CaseId, kinds: &[&str]) -> Result<Vec<(String, Stamp)>> {
    let mut given = vec![case.arg()];
    let (columns, of_kinds) = (events::COLUMNS, events::of_kinds(&mut given, "kind", kinds));
    let sql = format!("SELECT {columns} FROM event_log WHERE case_id = $1 AND {of_kinds} ORDER BY seq LIMIT 1000");
    let found = events::all(tx, &sql, &given)?.into_iter().filter(|it| kinds.contains(&it.kind.as_str()));
    Ok(found.map(|it| (it.kind, it.at)).take(1000).collect())
}
