//! What the signed-in person is told of beside their cases.

use base::Stamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, App, Command, Json};

use crate::acts::news as acts;
use crate::model::News;

/// What the signed-in person is told of beside their cases: policies that wait for them, certificates that end, reviews
/// that are due.
#[utoipa::path(get, path = "/api/v1/news", tag = "people", responses((status = 200, body = News)))]
pub async fn list_news(app: App, me: Actor) -> web::Result<Json<News>> {
    app.read(move |tx| acts::list(tx, &me)).await
}

/// Up to when news were seen.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewsSeen {
    /// The moment of the newest one seen.
    until: Stamp,
}

/// News up to a moment were seen.
#[utoipa::path(post, path = "/api/v1/news/seen", tag = "people", request_body = NewsSeen, responses((status = 200, body = News)))]
pub async fn see_news(app: App, me: Actor, Command { body, key }: Command<NewsSeen>) -> web::Result<Json<News>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::see(tx, &actor, body.until)).await
}
