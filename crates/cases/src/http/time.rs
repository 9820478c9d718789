//! Standing still and more time.

use base::Stamp;
use base::ids::{CaseId, ClockId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Path};

use super::{At, Fresh, Versioned, command};
use crate::api::{Extend, shown};

/// Why a case stands still.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Pause)]
pub struct PauseCase {
    /// An allowed reason of the policy.
    reason: String,
    /// What is said about it.
    #[serde(default)]
    note: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Let a case stand still for an allowed reason.
#[utoipa::path(post, path = "/api/v1/cases/{id}/pause", tag = "cases", params(("id" = String, Path)), request_body = PauseCase, responses((status = 200, body = shown::Case)))]
pub async fn pause_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<PauseCase>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        desk.pause(tx, me, &id, body.version, &body.reason, body.note.as_deref())
    })
    .await
}

/// Let a case go on.
#[utoipa::path(post, path = "/api/v1/cases/{id}/resume", tag = "cases", params(("id" = String, Path)), request_body = Versioned, responses((status = 200, body = shown::Case)))]
pub async fn resume_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<Versioned>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.resume(tx, me, &id, body.version)).await
}

/// More time for a limit.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Extend)]
pub struct ExtendLimit {
    /// The clock.
    clock_id: ClockId,
    /// The new due time.
    until: Stamp,
    /// When the customer was told.
    #[serde(default)]
    told_at: Option<Stamp>,
    /// How the customer was told.
    #[serde(default)]
    told_how: Option<String>,
    /// Why more time is needed.
    #[serde(default)]
    reason: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Give a limit more time; the customer has been told.
#[utoipa::path(post, path = "/api/v1/cases/{id}/extend", tag = "cases", params(("id" = String, Path)), request_body = ExtendLimit, responses((status = 200, body = shown::Case)))]
pub async fn extend_clock(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<ExtendLimit>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let wish = Extend {
            clock_id: body.clock_id,
            until: body.until,
            told_at: body.told_at,
            told_how: body.told_how,
            reason: body.reason,
        };
        desk.extend(tx, me, &id, body.version, &wish)
    })
    .await
}
