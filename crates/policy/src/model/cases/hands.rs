//! Who has a case, who stays responsible, who is told, and who hears the result.

use serde::{Deserialize, Serialize};

/// Hand-over to departments (CAS-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transfers {
    /// Whether a reason must be given.
    pub reason: bool,
    /// Whether the department has to accept.
    pub acceptance: bool,
    /// After so many returns a supervisor decides.
    pub returns_before_supervisor: i64,
    /// The responsible department by kind and class; the one that names more holds.
    #[serde(default)]
    pub routes: Vec<Route>,
}

/// The department responsible for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its id.
    pub id: String,
    /// Kinds; empty fits all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Classes; empty fits all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// The code of the unit.
    pub unit: String,
}

/// First-receiver responsibility (CAS-5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstReceiver {
    /// Whether the first receiver stays responsible through transfers.
    pub stays: bool,
    /// Who may hand the responsibility over.
    pub hand_over: HandOver,
    /// What the first receiver is told of.
    pub told_of: Vec<News>,
    /// Whether the answer to the customer is the first receiver's.
    pub answers_customer: bool,
}

/// How first-receiver responsibility goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandOver {
    /// Never.
    Never,
    /// By decision of a supervisor.
    Supervisor,
    /// With the acceptance by another unit.
    Acceptance,
}

/// What happens to a case and is worth telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Handed on.
    Transferred,
    /// Accepted by a department.
    Accepted,
    /// Sent back by a department.
    Returned,
    /// Gone to another step.
    Stepped,
    /// Paused or resumed.
    Paused,
    /// A limit was put off.
    Extended,
    /// Reopened.
    Reopened,
    /// Closed.
    Closed,
}

/// Feedback of the result to the customer (CAS-11). Nothing closes silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Kinds that are closed only after the customer was asked; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask_kinds: Vec<String>,
    /// Whether a customer who is not satisfied reopens the case.
    pub unsatisfied_reopens: bool,
    /// Whether a supervisor may close with grounds although the customer is not satisfied.
    pub supervisor_may_close: bool,
}
