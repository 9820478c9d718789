//! The step machine (CAS-4): verify, diagnose, propose, carry out, confirm, closed.

use base::Param;
use policy::model::StepRole;

use super::{in_motion, labels, may_work};
use crate::model::{Asker, Case, Rulebook};
use crate::refused::{NoWay, Refused};

/// The steps a case may go to by a step command; closing has a command of its own.
pub fn next_steps<'a>(case: &Case, book: &'a Rulebook) -> Vec<&'a str> {
    let moves = book.cases.moves(&case.kind, &case.step).iter();
    moves.map(String::as_str).filter(|it| book.cases.role_of(it) != StepRole::Closed).collect()
}

/// Whether a case can move at all: it is worked on, by somebody, and nothing holds it up.
pub fn may_move(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    may_work(case, who)?;
    in_motion(case)?;
    if case.owner_id.is_none() {
        return Err(Refused::Unassigned);
    }
    if next_steps(case, book).is_empty() {
        return Err(illegal(case, "", book));
    }
    Ok(())
}

/// Whether a case may go on to a step.
pub fn may_step(case: &Case, who: &Asker, book: &Rulebook, to: &str) -> Result<(), Refused> {
    may_move(case, who, book)?;
    if next_steps(case, book).contains(&to) { Ok(()) } else { Err(illegal(case, to, book)) }
}

/// The refusal of a step, with what is allowed.
pub(super) fn illegal(case: &Case, to: &str, book: &Rulebook) -> Refused {
    let allowed = next_steps(case, book).into_iter().map(|it| labels::step(book, it)).collect();
    let (from, to) = (labels::step(book, &case.step), labels::step(book, to));
    Refused::IllegalStep(Box::new(NoWay { from, to, allowed: Param::List(allowed) }))
}

/// Whether the case stands where the customer is asked.
pub fn is_fed_back(case: &Case, book: &Rulebook) -> bool {
    book.cases.role_of(&case.step) == StepRole::Confirm
}
