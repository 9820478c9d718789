//! What others have to approve.

use base::Paged;
use base::ids::{ApprovalId, CaseId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{ApprovalView, ApprovalsOf, Decide, NewApproval, TrayQuery};

/// A handler's answer: the approvals of the case as they stand now.
type Fresh = web::Result<Json<ApprovalsOf>>;

/// The signed-in person's approvals: to decide, asked for, decided.
#[utoipa::path(get, path = "/api/v1/approvals", tag = "approvals", params(TrayQuery), responses((status = 200, body = Paged<ApprovalView>)))]
pub async fn list_approvals(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<TrayQuery>,
) -> web::Result<Json<Paged<ApprovalView>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.approvals(tx, &me, &query, at.words())).await
}

/// The approvals of a case, and what can be asked for.
#[utoipa::path(get, path = "/api/v1/cases/{id}/approvals", tag = "approvals", params(("id" = String, Path)), responses((status = 200, body = ApprovalsOf)))]
pub async fn case_approvals(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.approvals_of(tx, &me, &id, at.words())).await
}

/// Ask for what others have to approve.
#[utoipa::path(post, path = "/api/v1/cases/{id}/approvals", tag = "approvals", params(("id" = String, Path)), request_body = NewApproval, responses((status = 200, body = ApprovalsOf)))]
pub async fn ask_approval(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewApproval>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.ask_approval(tx, &actor, &id, &body)?;
        at.desk.approvals_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Decide: yes, no, or not before more is said.
#[utoipa::path(post, path = "/api/v1/cases/{id}/approvals/{aid}/decide", tag = "approvals", params(("id" = String, Path), ("aid" = String, Path)), request_body = Decide, responses((status = 200, body = ApprovalsOf)))]
pub async fn decide_approval(
    app: App,
    me: Actor,
    at: At,
    Path((id, aid)): Path<(CaseId, ApprovalId)>,
    Command { body, key }: Command<Decide>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.decide_approval(tx, &actor, &id, &aid, &body)?;
        at.desk.approvals_of(tx, &actor, &id, at.words())
    })
    .await
}

/// What an asker says after it was sent back.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SayMore {
    /// The text.
    text: String,
}

/// Say more after it was sent back.
#[utoipa::path(post, path = "/api/v1/cases/{id}/approvals/{aid}/answer", tag = "approvals", params(("id" = String, Path), ("aid" = String, Path)), request_body = SayMore, responses((status = 200, body = ApprovalsOf)))]
pub async fn answer_approval(
    app: App,
    me: Actor,
    at: At,
    Path((id, aid)): Path<(CaseId, ApprovalId)>,
    Command { body, key }: Command<SayMore>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.answer_approval(tx, &actor, &id, &aid, &body.text)?;
        at.desk.approvals_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeBack {}

/// Take back what one asked for.
#[utoipa::path(post, path = "/api/v1/cases/{id}/approvals/{aid}/withdraw", tag = "approvals", params(("id" = String, Path), ("aid" = String, Path)), request_body = TakeBack, responses((status = 200, body = ApprovalsOf)))]
pub async fn withdraw_approval(
    app: App,
    me: Actor,
    at: At,
    Path((id, aid)): Path<(CaseId, ApprovalId)>,
    Command { key, .. }: Command<TakeBack>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.withdraw_approval(tx, &actor, &id, &aid)?;
        at.desk.approvals_of(tx, &actor, &id, at.words())
    })
    .await
}
