//! The versions as they are kept.

use std::sync::Arc;

use base::ids::{PersonId, PolicyId};
use base::{Result, Stamp, fault};
use db::{Tx, args, row};

use crate::book::Book;
use crate::model::{Document, Kind, Scope, Status, Version};
use crate::rules;

pub mod deeds;

#[cfg(test)]
mod tests;

const COLUMNS: &str = "id, kind, version, scope, effective_from_ms, status, withdrawn_ms, author_id, reviewer_id,
     approver_id, created_ms, approved_ms, edition, body";

row! {
    struct VersionRow {
        id: PolicyId,
        kind: String,
        version: i64,
        scope: String,
        effective_from: Stamp,
        status: String,
        withdrawn: Option<Stamp>,
        author: Option<PersonId>,
        reviewer: Option<PersonId>,
        approver: Option<PersonId>,
        created: Stamp,
        approved: Option<Stamp>,
        edition: i64,
        body: String,
    }
}

/// A version that is kept cannot be read any more: it was written by a later program.
#[derive(Debug, thiserror::Error)]
#[error("{kind}@{version} cannot be read: {field}: {code}")]
struct Unreadable {
    kind: String,
    version: i64,
    field: String,
    code: &'static str,
}

fn version(row: VersionRow) -> Result<Version> {
    let document = rules::read(&row.body).map_err(|it| {
        fault(Unreadable { kind: row.kind.clone(), version: row.version, field: it.field, code: it.code })
    })?;
    Ok(Version {
        id: row.id,
        kind: row.kind.parse().map_err(fault)?,
        version: row.version,
        title: document.header.title.clone(),
        scope: row.scope.parse().map_err(fault)?,
        effective_from: row.effective_from,
        status: Status::parse(&row.status).ok_or_else(|| fault(row.status.clone()))?,
        withdrawn_at: row.withdrawn,
        author: row.author,
        reviewer: row.reviewer,
        approver: row.approver,
        created_at: row.created,
        approved_at: row.approved,
        edition: row.edition,
        text: row.body.into(),
        document: Arc::new(document),
    })
}

/// Every version there is.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Version>> {
    let rows: Vec<VersionRow> =
        tx.all(&format!("SELECT {COLUMNS} FROM policy_version ORDER BY kind, version"), args![])?;
    rows.into_iter().map(version).collect()
}

/// One version.
pub fn one(tx: &mut Tx<'_>, kind: Kind, number: i64) -> Result<Option<Version>> {
    let row: Option<VersionRow> = tx.maybe(
        &format!("SELECT {COLUMNS} FROM policy_version WHERE kind = $1 AND version = $2"),
        args![kind.as_str(), number],
    )?;
    row.map(version).transpose()
}

/// Which state the table is in; another word after every change. Nothing when it was never written to.
pub fn state(tx: &mut Tx<'_>) -> Result<Option<String>> {
    Ok(tx.maybe::<(String,)>("SELECT state FROM policy_state WHERE name = 'versions'", args![])?.map(|it| it.0))
}

/// Lets nobody else change the table until this transaction is over. Call it before reading what a change depends on.
pub fn hold(tx: &mut Tx<'_>) -> Result<()> {
    touch(tx)
}

/// Says that the table changed, after every change. The word is new even when the transaction is undone later.
fn touch(tx: &mut Tx<'_>) -> Result<()> {
    tx.forget::<Arc<Book>>();
    let word: PolicyId = tx.id();
    tx.send(
        "INSERT INTO policy_state (name, state) VALUES ('versions', $1)
         ON CONFLICT (name) DO UPDATE SET state = excluded.state",
        args![word],
    )?;
    Ok(())
}

/// A version about to be kept.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// The TOML text.
    pub text: Arc<str>,
    /// The text, read.
    pub document: Arc<Document>,
    /// For whom it holds.
    pub scope: Scope,
    /// From when on.
    pub effective_from: Stamp,
    /// How far it has come.
    pub status: Status,
    /// Who wrote it.
    pub author: Option<PersonId>,
    /// Who approved it.
    pub approver: Option<PersonId>,
}

/// Keeps a new version under the next number of its kind, on a table that is held.
pub fn add(tx: &mut Tx<'_>, new: NewVersion) -> Result<Version> {
    let kind = new.document.header.kind;
    let (last,): (Option<i64>,) =
        tx.one("SELECT MAX(version) FROM policy_version WHERE kind = $1", args![kind.as_str()])?;
    let approved = new.status == Status::Approved;
    let it = Version {
        id: tx.id(),
        kind,
        version: last.unwrap_or(0) + 1,
        title: new.document.header.title.clone(),
        scope: new.scope,
        effective_from: new.effective_from,
        status: new.status,
        withdrawn_at: None,
        author: new.author,
        reviewer: None,
        approver: new.approver,
        created_at: tx.now(),
        approved_at: approved.then(|| tx.now()),
        edition: 1,
        text: new.text,
        document: new.document,
    };
    tx.send(
        &format!(
            "INSERT INTO policy_version ({COLUMNS})
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        ),
        args![
            it.id,
            it.kind.as_str(),
            it.version,
            it.scope.to_string(),
            it.effective_from,
            it.status.as_str(),
            it.withdrawn_at,
            it.author,
            it.reviewer,
            it.approver,
            it.created_at,
            it.approved_at,
            it.edition,
            *it.text
        ],
    )?;
    touch(tx)?;
    Ok(it)
}

/// Keeps a changed status with who changed it, on a table that is held; false when somebody else changed the version meanwhile.
pub fn save_status(tx: &mut Tx<'_>, it: &Version) -> Result<bool> {
    let touched = tx.run(
        "UPDATE policy_version
            SET status = $3, withdrawn_ms = $4, reviewer_id = $5, approver_id = $6, approved_ms = $7,
                effective_from_ms = $8, edition = edition + 1
          WHERE id = $1 AND edition = $2",
        args![
            it.id,
            it.edition,
            it.status.as_str(),
            it.withdrawn_at,
            it.reviewer,
            it.approver,
            it.approved_at,
            it.effective_from
        ],
    )?;
    touch(tx)?;
    Ok(touched == 1)
}

/// Keeps another text of a draft, on a table that is held; false when somebody else changed the version meanwhile.
pub fn save_text(tx: &mut Tx<'_>, it: &Version) -> Result<bool> {
    let touched = tx.run(
        "UPDATE policy_version
            SET status = $3, reviewer_id = NULL, scope = $4, effective_from_ms = $5, body = $6, edition = edition + 1
          WHERE id = $1 AND edition = $2",
        args![it.id, it.edition, it.status.as_str(), it.scope.to_string(), it.effective_from, *it.text],
    )?;
    touch(tx)?;
    Ok(touched == 1)
}
