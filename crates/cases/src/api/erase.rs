//! A customer is let go: their cases stay readable, and say nothing personal any more (CUS-2).

use base::Result;
use base::ids::{CaseId, CustomerId};
use customers::api::Redaction;
use db::Tx;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Actor, Right};

use super::Hand;
use super::personal::Personal;
use crate::Desk;
use crate::events::Redacted;
use crate::model::Fields;
use crate::{rules, store};

/// What would go of the cases of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CasesErasurePreview)]
pub struct ErasurePreview {
    /// Cases whose texts are gone through; how to reach the customer goes from each.
    pub cases: i64,
    /// Notes and replies that are gone through.
    pub notes: i64,
    /// Files that are deleted.
    pub files: i64,
}

/// What would go of the cases of a customer, whoever may see them: the one who decides has to know how much it is.
pub fn preview(tx: &mut Tx<'_>, me: &Actor, customer: &CustomerId) -> Result<ErasurePreview> {
    me.may(Right::EraseCustomers)?;
    let (mut cases, mut notes, mut files) = (0, 0, 0);
    for one in customers::api::group(tx, customer)? {
        let found = store::erasing::counts(tx, &one)?;
        (cases, notes, files) = (cases + found.0, notes + found.1, files + found.2);
    }
    Ok(ErasurePreview { cases, notes, files })
}

fn fields(by: &Redaction, all: &mut Fields) {
    for value in all.values_mut() {
        *value = by.json(std::mem::take(value));
    }
}

/// Takes a person out of a case: what is sealed and the files go, names, numbers and addresses in texts give way to the
/// pseudonym, in the log as well.
pub fn erase(desk: &Desk, tx: &mut Tx<'_>, id: &CaseId, by: &Redaction) -> Result<()> {
    let mut hand = Hand::take(tx, desk.rules(), &Actor::system(), id, None)?;
    let personal = Personal::of(desk, hand.tx, &hand.case)?;
    hand.case.subject = by.free(&hand.case.subject);
    hand.case.description = by.free(&hand.case.description);
    for name in personal.fields.keys() {
        hand.case.fields.0.insert(name.clone(), Value::String("***".to_owned()));
    }
    fields(by, &mut hand.case.fields.0);
    fields(by, &mut hand.case.attrs.0);
    (hand.case.sealed, hand.case.contact_masked) = (None, None);
    let files = store::attachments::of(hand.tx, id)?;
    hand.tell(&Redacted { files: i64::try_from(files.len()).unwrap_or(i64::MAX) })?;
    let book = std::sync::Arc::clone(&hand.book);
    let case = hand.put_back()?;
    super::answers::mark(tx, &book, &case, false)?;
    for file in files {
        store::erasing::forget_file(tx, &file.id)?;
        let kept = desk.files().clone();
        tx.on_commit(move || {
            if let Err(error) = kept.remove(file.id.as_str()) {
                tracing::error!(file = file.id.as_str(), %error, "a file of an erased customer could not be deleted");
            }
        });
    }
    for mut note in store::erasing::notes(tx, id)? {
        note.body = by.free(&note.body);
        store::erasing::save_note(tx, &note)?;
        store::search::index_note(tx, &case, &note)?;
    }
    store::erasing::texts(tx, id, &|text| by.free(text), &|record| by.json(record))?;
    let words = rules::answers::words(&book.cases, &case.fields.0);
    store::search::index(tx, &case, Some(by.called()), &words)?;
    let mut after = 0;
    loop {
        let entries = db::events::of_case(tx, id, after, 500)?;
        let Some(last) = entries.last() else { return Ok(()) };
        after = last.seq;
        customers::api::redact_events(tx, by, &entries)?;
    }
}
