//! What was written inside and to the customer.

use base::ids::{CaseId, NoteId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};

db::row! {
    /// A note or a reply.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Note {
        /// Its id.
        pub id: NoteId,
        /// The case.
        pub case_id: CaseId,
        /// `note` or `reply`.
        pub kind: String,
        /// The channel of a reply.
        pub channel: Option<String>,
        /// The text.
        pub body: String,
        /// Who wrote it.
        pub by_id: Option<PersonId>,
        /// When.
        pub at_ms: Stamp,
    }
}

/// Adds a note or a reply.
pub fn insert(tx: &mut Tx<'_>, it: &Note) -> Result<()> {
    tx.send(
        "INSERT INTO cases_note (id, case_id, kind, channel, body, by_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![it.id, it.case_id, it.kind, it.channel, it.body, it.by_id, it.at_ms],
    )?;
    Ok(())
}
