//! Saved views.

use axum::http::StatusCode;
use base::Paged;
use base::ids::ViewId;
use web::{Actor, App, Command, Json, Path, Right};

use super::At;
use crate::api::{NewView, View};

/// The views the actor sees: their own, the team's, everybody's.
#[utoipa::path(get, path = "/api/v1/cases/views", tag = "cases", responses((status = 200, body = Paged<View>)))]
pub async fn list_views(app: App, me: Actor, at: At) -> web::Result<Json<Paged<View>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| Ok(Paged { items: at.desk.views(tx, &me)?, next: None })).await
}

/// Save a view.
#[utoipa::path(post, path = "/api/v1/cases/views", tag = "cases", request_body = NewView, responses((status = 200, body = View)))]
pub async fn save_view(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<NewView>,
) -> web::Result<Json<View>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.save_view(tx, &actor, &body)).await
}

/// Take a view of one's own away.
#[utoipa::path(delete, path = "/api/v1/cases/views/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 204)))]
pub async fn forget_view(app: App, me: Actor, at: At, Path(id): Path<ViewId>) -> web::Result<StatusCode> {
    me.may(Right::ReadCases)?;
    app.db.write(move |tx| at.desk.forget_view(tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
