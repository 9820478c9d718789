//! Kind `limits`: how long each thing may take (限时办结), who is warned, when it may be extended.

use serde::{Deserialize, Serialize};

use super::{Certainty, Length, TimeKind};

/// Time limits; none by default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Warnings for every limit that has none of its own.
    pub warnings: Vec<Warning>,
    /// The limits. Of those that fit a matter the one that names most of it holds.
    pub limits: Vec<LimitRule>,
    /// When a limit may be put off.
    pub extensions: Extensions,
}

/// What a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// Until the first answer by a person.
    FirstResponse,
    /// Until the matter is solved.
    Resolution,
    /// Until the department accepts what was transferred to it.
    Acceptance,
    /// Until the promised reply. The promise itself gives the time; the rule gives warnings.
    Promise,
    /// One step of the case.
    Step,
}

impl TargetKind {
    /// The word used in files and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::Resolution => "resolution",
            Self::Acceptance => "acceptance",
            Self::Promise => "promise",
            Self::Step => "step",
        }
    }
}

/// One limit. An empty list fits everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitRule {
    /// Its id, named in every explanation.
    pub id: String,
    /// What is measured.
    pub target: TargetKind,
    /// Kinds of case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes of case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// Priorities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priorities: Vec<String>,
    /// Channels the case came in by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<String>,
    /// Steps, for the target `step`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// How long; left out only for the target `promise`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Length>,
    /// How the time runs.
    pub time: TimeKind,
    /// The calendar of working time; the default one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Warnings of this limit alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warnings: Option<Vec<Warning>>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// A warning ahead of the end, or at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// When this share of the limit is used up, in thousandths; 1000 is the end.
    pub at_permille: i64,
    /// Who is told.
    pub tell: Vec<Audience>,
}

/// Somebody who stands in a relation to the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who works on it now.
    Handler,
    /// Who received it first (首问责任人).
    FirstOwner,
    /// The supervisor of the handler's team.
    Supervisor,
    /// The lead of the handler's team.
    TeamLead,
    /// The manager of the site.
    Manager,
}

/// When a limit may be put off (A); never by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Extensions {
    /// How often, for one limit; 0: never.
    pub at_most_times: i64,
    /// By how much altogether, in thousandths of the limit; 1000 doubles it.
    pub at_most_permille: i64,
    /// Whether the customer must have been told, and it is written how and when.
    pub customer_told: bool,
    /// Whether a reason must be given.
    pub reason: bool,
    /// Whether it must be asked for before the limit is over.
    pub before_due: bool,
    /// Which clocks may be extended.
    pub targets: Vec<TargetKind>,
}

/// What a limit is looked up for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Matter<'a> {
    /// Kind of case.
    pub kind: &'a str,
    /// Class of case.
    pub class: Option<&'a str>,
    /// Priority.
    pub priority: &'a str,
    /// Channel it came in by.
    pub channel: &'a str,
    /// Step, for the target `step`.
    pub step: Option<&'a str>,
}
