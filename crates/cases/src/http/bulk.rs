//! Acts on many cases.

use base::ids::BulkId;
use base::{Page, Paged};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{BulkRowView, BulkSize, BulkView, ListQuery, NewBulk, UndoBulk};

/// The acts on many cases that the actor asked for, the newest first.
#[utoipa::path(get, path = "/api/v1/bulk-acts", tag = "cases", params(Page), responses((status = 200, body = Paged<BulkView>)))]
pub async fn list_bulks(app: App, me: Actor, at: At, Query(page): Query<Page>) -> web::Result<Json<Paged<BulkView>>> {
    me.may(Right::WorkCases)?;
    app.read(move |tx| at.desk.bulks(tx, &me, &page)).await
}

/// Do the same to many cases: these, or all that a list finds now. It goes on in the background.
#[utoipa::path(post, path = "/api/v1/bulk-acts", tag = "cases", request_body = NewBulk, responses((status = 200, body = BulkView)))]
pub async fn begin_bulk(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<NewBulk>,
) -> web::Result<Json<BulkView>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.begin_bulk(tx, &actor, body)).await
}

/// How many cases a list finds, and how many one act takes.
#[utoipa::path(get, path = "/api/v1/bulk-acts/size", tag = "cases", params(ListQuery), responses((status = 200, body = BulkSize)))]
pub async fn bulk_size(app: App, me: Actor, at: At, Query(query): Query<ListQuery>) -> web::Result<Json<BulkSize>> {
    me.may(Right::WorkCases)?;
    app.read(move |tx| at.desk.bulk_size(tx, &me, &query)).await
}

/// An act on many cases, as far as it came.
#[utoipa::path(get, path = "/api/v1/bulk-acts/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = BulkView)))]
pub async fn bulk(app: App, me: Actor, at: At, Path(id): Path<BulkId>) -> web::Result<Json<BulkView>> {
    me.may(Right::WorkCases)?;
    app.read(move |tx| at.desk.bulk(tx, &me, &id)).await
}

/// Which cases of it.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BulkRowsQuery {
    /// `waiting`, `done`, `refused` or `undone`; all when left out.
    state: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// The cases of an act, and what became of each.
#[utoipa::path(get, path = "/api/v1/bulk-acts/{id}/rows", tag = "cases", params(("id" = String, Path), BulkRowsQuery), responses((status = 200, body = Paged<BulkRowView>)))]
pub async fn bulk_rows(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<BulkId>,
    Query(query): Query<BulkRowsQuery>,
) -> web::Result<Json<Paged<BulkRowView>>> {
    me.may(Right::WorkCases)?;
    let page = Page { after: query.after, limit: query.limit };
    app.read(move |tx| at.desk.bulk_rows(tx, &me, &id, query.state.as_deref(), &page, at.lang)).await
}

/// A command that needs nothing but the act it is sent to.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopBulk {}

/// Stop an act: cases whose turn has not come stay as they are.
#[utoipa::path(post, path = "/api/v1/bulk-acts/{id}/stop", tag = "cases", params(("id" = String, Path)), request_body = StopBulk, responses((status = 200, body = BulkView)))]
pub async fn stop_bulk(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<BulkId>,
    Command { body: StopBulk {}, key }: Command<StopBulk>,
) -> web::Result<Json<BulkView>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.stop_bulk(tx, &actor, &id)).await
}

/// Take cases of an act back, or all of them; it is an act of its own.
#[utoipa::path(post, path = "/api/v1/bulk-acts/{id}/undo", tag = "cases", params(("id" = String, Path)), request_body = UndoBulk, responses((status = 200, body = BulkView)))]
pub async fn undo_bulk(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<BulkId>,
    Command { body, key }: Command<UndoBulk>,
) -> web::Result<Json<BulkView>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.undo_bulk(tx, &actor, &id, &body)).await
}
