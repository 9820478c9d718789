//! What the forms of cases ask for.

use base::PerMille;
use serde::{Deserialize, Serialize};

use super::Priority;
use crate::model::Text;

/// A field that forms can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What can be entered.
    pub is: FieldType,
    /// What one should know to fill it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// What a number counts, such as 台.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// What it begins with, written as it would be compared: a text, the id of a choice, a number, `true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_with: Option<String>,
    /// The choices, for the types `choice` and `choices`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Priority>,
    /// Whether it is personal data: stored encrypted, shown masked. For texts and phone numbers.
    #[serde(default)]
    pub personal: bool,
    /// Whether lists can be narrowed by it. Answers given from then on are kept for that.
    #[serde(default)]
    pub filter: bool,
    /// Whether cases are found by its words.
    #[serde(default)]
    pub search: bool,
}

/// What can be entered in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// A text of one line.
    Text,
    /// A text of several lines.
    LongText,
    /// A whole number.
    Number,
    /// An amount in fen.
    Money,
    /// A day.
    Date,
    /// A time of day, `HH:MM`.
    Time,
    /// One of the choices.
    Choice,
    /// Several of the choices.
    Choices,
    /// Yes or no.
    YesNo,
    /// A phone number.
    Phone,
    /// A member of staff, by id.
    Person,
    /// A file of the case, by id.
    File,
}

impl FieldType {
    /// Whether an answer is chosen from the field's own list.
    pub fn is_chosen(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// Whether an answer is written in free words, and may therefore be personal.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Phone)
    }

    /// Whether a list can be narrowed by an answer: what is written at length and what lies in a file is not compared.
    pub fn is_compared(self) -> bool {
        !matches!(self, Self::LongText | Self::File)
    }
}

/// What is asked for. An empty list of kinds or classes fits all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// What is asked, in this order.
    pub fields: Vec<Asked>,
}

/// A field asked for by a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The field: one of this document, or one that every case has.
    pub field: String,
    /// Without it the record is refused.
    #[serde(default)]
    pub required: bool,
    /// Without it the solution is not fed back to the customer.
    #[serde(default)]
    pub before_solving: bool,
    /// Without it the case cannot be closed; until then it is named as missing (CAS-2).
    #[serde(default)]
    pub before_closing: bool,
    /// Asked only where another field has one of these values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<AskedWhen>,
}

/// Where a field is asked for: another one has one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedWhen {
    /// The other field, one of this document.
    pub field: String,
    /// Its values: texts, ids of choices, numbers, `true` and `false`.
    pub is: Vec<String>,
}

/// How good a record is: the share of what was asked for that is there, by weight (CAS-2). Without weights no record is
/// rated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordQuality {
    /// The weight of a field without which the record is refused.
    pub required: i64,
    /// The weight of a field that is wanted before the solution or the end.
    pub later: i64,
    /// The weight of a field that is merely asked for.
    pub asked: i64,
    /// From this share on a record is a good one.
    pub good_permille: PerMille,
}
