//! The decisions about cases, as pure functions: data and policy in, a decision with its reason out.
//!
//! The functions `may_…` guard the commands, and the same functions tell a screen which actions are possible and why
//! not ([`actions`]).

pub mod actions;
pub mod answers;
pub mod approvals;
pub mod bulk;
pub mod clock;
pub mod closing;
pub mod complaints;
pub mod counting;
pub mod deadline;
pub mod escalation;
pub mod extend;
pub mod files;
pub mod filling;
pub mod follow_ups;
pub mod hands;
pub mod intake;
pub mod joint;
pub mod labels;
pub mod limits;
pub mod merging;
pub mod notices;
pub mod parts;
pub mod pausing;
pub mod portal;
pub mod promising;
pub mod quality;
pub mod repeats;
pub mod services;
pub mod stale;
pub mod standing_in;
pub mod steps;
pub mod tags;
pub mod urging;
pub mod views;
pub mod what_if;
pub mod why;

use crate::model::{Asker, Case, Status};
use crate::refused::Refused;

#[cfg(test)]
mod tests;

/// Whether a person may work on a case: it is open, the person has the right, and handles it, is of its unit or
/// supervises it.
pub fn may_work(case: &Case, who: &Asker) -> Result<(), Refused> {
    if who.work.is_none() {
        return Err(Refused::NoRight);
    }
    if !(who.handles(case) || who.works_in(&case.unit_id)) {
        return Err(Refused::NotYours);
    }
    if case.is_closed() {
        return Err(Refused::AlreadyClosed);
    }
    Ok(())
}

/// Whether a person may speak to the customer about a case: whoever may work on it, and its first receiver.
pub fn may_answer(case: &Case, who: &Asker) -> Result<(), Refused> {
    if who.work.is_some() && who.received(case) && !case.is_closed() {
        return Ok(());
    }
    may_work(case, who)
}

/// Whether a person may write an internal note: everybody who sees the case and works on cases, also when closed.
pub fn may_note(_case: &Case, who: &Asker) -> Result<(), Refused> {
    if who.work.is_some() { Ok(()) } else { Err(Refused::NoRight) }
}

/// Whether a person may correct what is written about a case: whoever may work on it; after closing a supervisor.
pub fn may_edit(case: &Case, who: &Asker) -> Result<(), Refused> {
    if case.is_closed() && who.supervises(case) {
        return Ok(());
    }
    may_work(case, who)
}

/// Whether a person may link a case to another one: everybody who sees both and works on cases.
pub fn may_link(case: &Case, who: &Asker) -> Result<(), Refused> {
    may_note(case, who)
}

/// Refuses what cannot be done while a transfer waits or the case stands still.
fn in_motion(case: &Case) -> Result<(), Refused> {
    if case.transfer_id.is_some() {
        return Err(Refused::TransferPending);
    }
    if case.status == Status::Paused {
        return Err(Refused::Paused);
    }
    Ok(())
}

/// Text without surrounding blanks, if anything is left.
pub fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|it| !it.is_empty())
}
