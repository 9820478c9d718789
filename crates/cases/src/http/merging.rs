//! Cases that become one, two again, or one more; links that are taken off.

use base::ids::{CaseId, CaseMergeId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Right};

use super::{At, Fresh, command};
use crate::api::{MergesOf, NewMerge, NewSplit, shown};

/// The cases that became one with a case.
#[utoipa::path(get, path = "/api/v1/cases/{id}/merges", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = MergesOf)))]
pub async fn case_merges(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> web::Result<Json<MergesOf>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.merges_of(tx, &me, &id)).await
}

/// Make another case one with this.
#[utoipa::path(post, path = "/api/v1/cases/{id}/merges", tag = "cases", params(("id" = String, Path)), request_body = NewMerge, responses((status = 200, body = shown::Case)))]
pub async fn merge_cases(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewMerge>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.merge(tx, me, &id, &body)).await
}

/// Why a merge is taken back.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoCaseMerge {
    /// Why.
    reason: String,
}

/// Take a merge back.
#[utoipa::path(post, path = "/api/v1/cases/{id}/merges/{mid}/undo", tag = "cases", params(("id" = String, Path), ("mid" = String, Path)), request_body = UndoCaseMerge, responses((status = 200, body = shown::Case)))]
pub async fn undo_case_merge(
    app: App,
    me: Actor,
    at: At,
    Path((id, mid)): Path<(CaseId, CaseMergeId)>,
    Command { body, key }: Command<UndoCaseMerge>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.unmerge(tx, me, &id, &mid, &body.reason)).await
}

/// Split a matter off into a case of its own; answers the new one.
#[utoipa::path(post, path = "/api/v1/cases/{id}/splits", tag = "cases", params(("id" = String, Path)), request_body = NewSplit, responses((status = 200, body = shown::Case)))]
pub async fn split_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewSplit>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.split(tx, me, &id, &body)).await
}

/// A link to be taken off.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnlinkCase {
    /// The other case.
    case_id: CaseId,
    /// What it is to this one.
    kind: String,
}

/// Take a link to another case off, on both sides.
#[utoipa::path(post, path = "/api/v1/cases/{id}/unlink", tag = "cases", params(("id" = String, Path)), request_body = UnlinkCase, responses((status = 200, body = shown::Case)))]
pub async fn unlink_cases(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<UnlinkCase>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.unlink(tx, me, &id, &body.case_id, &body.kind)).await
}
