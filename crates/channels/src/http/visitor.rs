//! What the window on a site asks: public, without cookies, known by a token of its own.

use std::sync::Arc;

use axum::Extension;
use axum::extract::Multipart;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::Response;
use base::Stamp;
use base::ids::{AttachmentId, EntranceId};
use cases::files::{FileForm, HowShown, answer, taken};
use policy::model::Text;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{App, Json, Path, Query, Texts};

use super::At;
use crate::acts::{files, visitor};
use crate::handle::Channels;
use crate::live::{self, Opening};
use crate::model::{EntranceRow, FileOf, SiteTopic};
use crate::refused::Refused;
use crate::rules::entrances::may_show;
use crate::store;

/// What a window needs to know of its entrance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VisitorEntrance {
    /// What stands above.
    title: Text,
    /// What is said first.
    greeting: Text,
    /// The colour, as `#1677ff`.
    colour: String,
    /// What customers can say they come for.
    topics: Vec<SiteTopic>,
    /// Whether somebody answers now.
    open: bool,
    /// When somebody answers again.
    opens_at: Option<Stamp>,
    /// Letters of a message at most.
    longest_message: i64,
    /// Bytes of a file at most.
    largest_file: i64,
    /// The media types that are taken.
    file_types: Vec<String>,
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

/// Refuses pages that the entrance does not name.
pub(super) fn admit(entrance: &EntranceRow, headers: &HeaderMap) -> Result<(), Refused> {
    let site = entrance.settings.0.site.as_ref().ok_or(Refused::NoEntrance)?;
    let (origin, host) = (text(headers, &header::ORIGIN), text(headers, &header::HOST));
    if may_show(site, origin, host) { Ok(()) } else { Err(Refused::WrongOrigin) }
}

/// What a window needs to know of its entrance.
#[utoipa::path(get, path = "/api/v1/visitor/entrances/{id}", tag = "visitor", params(("id" = String, Path)), responses((status = 200, body = VisitorEntrance)))]
pub async fn visitor_entrance(
    app: App,
    at: At,
    Path(id): Path<EntranceId>,
    headers: HeaderMap,
) -> web::Result<Json<VisitorEntrance>> {
    let found = app
        .db
        .read(move |tx| {
            let entrance = visitor::entrance(tx, &id)?;
            admit(&entrance, &headers)?;
            let (book, now) = (at.of.book(tx)?, tx.now());
            let (open, opens_at) = Channels::is_open(&book, &entrance.channel, now);
            let files = book.at(now).cases()?.says.attachments.clone();
            let longest_message = book.at(now).conversations()?.says.longest_message;
            let site = entrance.settings.0.site.ok_or(Refused::NoEntrance)?;
            Ok(VisitorEntrance {
                title: site.title,
                greeting: site.greeting,
                colour: site.colour,
                topics: site.topics,
                open,
                opens_at,
                longest_message,
                largest_file: files.at_most_bytes,
                file_types: files.types,
            })
        })
        .await?;
    Ok(Json(found))
}

/// Which entrance.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AtEntrance {
    /// The entrance.
    entrance: EntranceId,
}

/// The live stream of a window: it says hello with its token and the last message it saw, and gets what it missed.
#[utoipa::path(get, path = "/api/v1/visitor/live", tag = "visitor", params(AtEntrance), responses((status = 101, description = "WebSocket")))]
pub async fn visitor_live(
    app: App,
    at: At,
    Extension(texts): Extension<Arc<Texts>>,
    Query(asked): Query<AtEntrance>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> web::Result<Response> {
    let id = asked.entrance.clone();
    app.db
        .read(move |tx| {
            let entrance = visitor::entrance(tx, &id)?;
            Ok(admit(&entrance, &headers)?)
        })
        .await?;
    let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(64 * 1024);
    let it = Opening { app, of: at.of, relay: at.relay, texts, entrance: asked.entrance };
    Ok(upgrade.on_upgrade(move |socket| live::serve_visitor(it, socket)))
}

fn token(headers: &HeaderMap) -> Result<String, Refused> {
    let given = text(headers, &header::AUTHORIZATION).and_then(|it| it.strip_prefix("Bearer "));
    given.map(str::to_owned).ok_or(Refused::BadToken)
}

/// Upload a file that will go with a visitor's message.
#[utoipa::path(post, path = "/api/v1/visitor/files", tag = "visitor", params(AtEntrance),
    request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = FileOf)))]
pub async fn upload_visitor_file(
    app: App,
    at: At,
    Query(asked): Query<AtEntrance>,
    headers: HeaderMap,
    form: Multipart,
) -> web::Result<Json<FileOf>> {
    let token = token(&headers)?;
    let of = at.of.clone();
    // Known before the file is read.
    let who = app
        .db
        .read(move |tx| {
            let who = visitor::known(&of, tx, &asked.entrance, &token)?.ok_or(Refused::BadToken)?;
            admit(&who.entrance, &headers)?;
            Ok(who)
        })
        .await?;
    let file = taken(form, at.of.files()).await?;
    let kept = app.db.write(move |tx| files::keep(&at.of, tx, &file, Some(&who.party.id), None)).await?;
    Ok(Json(FileOf::from(kept)))
}

/// Through which entrance somebody asks for a file, and how they want it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileAtEntrance {
    /// The entrance.
    #[param(value_type = String)]
    entrance: EntranceId,
    /// As a small picture (JPEG, at most 480 pixels on a side) rather than whole.
    #[serde(default)]
    small: bool,
}

/// A file of the visitor's conversation.
#[utoipa::path(get, path = "/api/v1/visitor/files/{id}", tag = "visitor", params(("id" = String, Path), FileAtEntrance),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn visitor_file(
    app: App,
    at: At,
    Path(id): Path<AttachmentId>,
    Query(asked): Query<FileAtEntrance>,
    headers: HeaderMap,
) -> web::Result<Response> {
    let token = token(&headers)?;
    let how = HowShown { small: asked.small };
    let of = at.of.clone();
    let (found, salt) = app
        .db
        .read(move |tx| {
            let who = visitor::known(&of, tx, &asked.entrance, &token)?.ok_or(Refused::BadToken)?;
            admit(&who.entrance, &headers)?;
            let found = store::files::one(tx, &id)?.ok_or(Refused::NoFile)?;
            let own = found.party_id.as_ref() == Some(&who.party.id);
            let told = match &found.conversation_id {
                Some(id) => store::conversations::one(tx, id)?.is_some_and(|it| it.party_id == who.party.id),
                None => false,
            };
            // What colleagues say among themselves is not told, and neither are its files.
            let may = own || (told && !found.inside);
            if may { Ok((found, tx.random())) } else { Err(Refused::NoFile.into()) }
        })
        .await?;
    answer(at.of.files(), (found.id, found.name, found.media_type), how, salt).await
}
