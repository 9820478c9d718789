//! Taking a case in: kind, class, channel, priority, and the form that policy asks for (CAS-1, CAS-2).

use base::{FieldProblem, PerMille};
use policy::model::Asked;

use super::{answers, labels, quality, said};
use crate::model::{Fields, Rulebook};
use crate::refused::Refused;

/// What is known about a matter, as far as forms ask for it.
#[expect(clippy::struct_excessive_bools, reason = "each is a field of its own")]
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// Its class.
    pub class: Option<&'a str>,
    /// Its priority, when one was chosen.
    pub priority: Option<&'a str>,
    /// What it is about.
    pub subject: &'a str,
    /// What the customer said.
    pub description: &'a str,
    /// Whether the customer is known.
    pub customer: bool,
    /// Whether it is known how to reach the customer.
    pub contact: bool,
    /// Whether it is known when it happened.
    pub happened: bool,
    /// Whether something was attached as evidence.
    pub evidence: bool,
    /// The answers to the policy's own fields.
    pub fields: &'a Fields,
}

/// What the record is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// To be taken in.
    Opening,
    /// To have its solution fed back.
    Solving,
    /// To be closed.
    Closing,
}

fn is_filled(book: &Rulebook, matter: &Matter<'_>, field: &str) -> bool {
    match field {
        "subject" => said(Some(matter.subject)).is_some(),
        "description" => said(Some(matter.description)).is_some(),
        "customer" => matter.customer,
        "contact_how" => matter.contact,
        "happened_at" => matter.happened,
        // A kind that is not told apart into classes has none to name.
        "class" => {
            matter.class.is_some() || !book.cases.classes.iter().any(|it| it.kinds.iter().any(|one| one == matter.kind))
        }
        "priority" => matter.priority.is_some(),
        "evidence" => matter.evidence,
        own => matter.fields.get(own).is_some_and(answers::is_given),
    }
}

/// What the forms ask for this matter.
pub fn asked(book: &Rulebook, matter: &Matter<'_>) -> Vec<Asked> {
    book.cases.asked(matter.kind, matter.class, |it| answers::holds(it, matter.fields))
}

/// The fields that the forms ask for and that are empty, in the order of the forms.
pub fn missing(book: &Rulebook, matter: &Matter<'_>) -> Vec<String> {
    let asked = asked(book, matter).into_iter();
    asked.filter(|it| !is_filled(book, matter, &it.field)).map(|it| it.field).collect()
}

/// How good the record is, in thousandths; nothing while policy gives no weights.
pub fn quality(book: &Rulebook, matter: &Matter<'_>) -> Option<PerMille> {
    quality::score(&book.cases.quality, &asked(book, matter), &missing(book, matter))
}

/// Where a field stands in a request.
fn place(book: &Rulebook, field: &str) -> String {
    match field {
        "customer" => "customer_id".to_owned(),
        own if book.cases.field(own).is_some() => format!("fields.{own}"),
        built_in => built_in.to_owned(),
    }
}

/// Fields that a record has to have at a stage and does not.
fn absent(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Vec<FieldProblem> {
    let asked = asked(book, matter);
    let wanted = asked.iter().filter(|it| match stage {
        Stage::Opening => it.required,
        Stage::Solving => it.before_solving,
        Stage::Closing => it.required || it.before_solving || it.before_closing,
    });
    let absent = wanted.filter(|it| !is_filled(book, matter, &it.field)).map(|it| {
        FieldProblem::new(place(book, &it.field), "cases.field_missing").saying("field", labels::field(book, &it.field))
    });
    absent.collect()
}

/// Answers to fields that the policy does not have, and answers that are not of their field's type. What was there before
/// stays as it was, whatever became of its field.
pub fn wrong(book: &Rulebook, given: &Fields, before: &Fields) -> Vec<FieldProblem> {
    let changed = given.iter().filter(|(name, value)| before.get(*name) != Some(value) && !value.is_null());
    let wrong = changed.filter_map(|(name, value)| {
        let code = match book.cases.field(name) {
            None => "cases.field_unknown",
            Some(field) if !answers::fits(field, value) => "cases.field_invalid",
            Some(_) => return None,
        };
        Some(FieldProblem::new(format!("fields.{name}"), code).saying("field", labels::field(book, name)))
    });
    wrong.collect()
}

/// Everything wrong with a record that is taken in: fields it has to have and does not, fields nobody asked for, answers
/// that are not of the field's type.
pub fn problems(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Vec<FieldProblem> {
    let mut found = absent(book, matter, stage);
    if stage == Stage::Opening {
        found.extend(wrong(book, matter.fields, &Fields::new()));
    }
    found
}

/// Whether the words of a record are words of the policy: kind, class, channel, priority.
pub fn check_words(book: &Rulebook, matter: &Matter<'_>, channel: &str) -> Result<(), Refused> {
    let cases = &book.cases;
    if cases.kind(matter.kind).is_none() {
        return Err(Refused::UnknownKind(matter.kind.to_owned()));
    }
    if let Some(class) = matter.class {
        check_class(book, matter.kind, class)?;
    }
    if book.channels.channel(channel).is_none() {
        return Err(Refused::UnknownChannel(channel.to_owned()));
    }
    match matter.priority {
        Some(it) if !cases.priorities.iter().any(|one| one.id == it) => Err(Refused::UnknownPriority(it.to_owned())),
        _ => Ok(()),
    }
}

/// Whether a class is one of a kind.
pub fn check_class(book: &Rulebook, kind: &str, class: &str) -> Result<(), Refused> {
    let known = book.cases.class(class).is_some_and(|it| it.kinds.iter().any(|one| one == kind));
    if known { Ok(()) } else { Err(Refused::UnknownClass(class.to_owned())) }
}

/// Whether new answers fit, those before left as they were.
pub fn check_answers(book: &Rulebook, given: &Fields, before: &Fields) -> Result<(), Refused> {
    let problems = wrong(book, given, before);
    if problems.is_empty() { Ok(()) } else { Err(Refused::Incomplete(problems)) }
}

/// Whether a record that was taken in still has everything that it has to have at a stage.
pub fn check_record(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Result<(), Refused> {
    let problems = absent(book, matter, stage);
    if problems.is_empty() { Ok(()) } else { Err(Refused::Incomplete(problems)) }
}

/// Whether a record is good enough for a stage.
pub fn check(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Result<(), Refused> {
    let problems = problems(book, matter, stage);
    if problems.is_empty() { Ok(()) } else { Err(Refused::Incomplete(problems)) }
}
