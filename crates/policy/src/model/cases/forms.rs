//! What the forms of cases ask for.

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
    /// The choices, for the type `choice`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Priority>,
    /// Whether it is personal data: stored encrypted, shown masked.
    #[serde(default)]
    pub personal: bool,
}

/// What can be entered in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// An amount in fen.
    Money,
    /// A day.
    Date,
    /// One of the choices.
    Choice,
    /// Yes or no.
    YesNo,
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
    /// Without it the case cannot be closed; until then it is named as missing (CAS-2).
    #[serde(default)]
    pub before_closing: bool,
}
