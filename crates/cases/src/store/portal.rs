//! What came by the portal, and how often who knocked at it.

use base::ids::{CaseId, NoteId};
use base::{Result, Stamp};
use db::{Tx, args};

use super::case::COLUMNS;
use crate::model::Case;
use crate::model::portal::{Brought, Message};

/// The case of a sending, when it came before.
pub fn of_request(tx: &mut Tx<'_>, request: &str) -> Result<Option<(CaseId, i64)>> {
    tx.maybe(
        "SELECT c.id, c.number FROM cases_portal p JOIN cases_case c ON c.id = p.case_id WHERE p.request = $1",
        args![request],
    )
}

/// A case that came by the portal, by its number.
pub fn of_number(tx: &mut Tx<'_>, number: i64) -> Result<Option<Case>> {
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM cases_case c JOIN cases_portal p ON p.case_id = c.id WHERE c.number = $1"),
        args![number],
    )
}

/// What is kept of a case that came by the portal.
pub fn brought(tx: &mut Tx<'_>, case: &CaseId) -> Result<Option<Brought>> {
    tx.maybe("SELECT case_id, request, says, made_ms FROM cases_portal WHERE case_id = $1", args![case])
}

/// Keeps that a case came by the portal.
pub fn insert(tx: &mut Tx<'_>, it: &Brought) -> Result<()> {
    tx.send(
        "INSERT INTO cases_portal (case_id, request, says, made_ms) VALUES ($1, $2, $3, $4)",
        args![it.case_id, it.request, it.says, it.made_ms],
    )
}

/// Writes what the customer says of the case by now.
pub fn save(tx: &mut Tx<'_>, it: &Brought) -> Result<()> {
    tx.send("UPDATE cases_portal SET says = $2 WHERE case_id = $1", args![it.case_id, it.says])
}

/// The customer's messages on a case, the oldest first.
pub fn messages(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Message>> {
    tx.all(
        "SELECT id, case_id, request, text, at_ms FROM cases_portal_message WHERE case_id = $1 ORDER BY id LIMIT 500",
        args![case],
    )
}

/// Adds a message; answers whether it is new.
pub fn add(tx: &mut Tx<'_>, it: &Message) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO cases_portal_message (id, case_id, request, text, at_ms) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (case_id, request) DO NOTHING",
        args![it.id, it.case_id, it.request, it.text, it.at_ms],
    )?;
    Ok(added == 1)
}

/// What was said to the customer of a case, the oldest first: id, text, when.
pub fn replies(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<(NoteId, String, Stamp)>> {
    tx.all(
        "SELECT id, body, at_ms FROM cases_note WHERE case_id = $1 AND kind = 'reply' ORDER BY id LIMIT 500",
        args![case],
    )
}

/// How many files the customer added.
pub fn files(tx: &mut Tx<'_>, case: &CaseId) -> Result<i64> {
    let (count,) = tx.one("SELECT COUNT(*) FROM cases_attachment WHERE case_id = $1 AND by_id IS NULL", args![case])?;
    Ok(count)
}

/// How often something was done since a moment.
pub fn count(tx: &mut Tx<'_>, key: &str, since: Stamp) -> Result<i64> {
    let (count,) = tx.one(
        "SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) FROM cases_portal_count WHERE key = $1 AND slot_ms > $2",
        args![key, since],
    )?;
    Ok(count)
}

/// Counts that something was done once more, and forgets what is over.
///
/// - `slot`: the part of the time that it is counted in.
/// - `over`: what was counted before is of no interest any more.
pub fn counted(tx: &mut Tx<'_>, key: &str, slot: Stamp, over: Stamp) -> Result<()> {
    tx.send("DELETE FROM cases_portal_count WHERE slot_ms < $1", args![over])?;
    tx.send(
        "INSERT INTO cases_portal_count (key, slot_ms, count) VALUES ($1, $2, 1)
         ON CONFLICT (key, slot_ms) DO UPDATE SET count = cases_portal_count.count + 1",
        args![key, slot],
    )
}
