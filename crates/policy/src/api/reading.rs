//! Asking about versions: what is wrong with one, what happened to it, what can be done with it.

use std::sync::Arc;

use base::{FieldProblem, Result, Stamp};
use db::Tx;
use web::Actor;

use super::way;
use crate::book::Book;
use crate::house::House;
use crate::model::{Deed, Document, Done, Kind, Version};
use crate::rules::{self, Act};
use crate::store;

/// Everything wrong with a document, also beside the others that hold now.
pub fn faults(book: &Book, document: &Document, at: Stamp) -> Vec<FieldProblem> {
    let mut found = rules::validate(document);
    let held: Vec<Arc<Document>> = Kind::ALL
        .into_iter()
        .filter(|it| *it != document.header.kind)
        .filter_map(|it| Some(Arc::clone(&book.at(at).version(it).ok()?.document)))
        .collect();
    let set: Vec<&Document> = [document].into_iter().chain(held.iter().map(Arc::as_ref)).collect();
    found.extend(rules::validate_set(&set));
    found
}

/// Who did what with a version, the oldest line first.
pub fn history(tx: &mut Tx<'_>, it: &Version) -> Result<Vec<Done>> {
    let kept = store::deeds::of(tx, &it.reference())?;
    if !kept.is_empty() {
        return Ok(kept);
    }
    // A version of before there was a history: what its own row tells.
    let line = |deed, by: &Option<_>, at| Done { deed, by: by.clone(), at, note: None };
    let approved = it.approved_at.map(|at| line(Deed::Approved, &it.approver, at));
    let first = if it.author.is_none() && approved.is_some() { Deed::Loaded } else { Deed::Drafted };
    let begun = line(first, &it.author, it.created_at);
    let second = approved.filter(|_| first == Deed::Drafted);
    let withdrawn = it.withdrawn_at.map(|at| line(Deed::Withdrawn, &None, at));
    Ok([Some(begun), second, withdrawn].into_iter().flatten().collect())
}

/// Everything that can be done with a version, and why not the rest. Asks the same functions that guard the commands.
pub fn possible(
    tx: &mut Tx<'_>,
    book: &Book,
    house: &dyn House,
    me: &Actor,
    it: &Version,
    history: &[Done],
) -> Result<Vec<(Act, Result<()>)>> {
    let mut all = Vec::new();
    for act in Act::ALL {
        // What does not come into question in this state is not worth a button.
        let fits = rules::fits(it.status, act);
        if fits {
            all.push((act, way::may(tx, book, house, me, it, history, act)));
        }
    }
    Ok(all)
}
