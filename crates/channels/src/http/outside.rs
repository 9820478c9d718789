//! Where other systems bring messages: open to all, and believed only when signed.

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode};
use base::fault;
use base::ids::{ContactId, EntranceId};
use serde::Serialize;
use social::webhook::{ID, SIGNATURE, TIMESTAMP};
use social::wechat::inbound::Query as WechatQuery;
use utoipa::ToSchema;
use web::{App, Json, Path, Query};

use super::At;
use crate::adapters::webhook::{self, Hook};
use crate::adapters::wechat;

/// Bytes of a call at most: a few files in base64.
const MOST: usize = 32 * 1024 * 1024;

/// The layer of the routes that take whole messages.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST)
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HookTaken {
    /// The conversation it is in.
    conversation: ContactId,
    /// Its number there.
    seq: i64,
    /// Whether it had come already.
    repeated: bool,
}

/// A message of another system, signed by the Standard Webhooks scheme.
#[utoipa::path(post, path = "/api/v1/hooks/{entrance}", tag = "outside", params(("entrance" = String, Path)),
    request_body(content = social::message::WebhookEvent<social::message::WebhookReceived>), responses((status = 200, body = HookTaken)))]
pub async fn take_hook(
    app: App,
    at: At,
    Path(entrance): Path<EntranceId>,
    headers: HeaderMap,
    body: Bytes,
) -> web::Result<Json<HookTaken>> {
    let of = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    let hook = Hook { id: of(ID), timestamp: of(TIMESTAMP), signatures: of(SIGNATURE), body: body.to_vec() };
    if at.of.files().are_guarded() {
        let (of, files, id, proof) = (at.of.clone(), at.of.files().clone(), entrance.clone(), hook.clone());
        let (_, said) = app.db.read(move |tx| webhook::read(&of, tx, &id, &proof)).await?;
        tokio::task::spawn_blocking(move || webhook::look(&files, &said)).await.map_err(fault)??;
    }
    let it = app.db.write(move |tx| webhook::take_in(&at.of, tx, &entrance, &hook)).await?;
    Ok(Json(HookTaken { conversation: it.conversation, seq: it.seq, repeated: it.repeated }))
}

/// WeChat asks whether this is the address of an account.
#[utoipa::path(get, path = "/api/v1/wechat/{entrance}", tag = "outside", params(("entrance" = String, Path)),
    responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn set_up_wechat(
    app: App,
    at: At,
    Path(entrance): Path<EntranceId>,
    Query(query): Query<WechatQuery>,
) -> web::Result<String> {
    let word = app.db.read(move |tx| wechat::set_up(&wechat::account(&at.of, tx, &entrance)?, &query)).await?;
    Ok(word)
}

/// WeChat hands over what a follower did. It sends again what is not answered within five seconds.
#[utoipa::path(post, path = "/api/v1/wechat/{entrance}", tag = "outside", params(("entrance" = String, Path)),
    request_body(content = String, content_type = "text/xml"), responses((status = 200, content_type = "text/plain", body = String)))]
pub async fn take_wechat(
    app: App,
    at: At,
    Path(entrance): Path<EntranceId>,
    Query(query): Query<WechatQuery>,
    body: String,
) -> web::Result<(StatusCode, &'static str)> {
    let of = at.of.clone();
    let (account, came, now) = app
        .db
        .read(move |tx| {
            let account = wechat::account(&of, tx, &entrance)?;
            let came = wechat::read(&account, &query, &body, tx.now())?;
            Ok((account, came, tx.now()))
        })
        .await?;
    let (client, files, asked, which) = (at.of.wechat(), at.of.files().clone(), account.clone(), came.clone());
    let fetch = move || wechat::fetch(&client, &files, &asked, &which, now);
    let fetched = tokio::task::spawn_blocking(fetch).await.map_err(fault)?;
    app.db.write(move |tx| wechat::take_in(&at.of, tx, &account, came, fetched)).await?;
    Ok((StatusCode::OK, "success"))
}
