//! Answers to the fields of a form: whether they fit, what lists compare, how people read them.

use policy::model::{AskedWhen, Cases, Field, FieldType};
use serde_json::Value;

use crate::model::Fields;

/// Whether something is there: a blank text and an empty choice are not.
pub fn is_given(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(it) => !it.trim().is_empty(),
        Value::Array(it) => !it.is_empty(),
        _ => true,
    }
}

/// Whether an answer is of its field's type. Whether a person or a file exists is asked elsewhere.
pub fn fits(field: &Field, value: &Value) -> bool {
    let is_choice = |it: &str| field.choices.iter().any(|one| one.id == it);
    match (field.is, value) {
        (_, Value::Null) | (FieldType::YesNo, Value::Bool(_)) => true,
        (FieldType::Number | FieldType::Money, Value::Number(it)) => it.is_i64(),
        (FieldType::Choices, Value::Array(all)) => all.iter().all(|it| it.as_str().is_some_and(is_choice)),
        (is, Value::String(it)) => match is {
            FieldType::Text | FieldType::LongText => true,
            FieldType::Date => it.parse::<base::Day>().is_ok(),
            FieldType::Time => is_time(it),
            FieldType::Choice => is_choice(it),
            FieldType::Phone => is_phone(it),
            FieldType::Person => it.parse::<base::ids::PersonId>().is_ok(),
            FieldType::File => it.parse::<base::ids::AttachmentId>().is_ok(),
            _ => false,
        },
        _ => false,
    }
}

/// `HH:MM`, from midnight to one minute before the next.
fn is_time(text: &str) -> bool {
    let part = |it: &str, below: u8| it.len() == 2 && it.parse::<u8>().is_ok_and(|it| it < below);
    text.split_once(':').is_some_and(|(hour, minute)| part(hour, 24) && part(minute, 60))
}

/// Digits with the signs people write between them; as short as 110 and as long as a number abroad.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (3..=20).contains(&digits) && text.chars().all(|it| it.is_ascii_digit() || "+-() ".contains(it))
}

/// What an answer is compared by: its text, the ids of its choices, its number, `true` or `false`.
pub fn compared(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(it) => Some(it.trim()).filter(|it| !it.is_empty()).map(str::to_owned).into_iter().collect(),
        Value::Array(all) => all.iter().flat_map(compared).collect(),
        other => vec![other.to_string()],
    }
}

/// Whether another field has one of the values on which a field depends. A yes-or-no that was not answered is a no.
pub fn holds(when: &AskedWhen, answers: &Fields) -> bool {
    let no = Value::Bool(false);
    let given = compared(answers.get(&when.field).unwrap_or(&no));
    when.is.iter().any(|it| given.contains(it))
}

/// What a list can be narrowed by, of the answers of a case: field and value. Too long a text is cut: nobody filters by it.
pub fn marks(cases: &Cases, answers: &Fields) -> Vec<(String, String)> {
    let kept = cases.fields.iter().filter(|it| it.filter);
    let all = kept.filter_map(|it| Some((&it.id, answers.get(&it.id)?)));
    all.flat_map(|(id, value)| compared(value).into_iter().map(|it| (id.clone(), cut(&it)))).collect()
}

/// As much of a value as is compared.
pub fn cut(value: &str) -> String {
    value.chars().take(100).collect()
}

/// The words of the answers by which a case is found.
pub fn words(cases: &Cases, answers: &Fields) -> String {
    let found = cases.fields.iter().filter(|it| it.search);
    let said: Vec<String> = found
        .filter_map(|it| Some((it, answers.get(&it.id)?)))
        .flat_map(|(field, value)| compared(value).into_iter().map(|it| choice(field, &it).unwrap_or(it)))
        .collect();
    said.join("\n")
}

/// A choice in Chinese and English, as somebody may look for it.
fn choice(field: &Field, id: &str) -> Option<String> {
    let found = field.choices.iter().find(|one| one.id == id)?;
    Some(format!("{} {}", found.name.zh, found.name.en))
}

/// What a field begins with, as an answer.
pub fn beginning(field: &Field) -> Option<Value> {
    let text = field.begins_with.as_deref()?;
    match field.is {
        FieldType::Number | FieldType::Money => text.parse::<i64>().ok().map(Value::from),
        FieldType::YesNo => text.parse::<bool>().ok().map(Value::from),
        _ => Some(Value::from(text)),
    }
}
