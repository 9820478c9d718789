//! Promises: a reply time given to the customer, tracked until it is kept (CAS-3).

use base::Stamp;
use policy::model::TimeKind;

use super::{may_answer, said};
use crate::model::{Asker, Case, Promise, Rulebook};
use crate::refused::Refused;

/// The furthest moment that may be promised.
pub fn furthest(book: &Rulebook, now: Stamp) -> Stamp {
    let rule = &book.cases.promises;
    match (rule.time, book.working()) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(now, rule.at_most.span(working.day)),
        (_, working) => now + rule.at_most.span(working.map_or(base::Span::DAY, |it| it.day)),
    }
}

/// Whether a reply by `due` may be promised.
pub fn check(book: &Rulebook, now: Stamp, due: Stamp, text: &str) -> Result<(), Refused> {
    if due <= now {
        return Err(Refused::PromisePast);
    }
    if due > furthest(book, now) {
        return Err(Refused::PromiseTooFar);
    }
    if said(Some(text)).is_none() {
        return Err(Refused::TextMissing);
    }
    Ok(())
}

/// Whether a person may give the customer a reply time.
pub fn may_promise(case: &Case, who: &Asker) -> Result<(), Refused> {
    may_answer(case, who)
}

/// Whether a person may say that a promise was kept: who gave it, and whoever may speak to the customer.
pub fn may_keep(case: &Case, who: &Asker, promise: &Promise) -> Result<(), Refused> {
    if !who.is(Some(&promise.person_id)) {
        may_answer(case, who)?;
    }
    if promise.is_open() { Ok(()) } else { Err(Refused::PromiseNotOpen) }
}

/// Whether a new case has what the customer on the line is owed: an answer on the spot, or a promise.
pub fn owed(book: &Rulebook, kind: &str, answered: bool, promised: bool) -> Result<(), Refused> {
    if answered || promised || !book.cases.needs_promise(kind) { Ok(()) } else { Err(Refused::AnswerOrPromise) }
}
