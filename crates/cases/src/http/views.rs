//! Saved views.

use axum::http::StatusCode;
use base::Paged;
use base::ids::ViewId;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{EditView, NewView, View, ViewCount, ViewsOf};
use crate::model::ViewList;

/// The views of a list that the actor sees: their own, the team's, everybody's.
#[utoipa::path(get, path = "/api/v1/cases/views", tag = "cases", params(ViewsOf), responses((status = 200, body = Paged<View>)))]
pub async fn list_views(app: App, me: Actor, at: At, Query(of): Query<ViewsOf>) -> web::Result<Json<Paged<View>>> {
    app.read(move |tx| Ok(Paged { items: at.desk.views(tx, &me, at.lang, of.list)?, next: None })).await
}

/// Save a view.
#[utoipa::path(post, path = "/api/v1/cases/views", tag = "cases", request_body = NewView, responses((status = 200, body = View)))]
pub async fn save_view(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<NewView>,
) -> web::Result<Json<View>> {
    ViewList::any(&me)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.save_view(tx, &actor, &body)).await
}

/// Change a view.
#[utoipa::path(patch, path = "/api/v1/cases/views/{id}", tag = "cases", params(("id" = String, Path)), request_body = EditView, responses((status = 200, body = View)))]
pub async fn edit_view(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ViewId>,
    Command { body, key }: Command<EditView>,
) -> web::Result<Json<View>> {
    ViewList::any(&me)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.edit_view(tx, &actor, &id, &body)).await
}

/// Whether a view stands in the navigation.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinView {
    /// Whether it does.
    pinned: bool,
}

/// Pin a view to one's navigation, or take the pin out.
#[utoipa::path(put, path = "/api/v1/cases/views/{id}/pin", tag = "cases", params(("id" = String, Path)), request_body = PinView, responses((status = 204)))]
pub async fn pin_view(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ViewId>,
    web::Json(body): web::Json<PinView>,
) -> web::Result<StatusCode> {
    ViewList::any(&me)?;
    app.db.write(move |tx| at.desk.pin_view(tx, &me, &id, body.pinned)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many cases the pinned views show, counted up to 99.
#[utoipa::path(get, path = "/api/v1/cases/views/counts", tag = "cases", responses((status = 200, body = Paged<ViewCount>)))]
pub async fn view_counts(app: App, me: Actor, at: At) -> web::Result<Json<Paged<ViewCount>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| Ok(Paged { items: at.desk.view_counts(tx, &me, at.lang)?, next: None })).await
}

/// Take a view of one's own away.
#[utoipa::path(delete, path = "/api/v1/cases/views/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 204)))]
pub async fn forget_view(app: App, me: Actor, at: At, Path(id): Path<ViewId>) -> web::Result<StatusCode> {
    ViewList::any(&me)?;
    app.db.write(move |tx| at.desk.forget_view(tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
