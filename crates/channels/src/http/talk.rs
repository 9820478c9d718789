//! What is said in a conversation.

use std::fmt::Write as _;
use std::io::Read as _;

use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::ids::{AttachmentId, ContactId};
use base::{Failure, Paged, Refusal, fault};
use cases::api::NewFile;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::acts::talk::{Draft, NewMessage};
use crate::acts::{asks, files, talk};
use crate::handle::Channels;
use crate::live::ToVisitor;
use crate::model::{FileOf, Message, StoredFile};
use crate::refused::Refused;

/// More than policy can ever allow: a file is read whole before it is sealed.
const MOST: usize = 64 * 1024 * 1024;

/// The layer of the routes that take files.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST)
}

/// Which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Back {
    /// Those before this number; the last ones when left out.
    #[serde(default)]
    before: Option<i64>,
    /// Rows wanted, 1 to 200; 50 when left out.
    #[serde(default)]
    limit: Option<u16>,
}

/// Messages of a conversation, oldest first; `next` is the number to go further back from.
#[utoipa::path(get, path = "/api/v1/conversations/{id}/messages", tag = "channels", params(("id" = String, Path), Back), responses((status = 200, body = Paged<Message>)))]
pub async fn conversation_messages(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
    Query(back): Query<Back>,
) -> web::Result<Json<Paged<Message>>> {
    let rows = i64::from(back.limit.unwrap_or(50).clamp(1, 200));
    app.read(move |tx| asks::messages(&at.of, tx, &me, &id, back.before, rows)).await
}

/// Answer the customer, or write a note inside.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/messages", tag = "channels", params(("id" = String, Path)), request_body = NewMessage, responses((status = 200, body = Message)))]
pub async fn say_in_conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
    Command { body, .. }: Command<NewMessage>,
) -> web::Result<Json<Message>> {
    app.write(move |tx| {
        let said = talk::say(&at.of, tx, &me, &id, &body)?;
        asks::messages_shown(tx, vec![said])?.pop().ok_or_else(|| fault("a message that is not shown"))
    })
    .await
}

/// Keep what one began to write; an empty text forgets it.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/draft", tag = "channels", params(("id" = String, Path)), request_body = Draft, responses((status = 204)))]
pub async fn draft_in_conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
    Json(draft): Json<Draft>,
) -> web::Result<StatusCode> {
    app.db.write(move |tx| talk::draft(&at.of, tx, &me, &id, &draft)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Up to where it was seen.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeenSoFar)]
pub struct SoFar {
    /// The number of the last message seen.
    seq: i64,
}

/// Note up to which message one has seen a conversation of one's own; the customer is shown it.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/seen", tag = "channels", params(("id" = String, Path)), request_body = SoFar, responses((status = 204)))]
pub async fn see_conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
    Json(so_far): Json<SoFar>,
) -> web::Result<StatusCode> {
    let of = at.of.clone();
    let seen = app.db.write(move |tx| talk::seen(&of, tx, &me, &id, so_far.seq)).await?;
    if let Some(party) = seen {
        at.relay.reach_visitor(&party, &ToVisitor::Seen { seq: so_far.seq });
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A file in a form.
#[derive(utoipa::ToSchema)]
#[schema(as = MessageFileForm)]
#[expect(dead_code, reason = "describes the form; the form is read part by part")]
pub struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a file that will go with a message.
#[utoipa::path(post, path = "/api/v1/message-files", tag = "channels",
    request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = FileOf)))]
pub async fn upload_message_file(app: App, me: Actor, at: At, form: Multipart) -> web::Result<Json<FileOf>> {
    me.may(Right::WorkConversations)?;
    let file = taken(form).await?;
    app.write(move |tx| {
        let person = me.me()?.clone();
        files::keep(&at.of, tx, &file, None, Some(&person)).map(FileOf::from)
    })
    .await
}

/// A file of a message.
#[utoipa::path(get, path = "/api/v1/message-files/{id}", tag = "channels", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn message_file(app: App, me: Actor, at: At, Path(id): Path<AttachmentId>) -> web::Result<Response> {
    let found = app
        .db
        .read(move |tx| {
            let found = files::file(&at.of, tx, &me, &id)?;
            content(&at.of, found)
        })
        .await?;
    sent(found)
}

/// The first file of a form.
pub(super) async fn taken(mut form: Multipart) -> web::Result<NewFile> {
    let unreadable = |it: axum::extract::multipart::MultipartError| {
        let too_large = it.status() == StatusCode::PAYLOAD_TOO_LARGE;
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        if too_large { Failure::from(Refused::FileTooLarge(most)) } else { Refused::FileMissing.into() }
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or_default().to_owned();
            let media_type = part.content_type().unwrap_or_default().to_owned();
            let content = part.bytes().await.map_err(unreadable)?.to_vec();
            return Ok(NewFile { name, media_type, content });
        }
    }
    Err(Refused::FileMissing.into())
}

/// A file with its content.
pub(super) fn content(of: &Channels, found: StoredFile) -> base::Result<(StoredFile, Vec<u8>)> {
    let mut content = Vec::new();
    of.files().open(found.id.as_str()).and_then(|mut it| it.read_to_end(&mut content)).map_err(fault)?;
    Ok((found, content))
}

/// A file as an answer: to be saved, never shown as a page of ours.
pub(super) fn sent((found, content): (StoredFile, Vec<u8>)) -> web::Result<Response> {
    let name = found.name.bytes().fold(String::new(), |mut all, it| {
        let _ = write!(all, "%{it:02X}");
        all
    });
    let value = |text: String| HeaderValue::from_str(&text).map_err(|_| Refusal::new(500, "web.fault"));
    let headers = [
        (header::CONTENT_TYPE, value(found.media_type)?),
        (header::CONTENT_DISPOSITION, value(format!("attachment; filename*=UTF-8''{name}"))?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, content).into_response())
}
