//! What is accepted as an absence, or as a delegation of rights (PPL-3).

use base::{Span, Stamp};
use policy::model::{AbsenceKind, Absences, Delegating};

use crate::model::AbsenceState;
use crate::refused::Refused;

/// An absence asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// From when.
    pub from: Stamp,
    /// Until when.
    pub until: Option<Stamp>,
    /// Why.
    pub reason: &'a str,
    /// Whether the person enters their own.
    pub own: bool,
    /// Whether whoever enters it leads the person.
    pub leads: bool,
}

/// The kind of an absence that may be entered.
///
/// # Errors
/// Refused when it is not for this person to enter, the kind is unknown, times or reason are missing or wrong.
pub fn check<'p>(policy: &'p Absences, now: Stamp, asked: &Asked<'_>) -> Result<&'p AbsenceKind, Refused> {
    if asked.own && !asked.leads && !policy.own {
        return Err(Refused::AbsenceBySupervisor);
    }
    let kind = policy.kind(asked.kind).ok_or_else(|| Refused::UnknownAbsence(asked.kind.to_owned()))?;
    if policy.reason && asked.reason.trim().is_empty() {
        return Err(Refused::ReasonMissing);
    }
    match asked.until {
        None if !kind.open_end => return Err(Refused::AbsenceNeedsEnd),
        Some(until) if until <= asked.from.max(now) => return Err(Refused::BadTimes),
        Some(until) if until - asked.from > policy.longest.span(Span::DAY) => {
            return Err(Refused::TooLong(policy.longest.to_string()));
        }
        _ => {}
    }
    // An absence is entered for what is to come; who forgot it says so from now on.
    if asked.from < now { Err(Refused::BadTimes) } else { Ok(kind) }
}

/// Where an absence stands after its person is back, or it was called off.
///
/// # Errors
/// Refused when it is over already.
pub fn ended(state: AbsenceState) -> Result<AbsenceState, Refused> {
    match state {
        AbsenceState::Planned => Ok(AbsenceState::Withdrawn),
        AbsenceState::Running => Ok(AbsenceState::Over),
        AbsenceState::Over | AbsenceState::Withdrawn => Err(Refused::AbsenceOver),
    }
}

/// Whether rights may be lent: policy allows each, the giver holds each by their own roles, and the time is not too
/// long.
pub fn check_delegation(
    policy: &Delegating,
    held: &[String],
    rights: &[String],
    now: Stamp,
    (from, until): (Stamp, Stamp),
) -> Result<(), Refused> {
    if rights.is_empty() {
        return Err(Refused::RightsMissing);
    }
    for right in rights {
        if !policy.rights.contains(right) {
            return Err(Refused::RightNotLent(right.clone()));
        }
        if !held.contains(right) {
            return Err(Refused::RightNotHeld(right.clone()));
        }
    }
    if from < now || until <= from {
        return Err(Refused::BadTimes);
    }
    if until - from > policy.longest.span(Span::DAY) {
        return Err(Refused::TooLong(policy.longest.to_string()));
    }
    Ok(())
}
