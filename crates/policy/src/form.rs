//! Forms, made from the types of the documents: what can be filled in, what it is called, what may be chosen.
//!
//! The shape comes from the types themselves, so a form never offers what a document cannot hold; `words.toml` gives
//! labels, help and order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use toml_edit::{DocumentMut, Item};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use crate::model::{
    Access, Alerts, Appraisal, Approvals, Calendars, Cases, Channels, Complaints, Conversations, Customers, Escalation,
    FollowUps, Header, Indicators, Kind, Labour, Limits, Masking, Pay, Portal, Retention, Right, Routing, Services,
    SignIn, Staff, Standards, Teamwork, Text,
};

#[cfg(test)]
mod tests;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormIs {
    /// A text of one line.
    Text,
    /// A text in both languages.
    Said,
    /// A whole number.
    Number,
    /// Thousandths, shown as per cent.
    Share,
    /// Fen, shown as yuan.
    Money,
    /// A length of time, as `2wd`.
    Length,
    /// How long something is kept, as `3y`.
    Keep,
    /// A day.
    Day,
    /// A moment.
    Moment,
    /// Yes or no.
    YesNo,
    /// One of the choices, or an entry of the list that is referred to.
    Choice,
    /// Several values, each as `each` says.
    Several,
    /// A list of records.
    Rows,
    /// Records by name.
    Named,
    /// A record.
    Group,
    /// One of several records; each of `fields` is one.
    OneOf,
    /// Shown, and changed nowhere but in the text.
    Fixed,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormChoice {
    /// What is written.
    pub value: String,
    /// What people call it.
    pub label: Text,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FormField {
    /// Its name in the text.
    pub name: String,
    /// What people call it.
    pub label: Text,
    /// What one should know to fill it in.
    pub help: Option<Text>,
    /// Whether it has to be there.
    pub required: bool,
    /// How it is filled in.
    pub is: FormIs,
    /// How each of several values is filled in.
    pub each: Option<FormIs>,
    /// What can be chosen.
    pub choices: Vec<FormChoice>,
    /// The list whose entries can be chosen: `kinds` of the same document, `cases.kinds` of another one.
    pub refers: Option<String>,
    /// The fields of a record.
    #[schema(no_recursion)]
    pub fields: Vec<FormField>,
}

/// The fields of a kind of document.
pub fn fields(kind: Kind) -> Vec<FormField> {
    match kind {
        Kind::Access => of::<Access>(),
        Kind::Alerts => of::<Alerts>(),
        Kind::Appraisal => of::<Appraisal>(),
        Kind::Approvals => of::<Approvals>(),
        Kind::Calendar => of::<Calendars>(),
        Kind::Cases => of::<Cases>(),
        Kind::Channels => of::<Channels>(),
        Kind::Complaints => of::<Complaints>(),
        Kind::Conversations => of::<Conversations>(),
        Kind::Customers => of::<Customers>(),
        Kind::Escalation => of::<Escalation>(),
        Kind::FollowUps => of::<FollowUps>(),
        Kind::Indicators => of::<Indicators>(),
        Kind::Labour => of::<Labour>(),
        Kind::Limits => of::<Limits>(),
        Kind::Masking => of::<Masking>(),
        Kind::Pay => of::<Pay>(),
        Kind::Portal => of::<Portal>(),
        Kind::Retention => of::<Retention>(),
        Kind::Routing => of::<Routing>(),
        Kind::Services => of::<Services>(),
        Kind::SignIn => of::<SignIn>(),
        Kind::Staff => of::<Staff>(),
        Kind::Standards => of::<Standards>(),
        Kind::Teamwork => of::<Teamwork>(),
    }
}

/// The fields of the head that every document has. Kind and scope are chosen when a draft is begun.
pub fn head() -> Vec<FormField> {
    let mut fields = of::<Header>();
    for it in fields.iter_mut().filter(|it| ["kind", "scope"].contains(&it.name.as_str())) {
        it.is = FormIs::Fixed;
        it.choices.clear();
    }
    fields
}

/// The lists of other documents that a form refers to, each once.
pub fn lists(fields: &[FormField]) -> Vec<String> {
    let mut found = Vec::new();
    gather(fields, &mut found);
    found.sort();
    found.dedup();
    found
}

fn gather(fields: &[FormField], into: &mut Vec<String>) {
    for it in fields {
        into.extend(it.refers.iter().filter(|list| list.contains('.') && !list.starts_with("trees.")).cloned());
        gather(&it.fields, into);
    }
}

fn of<T: ToSchema>() -> Vec<FormField> {
    let mut types: Vec<(String, RefOr<Schema>)> = Vec::new();
    T::schemas(&mut types);
    let json = |it: &RefOr<Schema>| serde_json::to_value(it).unwrap_or_default();
    let shapes = Shapes(types.iter().map(|(name, it)| (name.clone(), json(it))).collect());
    shapes.record(&T::name(), &json(&T::schema()))
}

/// The schemas of the types, by name.
struct Shapes(BTreeMap<String, Value>);

impl Shapes {
    /// The fields of a record, in the order of the words.
    fn record(&self, name: &str, shape: &Value) -> Vec<FormField> {
        let required: Vec<&str> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let Some(properties) = shape["properties"].as_object() else { return Vec::new() };
        let mut fields: Vec<FormField> = properties
            .iter()
            .map(|(field, shape)| {
                let mut it = self.field(name, field, shape);
                it.required = required.contains(&field.as_str());
                it
            })
            .collect();
        let order = WORDS.order(name);
        fields.sort_by_key(|it| order.iter().position(|one| *one == it.name).unwrap_or(usize::MAX));
        fields
    }

    fn field(&self, of: &str, name: &str, shape: &Value) -> FormField {
        let (label, help) = WORDS.field(of, name);
        let mut it = FormField {
            name: name.to_owned(),
            label,
            help,
            required: false,
            is: FormIs::Text,
            each: None,
            choices: Vec::new(),
            refers: WORDS.refers(of, name),
            fields: Vec::new(),
        };
        self.fill(&mut it, of, shape);
        match it.refers.as_deref() {
            Some("rights") => {
                it.refers = None;
                it.choices = Right::ALL.iter().map(|one| WORDS.choice("rights", one.name())).collect();
            }
            Some("fields") => {
                it.choices = crate::model::BUILT_IN_FIELDS.iter().map(|one| WORDS.choice("fields", one)).collect();
            }
            _ => {}
        }
        let chosen = it.refers.is_some() || !it.choices.is_empty();
        match it.is {
            FormIs::Text if chosen => it.is = FormIs::Choice,
            FormIs::Several if chosen => it.each = Some(FormIs::Choice),
            _ => {}
        }
        it
    }

    /// Finds how a field is filled in from its type.
    fn fill(&self, it: &mut FormField, of: &str, shape: &Value) {
        if let Some(named) = shape["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
            return self.fill_named(it, named);
        }
        // What may be left out is "nothing, or …".
        let nothing = |one: &Value| one["type"] == "null";
        if let Some(ways) = shape["oneOf"].as_array().filter(|it| it.iter().any(nothing)) {
            if let Some(way) = ways.iter().find(|it| !nothing(it)) {
                self.fill(it, of, way);
            }
            return;
        }
        let types: Vec<&str> = match &shape["type"] {
            Value::String(one) => vec![one.as_str()],
            several => several.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
        };
        match types.iter().find(|it| **it != "null").copied() {
            Some("integer") if it.name.ends_with("_permille") => it.is = FormIs::Share,
            Some("integer") => it.is = FormIs::Number,
            Some("boolean") => it.is = FormIs::YesNo,
            Some("array") => self.fill_list(it, of, &shape["items"]),
            Some("object") => {
                let mut entry = it.clone();
                self.fill(&mut entry, of, &shape["additionalProperties"]);
                it.is = FormIs::Named;
                it.each = Some(entry.is).filter(|is| *is != FormIs::Group);
                it.fields = entry.fields;
            }
            _ => it.is = FormIs::Text,
        }
    }

    fn fill_list(&self, it: &mut FormField, of: &str, items: &Value) {
        let mut entry = it.clone();
        self.fill(&mut entry, of, items);
        it.fields = entry.fields;
        it.choices = entry.choices;
        if entry.is == FormIs::Group {
            it.is = FormIs::Rows;
        } else {
            it.is = FormIs::Several;
            it.each = Some(entry.is);
        }
    }

    fn fill_named(&self, it: &mut FormField, named: &str) {
        let plain = match named {
            "Text" => Some(FormIs::Said),
            "Length" => Some(FormIs::Length),
            "Keep" => Some(FormIs::Keep),
            "PerMille" => Some(FormIs::Share),
            "Fen" => Some(FormIs::Money),
            "Day" => Some(FormIs::Day),
            "Stamp" => Some(FormIs::Moment),
            _ => None,
        };
        let Some(shape) = self.0.get(named).filter(|_| plain.is_none()) else {
            it.is = plain.unwrap_or(FormIs::Text);
            return;
        };
        if let Some(words) = shape["enum"].as_array() {
            it.is = FormIs::Choice;
            it.choices = words.iter().filter_map(Value::as_str).map(|one| WORDS.choice(named, one)).collect();
        } else if let Some(ways) = shape["oneOf"].as_array() {
            let fields: Vec<FormField> = ways.iter().filter_map(|way| self.way(named, way)).collect();
            // Where some ways are records and some are words, only the text can tell them apart.
            it.is = if fields.len() == ways.len() { FormIs::OneOf } else { FormIs::Fixed };
            it.fields = if it.is == FormIs::OneOf { fields } else { Vec::new() };
        } else if shape["properties"].is_object() {
            it.is = FormIs::Group;
            it.fields = self.record(named, shape);
        } else {
            self.fill(it, named, shape);
        }
    }

    /// One of several ways: an object with one property, named after it, that holds a record or a value.
    fn way(&self, of: &str, way: &Value) -> Option<FormField> {
        let (name, shape) = way["properties"].as_object()?.iter().next()?;
        if !shape["properties"].is_object() && shape["type"] != "object" {
            return Some(self.field(of, name, shape));
        }
        let mut it = self.field(of, name, &Value::Null);
        it.is = FormIs::Group;
        it.fields = self.record(&format!("{of}_{name}"), shape);
        Some(it)
    }
}

/// What is written in `words.toml`.
struct Words(DocumentMut);

static WORDS: LazyLock<Words> = LazyLock::new(|| Words(include_str!("form/words.toml").parse().unwrap_or_default()));

impl Words {
    fn order(&self, of: &str) -> Vec<&str> {
        let own = self.0.get(of).and_then(Item::as_table).into_iter().flat_map(|it| it.iter().map(|(name, _)| name));
        ["id", "name"].into_iter().chain(own.filter(|it| !["id", "name"].contains(it))).collect()
    }

    fn field(&self, of: &str, name: &str) -> (Text, Option<Text>) {
        let own = self.0.get(of).and_then(|it| it.get(name));
        let found = own.or_else(|| self.0.get("common").and_then(|it| it.get(name)));
        let words: Vec<&str> =
            found.and_then(Item::as_array).into_iter().flatten().filter_map(|it| it.as_str()).collect();
        match words.as_slice() {
            [zh, en, rest @ ..] => (said(zh, en), if let [zh, en] = rest { Some(said(zh, en)) } else { None }),
            _ => (said(name, name), None),
        }
    }

    fn choice(&self, of: &str, value: &str) -> FormChoice {
        let found = self.0.get("choice").and_then(|it| it.get(of)).and_then(|it| it.get(value));
        let words: Vec<&str> =
            found.and_then(Item::as_array).into_iter().flatten().filter_map(|it| it.as_str()).collect();
        let label = if let [zh, en] = words.as_slice() { said(zh, en) } else { said(value, value) };
        FormChoice { value: value.to_owned(), label }
    }

    fn refers(&self, of: &str, name: &str) -> Option<String> {
        Some(self.0.get("refers")?.get(format!("{of}.{name}"))?.as_str()?.to_owned())
    }
}

fn said(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}
