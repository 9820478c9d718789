//! Repeated contacts about the same matter, and first-contact resolution computed from them (CAS-14).

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

/// What first-contact resolution is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// When the customer came.
    pub opened: Stamp,
    /// When the case was closed.
    pub closed: Option<Stamp>,
    /// How many times it was worked on again.
    pub reopen_count: i64,
    /// How many earlier contacts there were about the matter.
    pub repeat_count: i64,
    /// When the customer came again about the same matter.
    pub next: Option<Stamp>,
}

/// Whether a matter was solved with the first contact: closed, never worked on again, and the customer did not come
/// back about it within the window.
///
/// - `window`: the policy's, see [`window`].
/// - Returns `None` for repeats (they belong to the first contact's matter), and while it cannot be judged yet: not
///   closed, or closed and the window still runs.
pub fn first_contact_resolved(course: Course, now: Stamp, window: Span) -> Option<bool> {
    if course.repeat_count > 0 {
        return None;
    }
    let until = course.opened + window;
    if course.reopen_count > 0 || course.next.is_some_and(|it| it <= until) {
        return Some(false);
    }
    course.closed?;
    (now > until).then_some(true)
}
