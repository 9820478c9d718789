//! Lists of conversations, one of them, and the live stream of an agent's page.

use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use base::Paged;
use base::ids::ContactId;
use web::{Actor, App, Json, Path, Query, Right};

use super::At;
use crate::acts::asks::{self, ConversationPage, Counts};
use crate::acts::lists::{self, Which};
use crate::live;
use crate::model::Conversation;

/// Conversations, page by page.
#[utoipa::path(get, path = "/api/v1/conversations", tag = "channels", params(Which), responses((status = 200, body = Paged<Conversation>)))]
pub async fn list_conversations(
    app: App,
    me: Actor,
    at: At,
    Query(which): Query<Which>,
) -> web::Result<Json<Paged<Conversation>>> {
    app.read(move |tx| {
        let mut listed = lists::list(&at.of, tx, &me, &which)?;
        at.relay.add_places(&mut listed.items);
        Ok(listed)
    })
    .await
}

/// The counters of the lists.
#[utoipa::path(get, path = "/api/v1/conversations/counts", tag = "channels", responses((status = 200, body = Counts)))]
pub async fn conversation_counts(app: App, me: Actor, at: At) -> web::Result<Json<Counts>> {
    app.read(move |tx| asks::counts(&at.of, tx, &me)).await
}

/// A conversation.
#[utoipa::path(get, path = "/api/v1/conversations/{id}", tag = "channels", params(("id" = String, Path)), responses((status = 200, body = ConversationPage)))]
pub async fn conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
) -> web::Result<Json<ConversationPage>> {
    app.read(move |tx| asks::page(&at.of, tx, &me, &id)).await
}

/// The live stream of an agent's page: rows that changed, messages of the conversation looked at, counters, who else
/// looks. While it is open its person's presence holds.
#[utoipa::path(get, path = "/api/v1/conversations/live", tag = "channels", responses((status = 101, description = "WebSocket")))]
pub async fn conversations_live(app: App, me: Actor, at: At, upgrade: WebSocketUpgrade) -> web::Result<Response> {
    if me.may(Right::SuperviseConversations).is_err() {
        me.may(Right::WorkConversations)?;
    }
    // Small buffers: a tenth of the memory per connection, and faster.
    let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(16 * 1024);
    Ok(upgrade.on_upgrade(move |socket| live::serve_staff(app, at.of, at.relay, me, socket)))
}
