//! Live supervision over HTTP.

use axum::Extension;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use base::ids::{AlertId, EntranceId, PersonId, UnitId};
use base::{Page, Paged};
use channels::model::Conversation;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Lang, Path, Problem, Query, Routes, routes};

use crate::acts::alerts::{self, AcknowledgeAlert, HandAlert, ResolveAlert};
use crate::acts::board;
use crate::handle::Quality;
use crate::model::{Alert, FloorView, LiveBoard, Narrowed};

#[cfg(test)]
mod tests;

/// All routes. They find [`Quality`] among the request's extensions, where a layer of the server puts it.
pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(live_board))
        .routes(routes!(live_conversations))
        .routes(routes!(list_alerts))
        .routes(routes!(acknowledge_alert))
        .routes(routes!(hand_alert))
        .routes(routes!(resolve_alert))
}

/// What the handlers work with.
#[derive(Clone)]
pub struct At(Quality);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> std::result::Result<Self, Problem> {
        let missing = |it: axum::extract::rejection::ExtensionRejection| Problem::from(base::fault(it.to_string()));
        let Extension(of) = Extension::<Quality>::from_request_parts(parts, state).await.map_err(missing)?;
        Ok(Self(of))
    }
}

/// What happens on the floor right now, within reach. Answered from memory; when it changes, the socket of
/// conversations says `{"type": "board"}`.
#[utoipa::path(get, path = "/api/v1/floor", tag = "quality", responses((status = 200, body = LiveBoard)))]
pub async fn live_board(app: App, me: Actor, At(of): At, headers: HeaderMap) -> web::Result<Json<LiveBoard>> {
    let lang = Lang::of(&headers);
    app.read(move |tx| board::board(&of, tx, &me, lang)).await
}

/// Which conversations of the board.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhichLive {
    /// Behind which figure.
    #[param(inline)]
    view: FloorView,
    /// One queue.
    #[serde(default)]
    queue: Option<String>,
    /// One entrance.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    entrance: Option<EntranceId>,
    /// One unit.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// One agent.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    agent: Option<PersonId>,
}

/// The conversations behind a figure of the board, those first that have waited longest; at most 200.
#[utoipa::path(get, path = "/api/v1/floor/conversations", tag = "quality", params(WhichLive), responses((status = 200, body = Vec<Conversation>)))]
pub async fn live_conversations(
    app: App,
    me: Actor,
    At(of): At,
    Query(it): Query<WhichLive>,
) -> web::Result<Json<Vec<Conversation>>> {
    let narrowed = Narrowed { queue: it.queue, entrance: it.entrance, unit: it.unit, agent: it.agent };
    app.read(move |tx| board::conversations(&of, tx, &me, it.view, &narrowed)).await
}

/// Which alerts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhichAlerts {
    /// Those that are settled; those that nobody has settled when left out.
    #[serde(default)]
    settled: bool,
    /// The `next` of the page before; nothing for the first page.
    #[serde(default)]
    after: Option<String>,
    /// Rows wanted, 1 to 200; 50 when left out.
    #[serde(default)]
    limit: Option<u16>,
}

/// Alerts within reach, the newest first.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "quality", params(WhichAlerts), responses((status = 200, body = Paged<Alert>)))]
pub async fn list_alerts(
    app: App,
    me: Actor,
    At(of): At,
    Query(it): Query<WhichAlerts>,
) -> web::Result<Json<Paged<Alert>>> {
    let page = Page { after: it.after, limit: it.limit };
    app.read(move |tx| alerts::list(&of, tx, &me, !it.settled, &page)).await
}

/// Acknowledge an alert; it is one's own then, unless it is somebody's already.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/acknowledge", tag = "quality", params(("id" = String, Path)), request_body = AcknowledgeAlert, responses((status = 200, body = Alert)))]
pub async fn acknowledge_alert(
    app: App,
    me: Actor,
    At(of): At,
    Path(id): Path<AlertId>,
    Command { body, key }: Command<AcknowledgeAlert>,
) -> web::Result<Json<Alert>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| alerts::acknowledge(&of, tx, &actor, &id, &body)).await
}

/// Give an alert to somebody.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/hand", tag = "quality", params(("id" = String, Path)), request_body = HandAlert, responses((status = 200, body = Alert)))]
pub async fn hand_alert(
    app: App,
    me: Actor,
    At(of): At,
    Path(id): Path<AlertId>,
    Command { body, key }: Command<HandAlert>,
) -> web::Result<Json<Alert>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| alerts::hand(&of, tx, &actor, &id, &body)).await
}

/// Settle an alert with a word on what was done.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/resolve", tag = "quality", params(("id" = String, Path)), request_body = ResolveAlert, responses((status = 200, body = Alert)))]
pub async fn resolve_alert(
    app: App,
    me: Actor,
    At(of): At,
    Path(id): Path<AlertId>,
    Command { body, key }: Command<ResolveAlert>,
) -> web::Result<Json<Alert>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| alerts::resolve(&of, tx, &actor, &id, &body)).await
}
