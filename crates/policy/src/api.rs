//! What other capabilities and the command line ask of policy.

use std::sync::Arc;

use base::ids::PersonId;
use base::{FieldProblem, Result, Stamp};
use db::Tx;
use db::events::{About, emit};

use crate::events::{Published, Withdrawn};
use crate::model::{Document, PolicyRef, Status, Version};
use crate::packs::{PackDocument, Shelf};
use crate::rules;
use crate::store::{self, NewVersion};
use crate::{Refused, packs};

pub use crate::book::{Book, CalendarRef, Held, InForce};
pub use crate::offline::{Report, Source, diff_dirs, export_pack, import_dir, validate_dir};
pub use crate::packs::{PackHead, packs};
pub use crate::policies::Policies;
pub use crate::rules::{Act, Chain};

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
    documents.iter().map(|it| load_one(tx, it, &known, terms)).collect()
}

fn load_one(tx: &mut Tx<'_>, new: &PackDocument, known: &[Version], terms: &Terms) -> Result<Loaded> {
    let header = &new.document.header;
    let newest = known.iter().rfind(|it| it.kind == header.kind && it.scope == header.scope);
    if let Some(newest) = newest.filter(|it| rules::diff(&it.text, &new.text).is_ok_and(|it| it.is_empty())) {
        return Ok(Loaded::Unchanged(newest.reference()));
    }
    let seconded = terms.approver.is_some() && terms.approver != terms.author;
    let first = known.iter().all(|it| it.kind != header.kind);
    let publish = first || seconded;
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
        return Ok(Loaded::Drafted(version.reference()));
    }
    let by = terms.approver.as_ref().or(terms.author.as_ref());
    tell_published(tx, by, &version, newest.is_none())?;
    Ok(Loaded::Published(version.reference()))
}

fn tell_published(tx: &mut Tx<'_>, by: Option<&PersonId>, it: &Version, first: bool) -> Result<()> {
    let event = Published {
        policy: it.reference(),
        kind: it.kind,
        scope: it.scope.clone(),
        effective_from: it.effective_from,
        first,
    };
    emit(tx, by, About::default(), Some(&it.reference().to_string()), &event)
}

/// Everything wrong with a document, also beside the others that hold now.
pub fn faults(book: &Book, document: &Document, at: Stamp) -> Vec<FieldProblem> {
    let mut found = rules::validate(document);
    let held: Vec<Arc<Document>> = crate::model::Kind::ALL
        .into_iter()
        .filter(|it| *it != document.header.kind)
        .filter_map(|it| Some(Arc::clone(&book.at(at).version(it).ok()?.document)))
        .collect();
    let set: Vec<&Document> = [document].into_iter().chain(held.iter().map(Arc::as_ref)).collect();
    found.extend(rules::validate_set(&set));
    found
}

/// Carries a version further: review, approval, rejection, withdrawal (POL-2).
///
/// # Errors
/// Refused when the version is not in a state for it, when its author approves it, when it is faulty and is to be
/// approved, or when somebody changed it meanwhile.
pub fn advance(tx: &mut Tx<'_>, policies: &Policies, name: &PolicyRef, act: Act, by: &PersonId) -> Result<Version> {
    let unknown = Refused::UnknownVersion { kind: name.kind, version: name.version };
    store::hold(tx)?;
    let mut it = store::one(tx, name.kind, name.version)?.ok_or(unknown)?;
    let now = tx.now();
    it.status = rules::next_status(&it, act, by)?;
    let mut first = false;
    match act {
        Act::Review => it.reviewer = Some(by.clone()),
        Act::Approve => {
            let book = policies.book(tx)?;
            let faults = faults(&book, &it.document, now);
            if !faults.is_empty() {
                return Err(Refused::Invalid(faults).into());
            }
            first = book.versions(it.kind).iter().all(|one| one.approved_at.is_none() || one.scope != it.scope);
            it.approver = Some(by.clone());
            it.approved_at = Some(now);
            it.effective_from = it.effective_from.max(now);
        }
        Act::Withdraw => it.withdrawn_at = Some(now),
        Act::Reject | Act::Edit => it.reviewer = None,
    }
    if !store::save_status(tx, &it)? {
        return Err(Refused::Stale.into());
    }
    match act {
        Act::Approve => tell_published(tx, Some(by), &it, first)?,
        Act::Withdraw => {
            let event = Withdrawn { policy: it.reference(), kind: it.kind, scope: it.scope.clone(), at: now };
            emit(tx, Some(by), About::default(), Some(&it.reference().to_string()), &event)?;
        }
        Act::Review | Act::Reject | Act::Edit => {}
    }
    it.edition += 1;
    Ok(it)
}
