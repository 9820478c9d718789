//! Texts of a case, for taking a person out of them.

use base::Result;
use base::ids::{AttachmentId, CaseId, CustomerId};
use db::{Tx, args};

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
    tx.send("UPDATE cases_note SET body = $2 WHERE id = $1", args![it.id, it.body])
}

/// Forgets a file; its content is deleted by whoever asks.
pub fn forget_file(tx: &mut Tx<'_>, id: &AttachmentId) -> Result<()> {
    tx.send("DELETE FROM cases_attachment WHERE id = $1", args![id])
}

/// Changes the texts of promises and transfers.
pub fn texts(tx: &mut Tx<'_>, case: &CaseId, change: &dyn Fn(&str) -> String) -> Result<()> {
    for (table, columns) in [("cases_promise", ["text", "note"]), ("cases_transfer", ["reason", "answer"])] {
        let [first, second] = columns;
        let sql = format!("SELECT id, {first}, {second} FROM {table} WHERE case_id = $1 ORDER BY id");
        let rows: Vec<(String, String, Option<String>)> = tx.all(&sql, args![case])?;
        for (id, text, other) in rows {
            let other = other.as_deref().map(change);
            let sql = format!("UPDATE {table} SET {first} = $2, {second} = $3 WHERE id = $1");
            tx.send(&sql, args![id, change(&text), other])?;
        }
    }
    Ok(())
}
