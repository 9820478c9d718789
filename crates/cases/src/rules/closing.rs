//! The end of a case: feedback to the customer, closing, reopening (CAS-11). Nothing closes silently.

use base::Stamp;
use policy::model::{Closer, Outcome, StepRole, TimeKind};

use super::hands::may_face_customer;
use super::steps::{illegal, is_fed_back};
use super::{in_motion, labels, may_answer, may_work, said};
use crate::barred::Barred;
use crate::model::{Asker, Case, Confirmation, Rulebook};
use crate::refused::Refused;

/// Nothing is owed any more: no promise is open, unless policy lets that be.
fn nothing_owed(case: &Case, book: &Rulebook) -> Result<(), Refused> {
    let owed = case.open_promises > 0 && !book.cases.promises.open_at_closing;
    if owed { Err(Refused::OpenPromise) } else { Ok(()) }
}

/// The step that means "over".
pub fn closed_step(book: &Rulebook) -> &str {
    book.cases.steps.iter().find(|it| it.role == StepRole::Closed).map_or("closed", |it| &it.id)
}

/// Whether the customer's word on the result may be written down.
pub fn may_confirm(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_answer(case, who)?;
    in_motion(case)?;
    if !is_fed_back(case, book) {
        return Err(Refused::NotFedBack);
    }
    may_face_customer(case, who, book)?;
    nothing_owed(case, book)
}

/// Whether the step machine lets a case end where it stands: a move leads to the end, or it was answered and its kind
/// may end with the answer, or a supervisor ends it.
fn is_ripe(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    let cases = &book.cases;
    let moves = cases.moves(&case.kind, &case.step);
    let answered = case.answered_ms.is_some() && cases.flow(&case.kind).is_some_and(|it| it.answered_on_the_spot);
    let leads = moves.iter().any(|it| cases.role_of(it) == StepRole::Closed);
    if leads || answered || who.supervises(case) { Ok(()) } else { Err(illegal(case, closed_step(book), book)) }
}

/// Whether a case can be closed at all by a person; the outcome is looked at by [`may_close`].
pub fn may_end(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(case, who)?;
    in_motion(case)?;
    nothing_owed(case, book)?;
    is_ripe(case, who, book)?;
    if is_asked_first(case, book) && !(who.supervises(case) && book.cases.feedback.supervisor_may_close) {
        return Err(Refused::Unconfirmed);
    }
    Ok(())
}

/// Whether the customer still has to be asked before the case may end.
fn is_asked_first(case: &Case, book: &Rulebook) -> bool {
    book.cases.asks_customer(&case.kind) && case.confirmation != Confirmation::Satisfied
}

/// Whether a person may close a case with an outcome; grounds are needed where the outcome asks for them, and always
/// without the customer's word where that was to be had.
pub fn may_close<'a>(
    case: &Case,
    who: &Asker,
    book: &'a Rulebook,
    outcome: Option<&str>,
    grounds: Option<&str>,
) -> Result<&'a Outcome, Refused> {
    may_end(case, who, book)?;
    let outcome = said(outcome).ok_or(Refused::OutcomeMissing)?;
    let outcome = book.cases.outcome(outcome, &case.kind).ok_or_else(|| unknown(case, book))?;
    if outcome.by == Closer::Supervisor && !who.supervises(case) {
        return Err(Refused::OutcomeForSupervisor);
    }
    if (outcome.grounds || is_asked_first(case, book)) && said(grounds).is_none() {
        return Err(Refused::GroundsMissing);
    }
    if outcome.satisfied && case.confirmation != Confirmation::Satisfied {
        return Err(Refused::Unconfirmed);
    }
    Ok(outcome)
}

pub(super) fn unknown(case: &Case, book: &Rulebook) -> Refused {
    Refused::UnknownOutcome(labels::list(outcomes(book, &case.kind).map(|it| &it.name)))
}

/// Whether a case may be closed as others approved it; the outcome.
pub fn may_close_approved<'a>(case: &Case, book: &'a Rulebook, outcome: &str) -> Result<&'a Outcome, Refused> {
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    in_motion(case)?;
    nothing_owed(case, book)?;
    book.cases.outcome(outcome, &case.kind).ok_or_else(|| unknown(case, book))
}

fn outcomes<'a>(book: &'a Rulebook, kind: &'a str) -> impl Iterator<Item = &'a Outcome> {
    book.cases.outcomes.iter().filter(move |it| it.kinds.is_empty() || it.kinds.iter().any(|one| one == kind))
}

/// The outcome of a case whose customer is satisfied: the first that says so, else the first that means "solved".
pub fn outcome_satisfied<'a>(book: &'a Rulebook, kind: &'a str) -> &'a str {
    let solved = |it: &&Outcome| it.resolved && it.by == Closer::Handler && !it.grounds;
    let said_so = outcomes(book, kind).find(|it| solved(it) && it.satisfied);
    said_so.or_else(|| outcomes(book, kind).find(solved)).map_or("resolved", |it| &it.id)
}

/// Whether an outcome means that the matter was solved; an outcome that the policy does not list means nothing.
pub fn is_solved(book: &Rulebook, kind: &str, outcome: &str) -> bool {
    book.cases.outcome(outcome, kind).is_some_and(|it| it.resolved)
}

/// The outcome of a case answered on the spot; nothing when its kind does not end with the answer, or the customer has
/// to be asked first.
pub fn outcome_on_the_spot<'a>(book: &'a Rulebook, kind: &'a str) -> Option<&'a str> {
    let ends = book.cases.flow(kind).is_some_and(|it| it.answered_on_the_spot) && !book.cases.asks_customer(kind);
    let solved = |it: &&Outcome| it.resolved && it.by == Closer::Handler && !it.grounds && !it.satisfied;
    ends.then(|| outcomes(book, kind).find(solved).map(|it| it.id.as_str())).flatten()
}

/// The last moment a closed case may be reopened.
pub fn reopen_until(book: &Rulebook, closed: Stamp) -> Stamp {
    let rule = &book.cases.reopening;
    let working = book.working();
    let span = rule.within.span(working.map_or(base::Span::DAY, |it| it.day));
    match (rule.time, working) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(closed, span),
        _ => closed + span,
    }
}

/// Whether a closed case may be worked on again by a person.
pub fn may_work_again(case: &Case, who: &Asker, book: &Rulebook, now: Stamp) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    let Some(closed) = case.closed_ms.filter(|_| case.is_closed()) else {
        return Err(Refused::NotClosed);
    };
    if !(who.handles(case) || who.received(case) || who.works_in(&case.unit_id)) {
        return Err(Refused::NotYours);
    }
    if case.merged_into.is_some() {
        return Err(Barred::MergedAway.into());
    }
    if now > reopen_until(book, closed) { Err(Refused::ReopenTooLate) } else { Ok(()) }
}

/// Whether a person may reopen a case for a reason.
pub fn may_reopen(case: &Case, who: &Asker, book: &Rulebook, now: Stamp, reason: Option<&str>) -> Result<(), Refused> {
    may_work_again(case, who, book, now)?;
    if book.cases.reopening.reason && said(reason).is_none() { Err(Refused::ReasonMissing) } else { Ok(()) }
}
