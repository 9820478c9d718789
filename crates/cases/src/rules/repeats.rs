//! Repeated contacts about the same matter (CAS-14). Measures compute first-contact resolution from them.

use base::{Span, Stamp};
use policy::model::Same;

use crate::model::Rulebook;

/// What makes a matter the same.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// Its class.
    pub class: Option<&'a str>,
    /// When the customer came.
    pub at: Stamp,
}

/// How long after a contact another one is a repeat.
pub fn window(book: &Rulebook) -> Span {
    book.cases.repeats.window.span(book.working().map_or(Span::DAY, |it| it.day))
}

/// Whether a later contact of the same customer is about the same matter as an earlier one.
pub fn is_repeat(book: &Rulebook, earlier: Matter<'_>, later: Matter<'_>) -> bool {
    let near = earlier.at <= later.at && later.at - earlier.at <= window(book);
    near && book.cases.repeats.same.iter().all(|it| match it {
        Same::Customer => true,
        Same::Kind => earlier.kind == later.kind,
        Same::Class if later.class.is_none() => earlier.class.is_none() && earlier.kind == later.kind,
        Same::Class => earlier.class == later.class,
    })
}
