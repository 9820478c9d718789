//! What a template fills in.

use serde::{Deserialize, Serialize};

use super::Fields;

/// What a template fills in. Subject and text may hold variables such as `{{customer}}` or `{{客户称呼}}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateSays {
    /// The words: the description of a case, or an answer.
    pub text: String,
    /// What an answer is called up by after "/", beside its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortcut: Option<String>,
    /// The kind of a case; of an answer the kind it is offered for, nothing for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The class of a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The priority of a case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// What a case is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Answers to the form of a case.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    #[schema(value_type = Object)]
    pub fields: Fields,
    /// Tags of a case, by id; of an answer those that a conversation gets with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What becomes of a conversation once an answer was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub afterwards: Option<Afterwards>,
}

/// What becomes of a conversation once an answer was sent (CHN-9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = TemplateAfterwards)]
pub enum Afterwards {
    /// It ends.
    Close {
        /// How, a word of the policy `conversations`.
        outcome: String,
    },
    /// It is put off until the customer answers.
    Snooze {},
    /// It goes to a queue.
    Transfer {
        /// Which, a word of the policy `routing`.
        queue: String,
        /// What whoever gets it is told.
        #[serde(default)]
        note: String,
    },
}
