//! Cases brought before leaders, and watched by them.

use base::Paged;
use base::ids::{CaseId, EscalationId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{BoardCount, BoardQuery, EscalationView, EscalationsOf, NewEscalation, NewWatch};

type Fresh = web::Result<Json<EscalationsOf>>;

/// The board: what is escalated, watched, overdue.
#[utoipa::path(get, path = "/api/v1/escalations", tag = "escalations", params(BoardQuery), responses((status = 200, body = Paged<EscalationView>)))]
pub async fn list_escalations(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<BoardQuery>,
) -> web::Result<Json<Paged<EscalationView>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.board(tx, &me, &query, at.words())).await
}

/// How many are open at each level.
#[utoipa::path(get, path = "/api/v1/escalations/counts", tag = "escalations", responses((status = 200, body = Vec<BoardCount>)))]
pub async fn escalation_counts(app: App, me: Actor, at: At) -> web::Result<Json<Vec<BoardCount>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.board_counts(tx, &me)).await
}

/// The escalations of a case, and what can be done.
#[utoipa::path(get, path = "/api/v1/cases/{id}/escalations", tag = "escalations", params(("id" = String, Path)), responses((status = 200, body = EscalationsOf)))]
pub async fn case_escalations(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.escalations_of(tx, &me, &id, at.words())).await
}

/// Bring a case before the next leader, or before the named one of a grave nature.
#[utoipa::path(post, path = "/api/v1/cases/{id}/escalations", tag = "escalations", params(("id" = String, Path)), request_body = NewEscalation, responses((status = 200, body = EscalationsOf)))]
pub async fn escalate_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewEscalation>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.escalate(tx, &actor, &id, &body)?;
        at.desk.escalations_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Watch a case until a moment.
#[utoipa::path(post, path = "/api/v1/cases/{id}/watch", tag = "escalations", params(("id" = String, Path)), request_body = NewWatch, responses((status = 200, body = EscalationsOf)))]
pub async fn watch_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewWatch>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.watch(tx, &actor, &id, &body)?;
        at.desk.escalations_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeEscalation {}

/// Take what was brought before one.
#[utoipa::path(post, path = "/api/v1/cases/{id}/escalations/{eid}/take", tag = "escalations", params(("id" = String, Path), ("eid" = String, Path)), request_body = TakeEscalation, responses((status = 200, body = EscalationsOf)))]
pub async fn take_escalation(
    app: App,
    me: Actor,
    at: At,
    Path((id, eid)): Path<(CaseId, EscalationId)>,
    Command { key, .. }: Command<TakeEscalation>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.take_escalation(tx, &actor, &id, &eid)?;
        at.desk.escalations_of(tx, &actor, &id, at.words())
    })
    .await
}

/// How it was settled.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleEscalation {
    /// What was done.
    answer: String,
}

/// Settle what was brought before one, or what one watches.
#[utoipa::path(post, path = "/api/v1/cases/{id}/escalations/{eid}/settle", tag = "escalations", params(("id" = String, Path), ("eid" = String, Path)), request_body = SettleEscalation, responses((status = 200, body = EscalationsOf)))]
pub async fn settle_escalation(
    app: App,
    me: Actor,
    at: At,
    Path((id, eid)): Path<(CaseId, EscalationId)>,
    Command { body, key }: Command<SettleEscalation>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.settle_escalation(tx, &actor, &id, &eid, &body.answer)?;
        at.desk.escalations_of(tx, &actor, &id, at.words())
    })
    .await
}
