//! Loading documents: packs of the program, folders and files.

use std::sync::Arc;

use base::ids::PersonId;
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, emit};

use crate::events::{Drafted, Published};
use crate::model::{Deed, PolicyRef, Status, Version};
use crate::packs::{PackDocument, Shelf};
use crate::rules;
use crate::store::{self, NewVersion};
use crate::{Refused, packs};

/// Under whose name, and from when on, documents are loaded.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Who loads them; nobody at the first start and on the command line.
    pub author: Option<PersonId>,
    /// The second person who approves them; without one they wait as drafts, unless they are the first of their
    /// kind.
    pub approver: Option<PersonId>,
    /// From when on they hold, where a document does not say; otherwise from now on.
    pub effective_from: Option<Stamp>,
}

/// What became of a document that was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded {
    /// It is in force, or will be on its day.
    Published(PolicyRef),
    /// It waits for review and approval by a second person.
    Drafted(PolicyRef),
    /// It says what the newest version says already.
    Unchanged(PolicyRef),
}

/// Loads a pack of the program.
pub fn load_pack(tx: &mut Tx<'_>, name: &str, terms: &Terms) -> Result<Vec<Loaded>> {
    if packs::packs().iter().all(|it| it.name != name) {
        return Err(Refused::UnknownPack(name.to_owned()).into());
    }
    let documents = Shelf::Embedded.documents(name).map_err(|it| Refused::Invalid(packs::plain(it)))?;
    load(tx, &documents, terms)
}

/// Keeps documents as new versions, all or none.
///
/// The first documents of a kind are published at once: there is nobody yet who could approve them. Later ones, also
/// those for another scope, wait as drafts, unless a second person stands behind them.
pub fn load(tx: &mut Tx<'_>, documents: &[PackDocument], terms: &Terms) -> Result<Vec<Loaded>> {
    store::hold(tx)?;
    let known = store::all(tx)?;
    documents.iter().map(|it| load_one(tx, it, &known, terms, false)).collect()
}

/// Keeps documents as drafts of somebody, all or none: nothing is published, not even the first of a kind.
pub fn load_drafts(tx: &mut Tx<'_>, documents: &[PackDocument], author: Option<PersonId>) -> Result<Vec<Loaded>> {
    store::hold(tx)?;
    let (known, terms) = (store::all(tx)?, Terms { author, ..Terms::default() });
    documents.iter().map(|it| load_one(tx, it, &known, &terms, true)).collect()
}

fn load_one(tx: &mut Tx<'_>, new: &PackDocument, known: &[Version], terms: &Terms, as_draft: bool) -> Result<Loaded> {
    let header = &new.document.header;
    let stands = |it: &&Version| !matches!(it.status, Status::Discarded | Status::Withdrawn);
    let newest = known.iter().filter(stands).rfind(|it| it.kind == header.kind && it.scope == header.scope);
    if let Some(newest) = newest.filter(|it| rules::diff(&it.text, &new.text).is_ok_and(|it| it.is_empty())) {
        return Ok(Loaded::Unchanged(newest.reference()));
    }
    let seconded = terms.approver.is_some() && terms.approver != terms.author;
    let first = known.iter().all(|it| it.kind != header.kind);
    let publish = !as_draft && (first || seconded);
    let now = tx.now();
    let from = header.effective_from.or(terms.effective_from).unwrap_or(now);
    let version = store::add(
        tx,
        NewVersion {
            text: Arc::clone(&new.text),
            document: Arc::clone(&new.document),
            scope: header.scope.clone(),
            // Nothing changes after the fact: only the first versions may reach back.
            effective_from: if first { from } else { from.max(now) },
            status: if publish { Status::Approved } else { Status::Draft },
            author: terms.author.clone(),
            approver: terms.approver.clone().filter(|_| seconded),
        },
    )?;
    if !publish {
        begun(tx, terms.author.as_ref(), &version)?;
        return Ok(Loaded::Drafted(version.reference()));
    }
    let by = terms.approver.as_ref().or(terms.author.as_ref());
    store::deeds::add(tx, &version.reference(), Deed::Loaded, by, None)?;
    tell_published(tx, by, &version, newest.is_none())?;
    Ok(Loaded::Published(version.reference()))
}

/// Notes that a draft was begun, and tells.
pub(super) fn begun(tx: &mut Tx<'_>, by: Option<&PersonId>, it: &Version) -> Result<()> {
    let policy = it.reference();
    store::deeds::add(tx, &policy, Deed::Drafted, by, None)?;
    let name = policy.to_string();
    let event = Drafted { policy, kind: it.kind, scope: it.scope.clone(), reason: None };
    emit(tx, by, About::default(), Some(&name), &event)
}

pub(super) fn tell_published(tx: &mut Tx<'_>, by: Option<&PersonId>, it: &Version, first: bool) -> Result<()> {
    let event = Published {
        policy: it.reference(),
        kind: it.kind,
        scope: it.scope.clone(),
        effective_from: it.effective_from,
        first,
    };
    emit(tx, by, About::default(), Some(&it.reference().to_string()), &event)
}
