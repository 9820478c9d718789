//! Answers to the forms: what they begin with, what they refer to, how they are shown, and personal ones in full.

use base::ids::{CaseId, PersonId};
use base::{FieldProblem, Result};
use db::Tx;
use policy::model::{Cases, Field, FieldType, Kind, Ruling as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Actor, Right};

use super::naming::Naming;
use super::open::{NewCase, matter};
use super::page::Words;
use super::personal::Personal;
use super::shown::CaseAnswer;
use super::{Hand, names};
use crate::Desk;
use crate::events::Revealed;
use crate::model::{Case, Fields, Rulebook};
use crate::refused::Refused;
use crate::rules::{answers, intake, labels, said};
use crate::store;
use crate::store::attachments::Attachment;

/// Fills in what fields begin with, where they are asked for and were not answered.
pub(super) fn begin(book: &Rulebook, new: &mut NewCase) {
    for asked in intake::asked(book, &matter(new)) {
        let beginning = book.cases.field(&asked.field).and_then(answers::beginning);
        if let Some(value) = beginning.filter(|_| !new.fields.contains_key(&asked.field)) {
            new.fields.insert(asked.field, value);
        }
    }
}

/// Whether the people and files that answers refer to are there.
pub(super) fn check_known(tx: &mut Tx<'_>, book: &Rulebook, case: Option<&CaseId>, given: &Fields) -> Result<()> {
    let mut wrong = Vec::new();
    for (name, value) in given {
        let (Some(field), Some(text)) = (book.cases.field(name), value.as_str()) else { continue };
        let is_known = match field.is {
            FieldType::Person => text.parse().is_ok_and(|it: PersonId| names::person(tx, &it).is_ok()),
            FieldType::File => match case {
                Some(case) => store::attachments::of(tx, case)?.iter().any(|it| it.id.as_str() == text),
                None => false,
            },
            _ => true,
        };
        if !is_known {
            let at = FieldProblem::new(format!("fields.{name}"), "cases.field_invalid");
            wrong.push(at.saying("field", labels::field(book, name)));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refused::Incomplete(wrong).into()) }
}

/// Keeps what lists are narrowed by in step with the answers. Without such fields a new case writes nothing.
pub(super) fn mark(tx: &mut Tx<'_>, book: &Rulebook, case: &Case, is_new: bool) -> Result<()> {
    if !is_new {
        store::marks::drop_answers(tx, &case.id)?;
    }
    let marks = answers::marks(&book.cases, &case.fields.0);
    store::marks::add(tx, &case.id, marks.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The field of an answer, and whether it is one of before: of the latest policy in which the answer fits.
fn field_of<'b>(book: &'b Rulebook, id: &str, value: &Value) -> (Option<&'b Field>, bool) {
    let now = book.cases.field(id);
    if let Some(field) = now.filter(|it| it.personal || answers::fits(it, value)) {
        return (Some(field), false);
    }
    let versions = book.book.versions(Kind::Cases).iter().rev();
    let then = versions.filter_map(|it| Cases::of(&it.document.body)?.field(id)).find(|it| answers::fits(it, value));
    (then.or(now), true)
}

/// The people among the answers of a case.
pub(super) fn people(book: &Rulebook, case: &Case) -> Vec<PersonId> {
    let all = case
        .fields
        .0
        .iter()
        .filter(|(id, value)| field_of(book, id, value).0.is_some_and(|it| it.is == FieldType::Person));
    all.filter_map(|(_, value)| value.as_str()?.parse().ok()).collect()
}

/// The answers as people read them, in the order of the policy, those without a field last.
pub(super) fn shown(
    book: &Rulebook,
    case: &Case,
    naming: &Naming,
    files: &[Attachment],
    words: Words<'_>,
) -> Vec<CaseAnswer> {
    let place = |id: &str| book.cases.fields.iter().position(|it| it.id == id).unwrap_or(usize::MAX);
    let mut all: Vec<(&String, &Value)> = case.fields.0.iter().filter(|(_, value)| answers::is_given(value)).collect();
    all.sort_by_key(|(id, _)| place(id));
    let one = |(id, value): (&String, &Value)| {
        let (field, former) = field_of(book, id, value);
        CaseAnswer {
            name: field.map_or_else(|| id.clone(), |it| words.of(&it.name)),
            text: field.map_or_else(|| plain(value), |it| text(it, value, naming, files, words)),
            personal: field.is_some_and(|it| it.personal),
            field: id.clone(),
            former,
        }
    };
    all.into_iter().map(one).collect()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// An answer of a field in the reader's language.
pub(super) fn text(field: &Field, value: &Value, naming: &Naming, files: &[Attachment], words: Words<'_>) -> String {
    let choice = |id: &str| field.choices.iter().find(|it| it.id == id).map(|it| words.of(&it.name));
    let say = |key: &str| words.texts.say(words.lang, key, &base::Params::default());
    match (field.is, value) {
        (FieldType::YesNo, Value::Bool(it)) => say(if *it { "cases.yes" } else { "cases.no" }),
        (FieldType::Money, Value::Number(it)) => {
            let fen = it.as_i64().unwrap_or_default();
            format!("¥{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100)
        }
        (FieldType::Number, _) => match &field.unit {
            Some(unit) => format!("{} {}", plain(value), words.of(unit)),
            None => plain(value),
        },
        (FieldType::Choice, Value::String(it)) => choice(it).unwrap_or_else(|| it.clone()),
        (FieldType::Choices, _) => {
            let names: Vec<String> = answers::compared(value).into_iter().map(|it| choice(&it).unwrap_or(it)).collect();
            names.join(words.between())
        }
        (FieldType::Person, Value::String(it)) => it.parse().map_or_else(|_| it.clone(), |id| naming.person(&id).name),
        (FieldType::File, Value::String(it)) => {
            files.iter().find(|one| one.id.as_str() == it).map_or_else(|| it.clone(), |one| one.name.clone())
        }
        _ => plain(value),
    }
}

/// What is personal about a case, in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CaseUnsealed)]
pub struct Unsealed {
    /// How to reach the customer.
    pub contact_how: Option<String>,
    /// The personal answers.
    #[schema(value_type = Object)]
    pub fields: Fields,
}

impl Desk {
    /// Shows what is personal about a case in full, on record.
    ///
    /// # Errors
    /// Refused without the right or a reason, and as not found when the actor does not see the case.
    pub fn unseal(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, reason: &str) -> Result<Unsealed> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        me.may(Right::RevealCustomers)?;
        let reason = said(Some(reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let personal = Personal::of(self, hand.tx, &hand.case)?;
        let contact = personal.contact_how.iter().map(|_| "contact_how".to_owned());
        let fields = contact.chain(personal.fields.keys().cloned()).collect();
        hand.tell(&Revealed { reason, fields })?;
        customers::api::revealed(self.customers(), hand.tx, me)?;
        Ok(Unsealed { contact_how: personal.contact_how, fields: personal.fields })
    }
}
