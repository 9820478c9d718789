//! Answers that are sent later.

use base::ids::{ContactId, PlannedId};
use web::{Actor, App, Command, Path};

use super::handing::Nothing;
use super::{At, Fresh, command};
use crate::acts::asks::ConversationPage;
use crate::acts::planned::{self, EditPlanned, NewPlanned};

/// Write an answer that is sent later.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/planned", tag = "channels", params(("id" = String, Path)), request_body = NewPlanned, responses((status = 200, body = ConversationPage)))]
pub async fn plan_in_conversation(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<ContactId>,
    Command { body, key }: Command<NewPlanned>,
) -> Fresh {
    command(app, me, at, key, id, move |of, tx, me, id| planned::plan(of, tx, me, id, &body)).await
}

/// Change an answer that was not sent yet.
#[utoipa::path(put, path = "/api/v1/conversations/{id}/planned/{planned}", tag = "channels", params(("id" = String, Path), ("planned" = String, Path)), request_body = EditPlanned, responses((status = 200, body = ConversationPage)))]
pub async fn change_planned(
    app: App,
    me: Actor,
    at: At,
    Path((id, which)): Path<(ContactId, PlannedId)>,
    Command { body, key }: Command<EditPlanned>,
) -> Fresh {
    command(app, me, at, key, id, move |of, tx, me, id| planned::change(of, tx, me, (id, &which), &body)).await
}

/// Throw an answer away that was not sent yet.
#[utoipa::path(delete, path = "/api/v1/conversations/{id}/planned/{planned}", tag = "channels", params(("id" = String, Path), ("planned" = String, Path)), responses((status = 200, body = ConversationPage)))]
pub async fn drop_planned(app: App, me: Actor, at: At, Path((id, which)): Path<(ContactId, PlannedId)>) -> Fresh {
    command(app, me, at, None, id, move |of, tx, me, id| planned::drop_it(of, tx, me, id, &which)).await
}

/// Send an answer now that was to be sent later.
#[utoipa::path(post, path = "/api/v1/conversations/{id}/planned/{planned}/send", tag = "channels", params(("id" = String, Path), ("planned" = String, Path)), request_body = Nothing, responses((status = 200, body = ConversationPage)))]
pub async fn send_planned(
    app: App,
    me: Actor,
    at: At,
    Path((id, which)): Path<(ContactId, PlannedId)>,
    Command { key, .. }: Command<Nothing>,
) -> Fresh {
    command(app, me, at, key, id, move |of, tx, me, id| planned::send(of, tx, me, id, &which)).await
}
