//! Qualifications and certificates.

use base::ids::{CertificateId, PersonId};
use base::{Result, Stamp};
use db::{Tx, args};

use crate::model::CertificateRow;

const COLUMNS: &str = "c.id, c.person_id, c.kind, c.number, c.issued, c.expires, c.expires_ms, c.evidence, c.added_by";

/// A certificate that was not removed.
pub fn one(tx: &mut Tx<'_>, id: &CertificateId) -> Result<Option<CertificateRow>> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM people_certificate c WHERE c.id = $1 AND c.removed_ms IS NULL"), args![id])
}

/// Somebody's certificates, those that end first in front.
pub fn of_person(tx: &mut Tx<'_>, person: &PersonId) -> Result<Vec<CertificateRow>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM people_certificate c WHERE c.person_id = $1 AND c.removed_ms IS NULL
              ORDER BY c.expires_ms, c.id LIMIT 200"
        ),
        args![person],
    )
}

/// Certificates of people who work here that end before a moment, those that end first in front.
pub fn ending(tx: &mut Tx<'_>, before: Stamp, most: i64) -> Result<Vec<CertificateRow>> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM people_certificate c JOIN people_person p ON p.id = c.person_id
              WHERE c.expires_ms <= $1 AND c.removed_ms IS NULL AND p.status = 'active'
              ORDER BY c.expires_ms, c.id LIMIT $2"
        ),
        args![before, most],
    )
}

/// Adds a certificate.
pub fn add(tx: &mut Tx<'_>, it: &CertificateRow) -> Result<()> {
    tx.send(
        "INSERT INTO people_certificate (id, person_id, kind, number, issued, expires, expires_ms, evidence, added_by,
                                         added_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            it.id,
            it.person_id,
            it.kind,
            it.number,
            it.issued,
            it.expires,
            it.expires_at,
            it.evidence,
            it.added_by,
            tx.now(),
        ],
    )
}

/// Takes a certificate off; its row stays.
pub fn remove(tx: &mut Tx<'_>, id: &CertificateId) -> Result<()> {
    tx.send("UPDATE people_certificate SET removed_ms = $2 WHERE id = $1", args![id, tx.now()])
}
