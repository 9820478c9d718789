//! Taking a case in: kind, class, channel, priority, and the form that policy asks for (CAS-1, CAS-2).

use base::FieldProblem;
use policy::model::{Field, FieldType};
use serde_json::Value;

use super::{labels, said};
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
        own => matter.fields.get(own).is_some_and(is_given),
    }
}

fn is_given(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(it) => !it.trim().is_empty(),
        _ => true,
    }
}

/// The fields that the forms ask for and that are empty, in the order of the forms.
pub fn missing(book: &Rulebook, matter: &Matter<'_>) -> Vec<String> {
    let asked = book.cases.asked(matter.kind, matter.class).into_iter();
    asked.filter(|it| !is_filled(book, matter, &it.field)).map(|it| it.field).collect()
}

/// Where a field stands in a request.
fn place(book: &Rulebook, field: &str) -> String {
    match field {
        "customer" => "customer_id".to_owned(),
        own if book.cases.fields.iter().any(|it| it.id == own) => format!("fields.{own}"),
        built_in => built_in.to_owned(),
    }
}

fn fits(field: &Field, value: &Value) -> bool {
    match (field.is, value) {
        (_, Value::Null) | (FieldType::Text, Value::String(_)) | (FieldType::YesNo, Value::Bool(_)) => true,
        (FieldType::Number | FieldType::Money, Value::Number(it)) => it.is_i64(),
        (FieldType::Date, Value::String(it)) => it.parse::<base::Day>().is_ok(),
        (FieldType::Choice, Value::String(it)) => field.choices.iter().any(|one| one.id == *it),
        _ => false,
    }
}

/// Everything wrong with a record: fields it has to have and does not, fields nobody asked for, answers that are not
/// of the field's type.
pub fn problems(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Vec<FieldProblem> {
    let asked = book.cases.asked(matter.kind, matter.class);
    let wanted = asked.iter().filter(|it| it.required || (stage == Stage::Closing && it.before_closing));
    let absent = wanted.filter(|it| !is_filled(book, matter, &it.field)).map(|it| {
        FieldProblem::new(place(book, &it.field), "cases.field_missing").saying("field", labels::field(book, &it.field))
    });
    let wrong = matter.fields.iter().filter_map(|(name, value)| {
        let label = || labels::field(book, name);
        let problem = |code| Some(FieldProblem::new(format!("fields.{name}"), code).saying("field", label()));
        match book.cases.fields.iter().find(|it| it.id == *name) {
            None => problem("cases.field_unknown"),
            Some(field) if !fits(field, value) => problem("cases.field_invalid"),
            Some(_) => None,
        }
    });
    absent.chain(wrong).collect()
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

/// Whether a record is good enough for a stage.
pub fn check(book: &Rulebook, matter: &Matter<'_>, stage: Stage) -> Result<(), Refused> {
    let problems = problems(book, matter, stage);
    if problems.is_empty() { Ok(()) } else { Err(Refused::Incomplete(problems)) }
}
