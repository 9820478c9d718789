//! What the signed-in person is told of.

use base::Stamp;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Right};

use super::At;
use crate::api::Notices;

/// What concerns the signed-in person on their open cases, of the last two weeks: notes that call them in, cases given
/// to them, time limits of which policy tells them.
#[utoipa::path(get, path = "/api/v1/notices", tag = "cases", responses((status = 200, body = Notices)))]
pub async fn list_notices(app: App, me: Actor, at: At) -> web::Result<Json<Notices>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.notices(tx, &me)).await
}

/// Up to when notices were seen.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenUntil {
    /// The moment of the newest one seen.
    until: Stamp,
}

/// Notices up to a moment were seen.
#[utoipa::path(post, path = "/api/v1/notices/seen", tag = "cases", request_body = SeenUntil, responses((status = 200, body = Notices)))]
pub async fn see_notices(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<SeenUntil>,
) -> web::Result<Json<Notices>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.see_notices(tx, &actor, body.until)).await
}
