//! What follows from the materials of an application: all there, something missing, told once (一次性告知, CAS-8).

use policy::model::{Material, ServiceItem};

use super::{may_answer, said};
use crate::barred::Barred;
use crate::model::service::{Application, ApplicationState, MaterialState, Question, Says};
use crate::model::{Asker, Case};
use crate::refused::Refused;

/// What the window's look at the materials comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// Everything wanted is there: it is accepted.
    Complete,
    /// These are missing, in the order of the item.
    Incomplete(Vec<&'a Material>),
}

/// Whether somebody may look at materials and decide on an application: whoever works on the case or received it first.
pub fn may_check(case: &Case, who: &Asker, application: &Application) -> Result<(), Refused> {
    may_answer(case, who)?;
    if application.is_open() { Ok(()) } else { Err(Barred::ApplicationOver.into()) }
}

/// Everything wanted of an applicant under the conditions chosen, in the order of the item.
pub fn wanted<'a>(item: &'a ServiceItem, it: &'a Application) -> impl Iterator<Item = &'a Material> {
    item.materials.iter().filter(|one| one.is_wanted(it.applicant.as_deref(), &it.conditions.0))
}

/// What follows from what was brought along.
pub fn verdict<'a>(item: &'a ServiceItem, it: &'a Application) -> Verdict<'a> {
    let missing: Vec<&Material> =
        wanted(item, it).filter(|one| it.state_of(&one.id) == MaterialState::Missing).collect();
    if missing.is_empty() { Verdict::Complete } else { Verdict::Incomplete(missing) }
}

/// Whether the words of a check are words of the item: its applicants, conditions and materials. Where policy tells applicants
/// apart, one has to be named. What is waived says why.
pub fn check_words<'m>(
    item: &ServiceItem,
    applicant: Option<&str>,
    conditions: &[String],
    materials: impl IntoIterator<Item = (&'m str, MaterialState, Option<&'m str>)>,
) -> Result<(), Refused> {
    match applicant {
        None if !item.applicants.is_empty() => return Err(Barred::ApplicantMissing.into()),
        Some(it) if !item.applicants.iter().any(|one| one.id == it) => return Err(Barred::UnknownApplicant.into()),
        _ => {}
    }
    if conditions.iter().any(|it| !item.conditions.iter().any(|one| one.id == *it)) {
        return Err(Barred::UnknownCondition.into());
    }
    for (id, state, note) in materials {
        if !item.materials.iter().any(|it| it.id == id) {
            return Err(Barred::UnknownMaterial.into());
        }
        if state == MaterialState::Waived && said(note).is_none() {
            return Err(Barred::WaivedWithoutNote.into());
        }
    }
    Ok(())
}

/// Whether the applicant may be told again, and which materials could have been named before: those are a fault of ours.
///
/// - The first notice may always be given; it names all that is missing.
/// - Nothing new is missing: the notice there is holds, and is given out again.
/// - What became wanted only by what the applicant said later could not have been named.
/// - What was wanted before, and not named, could have been: a supervisor allows it, with the reason.
pub fn may_tell<'a>(
    missing: &[&'a Material],
    before: &[&Says],
    supervises: bool,
    reason: Option<&str>,
) -> Result<Vec<&'a Material>, Refused> {
    if before.is_empty() {
        return Ok(Vec::new());
    }
    let named = |one: &&&Material| before.iter().any(|it| it.missing.contains(&one.id));
    let fresh: Vec<&Material> = missing.iter().filter(|it| !named(it)).copied().collect();
    if fresh.is_empty() {
        return Err(Barred::ToldAlready.into());
    }
    let late: Vec<&Material> =
        fresh.into_iter().filter(|one| before.iter().any(|it| it.wanted.contains(&one.id))).collect();
    match (late.is_empty(), supervises, said(reason)) {
        (true, ..) | (_, true, Some(_)) => Ok(late),
        (_, true, None) => Err(Refused::ReasonMissing),
        (_, false, _) => Err(Barred::SecondNotice.into()),
    }
}

/// Whether a case that is an application may be fed back or end as solved: it was accepted or refused.
pub fn decided(application: Option<&Application>) -> Result<(), Refused> {
    match application.map(|it| it.state) {
        Some(ApplicationState::Accepted | ApplicationState::Refused) => Ok(()),
        _ => Err(Barred::NotAccepted.into()),
    }
}

/// Whether somebody may answer a question: one of those asked, or who stands in for them.
pub fn may_reply(it: &Question, stands_for: &[base::ids::PersonId]) -> Result<(), Refused> {
    if !it.leaders.0.iter().any(|one| stands_for.contains(one)) {
        return Err(Barred::QuestionNotYours.into());
    }
    if it.is_open() { Ok(()) } else { Err(Barred::QuestionOver.into()) }
}
