//! The course of a case: steps, the customer's word, closing, reopening.

use base::ids::CaseId;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Path};

use super::{At, Fresh, command};
use crate::api::{Close, Confirm, shown};

/// To which step.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepTo {
    /// The step.
    to: String,
    /// What is said about it.
    #[serde(default)]
    note: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Take a case to another step.
#[utoipa::path(post, path = "/api/v1/cases/{id}/steps", tag = "cases", params(("id" = String, Path)), request_body = StepTo, responses((status = 200, body = shown::Case)))]
pub async fn step_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<StepTo>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.step(tx, me, &id, body.version, &body.to, body.note.as_deref()))
        .await
}

/// What the customer said about the result.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Confirm)]
pub struct ConfirmCase {
    /// Whether the customer is satisfied.
    satisfied: bool,
    /// In the customer's words; needed when not satisfied.
    #[serde(default)]
    comment: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Write down what the customer said about the result.
#[utoipa::path(post, path = "/api/v1/cases/{id}/confirm", tag = "cases", params(("id" = String, Path)), request_body = ConfirmCase, responses((status = 200, body = shown::Case)))]
pub async fn confirm_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<ConfirmCase>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let how = Confirm { satisfied: body.satisfied, comment: body.comment };
        desk.confirm(tx, me, &id, body.version, &how)
    })
    .await
}

/// How a case ends.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Close)]
pub struct CloseCase {
    /// The outcome, a word of the policy.
    #[serde(default)]
    outcome: Option<String>,
    /// Why, where the outcome asks for it or the customer's word is missing.
    #[serde(default)]
    grounds: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Close a case with an outcome.
#[utoipa::path(post, path = "/api/v1/cases/{id}/close", tag = "cases", params(("id" = String, Path)), request_body = CloseCase, responses((status = 200, body = shown::Case)))]
pub async fn close_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<CloseCase>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let how = Close { outcome: body.outcome, grounds: body.grounds };
        desk.close(tx, me, &id, body.version, &how)
    })
    .await
}

/// Why a case is worked on again.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Reopen)]
pub struct ReopenCase {
    /// Why.
    #[serde(default)]
    reason: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Take a closed case back into work.
#[utoipa::path(post, path = "/api/v1/cases/{id}/reopen", tag = "cases", params(("id" = String, Path)), request_body = ReopenCase, responses((status = 200, body = shown::Case)))]
pub async fn reopen_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<ReopenCase>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.reopen(tx, me, &id, body.version, body.reason.as_deref())).await
}
