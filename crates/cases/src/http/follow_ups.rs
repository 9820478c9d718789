//! Customers asked afterwards; cases that are parts of others.

use base::Paged;
use base::ids::{CaseId, FollowUpId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{EndFollowUp, FollowUpQuery, FollowUpView, PartsOf};

type Fresh = web::Result<Json<Paged<FollowUpView>>>;

/// Follow-ups: one's own, the team's, those one has ended.
#[utoipa::path(get, path = "/api/v1/follow-ups", tag = "follow-ups", params(FollowUpQuery), responses((status = 200, body = Paged<FollowUpView>)))]
pub async fn list_follow_ups(app: App, me: Actor, at: At, Query(query): Query<FollowUpQuery>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.follow_ups(tx, &me, &query, at.words())).await
}

/// The follow-ups of a case.
#[utoipa::path(get, path = "/api/v1/cases/{id}/follow-ups", tag = "follow-ups", params(("id" = String, Path)), responses((status = 200, body = Paged<FollowUpView>)))]
pub async fn case_follow_ups(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.follow_ups_of(tx, &me, &id, at.words())).await
}

/// A try that reached nobody.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryFollowUp {
    /// What was noted.
    #[serde(default)]
    note: Option<String>,
}

/// Note a try that reached nobody.
#[utoipa::path(post, path = "/api/v1/cases/{id}/follow-ups/{fid}/tries", tag = "follow-ups", params(("id" = String, Path), ("fid" = String, Path)), request_body = TryFollowUp, responses((status = 200, body = Paged<FollowUpView>)))]
pub async fn try_follow_up(
    app: App,
    me: Actor,
    at: At,
    Path((id, fid)): Path<(CaseId, FollowUpId)>,
    Command { body, key }: Command<TryFollowUp>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.try_follow_up(tx, &actor, &id, &fid, body.note.as_deref())?;
        at.desk.follow_ups_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Write down what came of a follow-up.
#[utoipa::path(post, path = "/api/v1/cases/{id}/follow-ups/{fid}/end", tag = "follow-ups", params(("id" = String, Path), ("fid" = String, Path)), request_body = EndFollowUp, responses((status = 200, body = Paged<FollowUpView>)))]
pub async fn end_follow_up(
    app: App,
    me: Actor,
    at: At,
    Path((id, fid)): Path<(CaseId, FollowUpId)>,
    Command { body, key }: Command<EndFollowUp>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.end_follow_up(tx, &actor, &id, &fid, &body)?;
        at.desk.follow_ups_of(tx, &actor, &id, at.words())
    })
    .await
}

/// The parts of a case, and what it is a part of.
#[utoipa::path(get, path = "/api/v1/cases/{id}/parts", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = PartsOf)))]
pub async fn case_parts(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> web::Result<Json<PartsOf>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.parts_of(tx, &me, &id)).await
}

/// Another case that is a part of this one.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    /// The other case.
    case_id: CaseId,
}

/// Make another case a part of this one.
#[utoipa::path(post, path = "/api/v1/cases/{id}/parts", tag = "cases", params(("id" = String, Path)), request_body = NewPart, responses((status = 200, body = PartsOf)))]
pub async fn add_case_part(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewPart>,
) -> web::Result<Json<PartsOf>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.add_part(tx, &actor, &id, &body.case_id)?;
        at.desk.parts_of(tx, &actor, &id)
    })
    .await
}
