//! What is said: notes inside, replies and promises to the customer.

use base::Stamp;
use base::ids::{CaseId, PersonId, PromiseId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Right};

use super::{At, Fresh, command};
use crate::api::{NewPromise, Reply, shown};

/// An internal note.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The text.
    body: String,
    /// Who is called in.
    #[serde(default)]
    mentions: Vec<PersonId>,
    /// The version that was read; a note overwrites nothing, so it does not matter.
    #[serde(default)]
    version: Option<i64>,
}

/// Write an internal note. The case itself stays as it is, so the answer names the note only.
#[utoipa::path(post, path = "/api/v1/cases/{id}/notes", tag = "cases", params(("id" = String, Path)), request_body = NewNote, responses((status = 200, body = shown::NoteTaken)))]
pub async fn note_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewNote>,
) -> web::Result<Json<shown::NoteTaken>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.note(tx, &actor, &id, &body.body, &body.mentions)).await
}

/// A message to the customer.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReply {
    /// What was said.
    body: String,
    /// On which channel; the case's own when left out.
    #[serde(default)]
    channel: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Write down what was said to the customer.
#[utoipa::path(post, path = "/api/v1/cases/{id}/reply", tag = "cases", params(("id" = String, Path)), request_body = NewReply, responses((status = 200, body = shown::Case)))]
pub async fn reply_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewReply>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let reply = Reply { body: body.body, channel: body.channel };
        desk.reply(tx, me, &id, body.version, &reply)
    })
    .await
}

/// A reply time for the customer.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPromise)]
pub struct PromiseReply {
    /// By when.
    due_at: Stamp,
    /// What is promised.
    text: String,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Give the customer a reply time.
#[utoipa::path(post, path = "/api/v1/cases/{id}/promise", tag = "cases", params(("id" = String, Path)), request_body = PromiseReply, responses((status = 200, body = shown::Case)))]
pub async fn promise_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<PromiseReply>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let promise = NewPromise { due_at: body.due_at, text: body.text };
        desk.promise(tx, me, &id, body.version, &promise)
    })
    .await
}

/// A promise kept.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepPromise {
    /// What the customer got.
    #[serde(default)]
    note: Option<String>,
    /// The version that was read; keeping overwrites nothing, so it does not matter.
    #[serde(default)]
    version: Option<i64>,
}

/// Say that a promise was kept.
#[utoipa::path(post, path = "/api/v1/cases/{id}/promises/{pid}/keep", tag = "cases", params(("id" = String, Path), ("pid" = String, Path)), request_body = KeepPromise, responses((status = 200, body = shown::Case)))]
pub async fn keep_promise(
    app: App,
    me: Actor,
    at: At,
    Path((id, pid)): Path<(CaseId, PromiseId)>,
    Command { body, key }: Command<KeepPromise>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.keep(tx, me, &id, &pid, body.note.as_deref())).await
}
