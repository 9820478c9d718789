//! What is said in a conversation.

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Response;
use base::ids::{AttachmentId, ContactId};
use base::{Paged, fault};
use cases::files::{FileForm, HowShown, answer, taken};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::acts::talk::{Draft, NewMessage};
use crate::acts::{asks, files, talk};
use crate::live::ToVisitor;
use crate::model::{FileOf, Message};

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

/// Upload a file that will go with a message.
#[utoipa::path(post, path = "/api/v1/message-files", tag = "channels",
    request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = FileOf)))]
pub async fn upload_message_file(app: App, me: Actor, at: At, form: Multipart) -> web::Result<Json<FileOf>> {
    me.may(Right::WorkConversations)?;
    let file = taken(form, at.of.files()).await?;
    app.write(move |tx| {
        let person = me.me()?.clone();
        files::keep(&at.of, tx, &file, None, Some(&person)).map(FileOf::from)
    })
    .await
}

/// A file of a message.
#[utoipa::path(get, path = "/api/v1/message-files/{id}", tag = "channels", params(("id" = String, Path), HowShown),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn message_file(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<AttachmentId>,
    Query(how): Query<HowShown>,
) -> web::Result<Response> {
    let of = at.of.clone();
    let (found, salt) = app.db.read(move |tx| Ok((files::file(&of, tx, &me, &id)?, tx.random()))).await?;
    answer(at.of.files(), (found.id, found.name, found.media_type), how, salt).await
}
