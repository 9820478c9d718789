//! What is known of attached files; their content lies sealed in the vault.

use base::ids::{AttachmentId, CaseId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};

db::row! {
    /// An attached file.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Attachment {
        /// Its id, also in the vault.
        pub id: AttachmentId,
        /// The case.
        pub case_id: CaseId,
        /// Its name.
        pub name: String,
        /// Its media type.
        pub media_type: String,
        /// Its size.
        pub bytes: i64,
        /// SHA-256 of its content, in hexadecimal.
        pub digest: String,
        /// Who added it.
        pub by_id: Option<PersonId>,
        /// When.
        pub at_ms: Stamp,
    }
}

const COLUMNS: &str = "id, case_id, name, media_type, bytes, digest, by_id, at_ms";

/// All files of a case, the oldest first.
pub fn of(tx: &mut Tx<'_>, case: &CaseId) -> Result<Vec<Attachment>> {
    tx.all(&format!("SELECT {COLUMNS} FROM cases_attachment WHERE case_id = $1 ORDER BY id"), args![case])
}

/// One file; whoever hands it out has to ask for its case first.
pub fn one(tx: &mut Tx<'_>, id: &AttachmentId) -> Result<Option<Attachment>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM cases_attachment WHERE id = $1"), args![id])
}

/// Adds a file.
pub fn insert(tx: &mut Tx<'_>, it: &Attachment) -> Result<()> {
    tx.send(
        "INSERT INTO cases_attachment (id, case_id, name, media_type, bytes, digest, by_id, at_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![it.id, it.case_id, it.name, it.media_type, it.bytes, it.digest, it.by_id, it.at_ms],
    )?;
    Ok(())
}
