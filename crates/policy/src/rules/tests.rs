//! Tests of the rules; each file is named after what it tries.

mod apply;
mod check;
mod compare;
mod edit;
mod procedures;
mod read;
mod resolve;
mod smart;
mod status;

use crate::model::Kind;
use crate::packs::Shelf;

/// The text of a document of the pack `full`.
pub(crate) fn full(kind: Kind) -> String {
    let documents = Shelf::Embedded.documents("full").unwrap();
    documents.iter().find(|it| it.document.header.kind == kind).unwrap().text.to_string()
}
