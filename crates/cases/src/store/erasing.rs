//! Texts of a case, for taking a person out of them.

use base::ids::{AttachmentId, CaseId, CustomerId};
use base::{Result, fault};
use db::{Tx, args};
use serde_json::Value;

use super::notes::Note;

/// Cases, notes and files of a customer.
pub fn counts(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<(i64, i64, i64)> {
    tx.one(
        "SELECT COUNT(*),
                (SELECT COUNT(*) FROM cases_note n JOIN cases_case c ON c.id = n.case_id WHERE c.customer_id = $1),
                (SELECT COUNT(*) FROM cases_attachment a JOIN cases_case c ON c.id = a.case_id WHERE c.customer_id = $1)
           FROM cases_case WHERE customer_id = $1",
        args![customer],
    )
}

/// All notes and replies of a case.
pub fn notes(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Note>> {
    tx.all(
        "SELECT id, case_id, kind, channel, body, by_id, at_ms FROM cases_note WHERE case_id = $1 ORDER BY id",
        args![case],
    )
}

/// Writes the text of a note.
pub fn save_note(tx: &mut Tx<'_>, it: &Note) -> Result<()> {
    tx.send("UPDATE cases_note SET body = $2 WHERE id = $1 AND case_id = $3", args![it.id, it.body, it.case_id])
}

/// Forgets a file; its content is deleted by whoever asks.
pub fn forget_file(tx: &mut Tx<'_>, id: &AttachmentId) -> Result<()> {
    tx.send("DELETE FROM cases_attachment WHERE id = $1", args![id])
}

/// Free texts that hang on a case: table, column, and how its rows are found by the case `$1`.
const TEXTS: &[(&str, &str, &str)] = &[
    ("cases_promise", "text", OF_CASE),
    ("cases_promise", "note", OF_CASE),
    ("cases_transfer", "reason", OF_CASE),
    ("cases_transfer", "answer", OF_CASE),
    ("cases_approval", "reason", OF_CASE),
    ("cases_approval_decision", "reason", "approval_id IN (SELECT id FROM cases_approval WHERE case_id = $1)"),
    ("cases_follow_up", "comment", OF_CASE),
    ("cases_follow_up_attempt", "note", "follow_up_id IN (SELECT id FROM cases_follow_up WHERE case_id = $1)"),
    ("cases_investigation", "found", OF_CASE),
    ("cases_investigation", "evidence", OF_CASE),
    ("cases_escalation", "reason", OF_CASE),
    ("cases_escalation", "answer", OF_CASE),
    ("cases_question", "question", OF_CASE),
    ("cases_question", "answer", OF_CASE),
    ("cases_joint", "task", OF_CASE),
    ("cases_joint", "answer", OF_CASE),
    ("cases_urging", "reason", OF_CASE),
    ("cases_bulk", "words", "id IN (SELECT bulk_id FROM cases_bulk_row WHERE case_id = $1)"),
    ("cases_merge", "reason", OF_CASE),
    ("cases_portal_message", "text", OF_CASE),
    ("cases_merge", "undone_reason", OF_CASE),
];

/// The same for what is written as JSON, with the column that tells its rows apart.
const RECORDS: &[(&str, &str, &str)] = &[
    ("cases_complaint", "record", "case_id"),
    ("cases_complaint", "finding", "case_id"),
    ("cases_complaint", "analysis", "case_id"),
    ("cases_application", "materials", "case_id"),
    ("cases_paper", "says", "id"),
    ("cases_approval", "ask", "id"),
    ("cases_portal", "says", "case_id"),
    ("cases_approval", "snapshot", "id"),
];

const OF_CASE: &str = "case_id = $1";

/// Changes every free text that hangs on a case.
pub fn texts(
    tx: &mut Tx<'_>,
    case: &CaseId,
    text: &dyn Fn(&str) -> String,
    record: &dyn Fn(Value) -> Value,
) -> Result<()> {
    for (table, column, of_case) in TEXTS {
        let found = format!("SELECT id, {column} FROM {table} WHERE {of_case} AND {column} IS NOT NULL");
        let rows: Vec<(String, String)> = tx.all(&found, args![case])?;
        for (id, before) in rows {
            let sql = format!("UPDATE {table} SET {column} = $3 WHERE {of_case} AND id = $2");
            tx.send(&sql, args![case, id, text(&before)])?;
        }
    }
    for (table, column, key) in RECORDS {
        let found = format!("SELECT {key}, CAST({column} AS TEXT) FROM {table} WHERE {OF_CASE}");
        let rows: Vec<(String, String)> = tx.all(&found, args![case])?;
        for (id, before) in rows {
            let after = record(serde_json::from_str(&before).map_err(fault)?).to_string();
            let sql = format!("UPDATE {table} SET {column} = $3 WHERE {OF_CASE} AND {key} = $2");
            tx.send(&sql, args![case, id, after])?;
        }
    }
    Ok(())
}
