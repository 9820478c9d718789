//! What a cell answers to a field that policy gives to cases.

use std::collections::{BTreeMap, HashMap};

use base::ids::PersonId;
use cases::rules::answers;
use policy::model::{Field, FieldType, Priority};
use serde_json::Value as Json;

use super::clock::ClockFace;
use crate::mapping::{Mapping, Wrong};

/// The fields that a mapping fills, as policy has them, and who works here where one of them names people.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forms {
    fields: BTreeMap<String, Field>,
    staff: HashMap<String, PersonId>,
}

impl Forms {
    /// The fields of a mapping; refused when policy has no such field, or when no table can fill it.
    pub fn new(mapping: &Mapping, all: Vec<Field>) -> Result<Self, Wrong> {
        let all: BTreeMap<String, Field> = all.into_iter().map(|it| (it.id.clone(), it)).collect();
        let one = |id: &String| match all.get(id) {
            None => Err(Wrong::Field(id.clone())),
            Some(field) if field.is == FieldType::File => Err(Wrong::File(field.name.clone())),
            Some(field) => Ok((id.clone(), field.clone())),
        };
        let fields = mapping.fields.keys().map(one).collect::<Result<_, _>>()?;
        Ok(Self { fields, staff: HashMap::new() })
    }

    /// Whether a field names people.
    pub fn names_people(&self) -> bool {
        self.fields.values().any(|it| it.is == FieldType::Person)
    }

    /// With the people who may be named, by what they sign in with.
    #[must_use]
    pub fn with_staff(self, staff: impl IntoIterator<Item = (String, PersonId)>) -> Self {
        Self { staff: staff.into_iter().collect(), ..self }
    }

    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.get(id)
    }

    /// A cell as the answer to a field; the code of what is wrong with it otherwise. Numbers may have separators and
    /// the field's unit, amounts are in yuan, choices go by id or by either name.
    pub fn read(&self, field: &Field, clock: &ClockFace, cell: &str) -> Result<Json, &'static str> {
        let read = match field.is {
            FieldType::Text => Some(cell.split_whitespace().collect::<Vec<_>>().join(" ").into()),
            FieldType::LongText | FieldType::Phone => Some(cell.into()),
            FieldType::Number => number(field, cell).map(Json::from),
            FieldType::Money => fen(cell).map(Json::from),
            FieldType::Date => clock.day(cell).map(|it| it.to_string().into()),
            FieldType::Time => time(cell).map(Json::from),
            FieldType::Choice => choice(field, cell).map(Json::from),
            FieldType::Choices => choices(field, cell).map(Json::from),
            FieldType::YesNo => yes_no(cell).map(Json::from),
            FieldType::Person => self.person(cell).map(|it| it.as_str().into()),
            FieldType::File => None,
        };
        read.filter(|it| answers::fits(field, it)).ok_or(match field.is {
            FieldType::Number => "importer.answer_number",
            FieldType::Money => "importer.answer_money",
            FieldType::Date => "importer.answer_date",
            FieldType::Time => "importer.answer_time",
            FieldType::Choice => "importer.answer_choice",
            FieldType::Choices => "importer.answer_choices",
            FieldType::YesNo => "importer.answer_yes_no",
            FieldType::Phone => "importer.answer_phone",
            FieldType::Person => "importer.answer_person",
            FieldType::Text | FieldType::LongText | FieldType::File => "importer.answer_text",
        })
    }

    fn person(&self, cell: &str) -> Option<&PersonId> {
        self.staff.get(&cell.to_lowercase()).or_else(|| self.staff.values().find(|it| it.as_str() == cell))
    }
}

/// A whole number: separators, a fraction of noughts and the field's unit are overlooked.
fn number(field: &Field, cell: &str) -> Option<i64> {
    let units = field.unit.iter().flat_map(|it| [it.zh.as_str(), it.en.as_str()]);
    let bare = units.filter(|it| !it.is_empty()).find_map(|it| cell.strip_suffix(it)).unwrap_or(cell);
    let plain = plain(bare, &[',', '，']);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let is_whole = !fraction.is_empty() && fraction.bytes().all(|it| it == b'0');
    is_whole.then(|| whole.parse().ok()).flatten()
}

/// An amount in yuan with at most two decimals, as fen.
fn fen(cell: &str) -> Option<i64> {
    let plain = plain(cell, &[',', '，', '¥', '￥', '元']);
    let (sign, amount) = plain.strip_prefix('-').map_or((1, plain.as_str()), |it| (-1, it));
    let (yuan, cents) = amount.split_once('.').unwrap_or((amount, "00"));
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if !digits(yuan) || !digits(cents) || cents.trim_end_matches('0').len() > 2 {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").get(..2)?.parse().ok()?;
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?.checked_mul(sign)
}

fn plain(cell: &str, without: &[char]) -> String {
    cell.chars().filter(|it| !it.is_whitespace() && !without.contains(it)).collect()
}

/// A time of day as `HH:MM`: `9:30`, `09:30:00`, `9：30`.
fn time(cell: &str) -> Option<String> {
    let cell = cell.replace('：', ":");
    let mut parts = cell.split(':').map(|it| it.trim().parse::<u8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    (parts.next().is_none() && second < 60).then(|| format!("{hour:02}:{minute:02}"))
}

/// The id of the choice that a cell names.
fn choice(field: &Field, cell: &str) -> Option<String> {
    let is_it =
        |it: &&Priority| it.id == cell || it.name.zh == cell || it.name.en.to_lowercase() == cell.to_lowercase();
    field.choices.iter().find(is_it).map(|it| it.id.clone())
}

/// The ids of the choices that a cell lists; one that is itself a choice is not taken apart.
fn choices(field: &Field, cell: &str) -> Option<Vec<String>> {
    if let Some(one) = choice(field, cell) {
        return Some(vec![one]);
    }
    let parts = cell.split(['、', '，', ',', '；', ';', '|', '\n']).map(str::trim).filter(|it| !it.is_empty());
    let mut named: Vec<String> = parts.map(|it| choice(field, it)).collect::<Option<_>>()?;
    let mut seen = std::collections::HashSet::new();
    named.retain(|it| seen.insert(it.clone()));
    (!named.is_empty()).then_some(named)
}

fn yes_no(cell: &str) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "是" | "有" | "yes" | "y" | "true" | "1" => Some(true),
        "否" | "无" | "no" | "n" | "false" | "0" => Some(false),
        _ => None,
    }
}
