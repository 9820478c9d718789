//! Kind `services`: what people can apply for, what they bring along, and what is said when it is not enough
//! (一次性告知, CAS-8).

use serde::{Deserialize, Serialize};

use super::{Choice, Seat, Term, Text, Warning};

/// What people can apply for; nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Services {
    /// Who signs the papers that applicants get.
    pub issuer: Text,
    /// What can be done against a refusal; stands on the refusal.
    pub appeal: Text,
    /// The reason of a pause of `cases` for which a case stands still while the applicant fetches what is missing; it goes on
    /// when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<String>,
    /// Warnings for every term that has none of its own.
    pub warnings: Vec<Warning>,
    /// The service items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ServiceItem>,
}

/// Something that people apply for (服务事项).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceItem {
    /// Its code.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The kind of the case that it is.
    pub kind: String,
    /// The class of the case that it is.
    pub class: String,
    /// Who may apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicants: Vec<Choice>,
    /// What may be so with an applicant, chosen at the window; some materials are wanted only then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Choice>,
    /// What has to be brought along, in the order in which it is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// How long it takes from acceptance on; what `limits` says of the resolution when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Text>,
    /// The regulation, and the article, that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Text>,
    /// Why it may be refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<RefusalGround>,
    /// Whom the window asks when it is not clear; nobody when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Consultation>,
}

/// Something to be brought along (材料).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether the original is looked at.
    #[serde(default)]
    pub original: bool,
    /// How many copies are kept.
    #[serde(default)]
    pub copies: i64,
    /// The form to be filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Text>,
    /// Where the form or a sample is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Text>,
    /// Wanted only from these applicants; empty: from all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicants: Vec<String>,
    /// Wanted only when one of these conditions holds; empty: always.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_when: Vec<String>,
    /// The regulation, and the article, that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Text>,
}

/// Why an application may be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalGround {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// The regulation, and the article, that it rests on.
    pub basis: Text,
}

/// Whom the window asks, and until when they answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// Who is asked.
    pub to: Seat,
    /// Until when they answer.
    pub term: Term,
}

impl Services {
    /// The item that cases of a kind and class are.
    pub fn item(&self, kind: &str, class: Option<&str>) -> Option<&ServiceItem> {
        self.items.iter().find(|it| it.kind == kind && Some(it.class.as_str()) == class)
    }

    /// The item of a code.
    pub fn named(&self, id: &str) -> Option<&ServiceItem> {
        self.items.iter().find(|it| it.id == id)
    }
}

impl Material {
    /// Whether it is wanted from this applicant under these conditions.
    pub fn is_wanted(&self, applicant: Option<&str>, conditions: &[String]) -> bool {
        let from = self.applicants.is_empty() || self.applicants.iter().any(|it| Some(it.as_str()) == applicant);
        from && (self.only_when.is_empty() || self.only_when.iter().any(|it| conditions.contains(it)))
    }
}
