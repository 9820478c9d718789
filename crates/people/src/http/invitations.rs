//! Links by which people set their own password.

use axum::Extension;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::ids::PersonId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Actor, App, Json, Path};

use super::client::Knocking;
use super::session::begun;
use crate::acts::invitations as acts;
use crate::handle::People;
use crate::model::{InvitationLink, InvitationOf, Invited};

/// The word in a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitationWord {
    /// The word.
    word: String,
}

/// The password that somebody chose.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    /// The word in the link.
    word: String,
    /// The password.
    password: String,
}

/// The latest link of somebody whom one may change.
#[utoipa::path(get, path = "/api/v1/people/{id}/invitation", tag = "people", params(("id" = String, Path)), responses((status = 200, body = InvitationOf)))]
pub async fn invitation(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
) -> web::Result<Json<InvitationOf>> {
    app.read(move |tx| acts::of_person(&people, tx, &me, &id)).await
}

/// Make a link by which somebody sets their own password; it is shown this once, and an older one is void.
#[utoipa::path(post, path = "/api/v1/people/{id}/invitation", tag = "people", params(("id" = String, Path)), responses((status = 200, body = InvitationLink)))]
pub async fn invite(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
) -> web::Result<Json<InvitationLink>> {
    // Without a key for sending it again: the answer must not be kept anywhere.
    app.write(move |tx| acts::make(&people, tx, &me, &id)).await
}

/// Take somebody's link back.
#[utoipa::path(delete, path = "/api/v1/people/{id}/invitation", tag = "people", params(("id" = String, Path)), responses((status = 204)))]
pub async fn withdraw_invitation(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
) -> web::Result<StatusCode> {
    app.db.write(move |tx| acts::withdraw(&people, tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom a link is for.
#[utoipa::path(post, path = "/api/v1/invitations/look", tag = "session", request_body = InvitationWord, responses((status = 200, body = Invited)))]
pub async fn look_at_invitation(
    app: App,
    Extension(people): Extension<People>,
    Json(InvitationWord { word }): Json<InvitationWord>,
) -> web::Result<Json<Invited>> {
    app.read(move |tx| acts::look(&people, tx, &word)).await
}

/// Set one's password by a link. The answer is the session that begins; nothing where a second factor is asked for first.
#[utoipa::path(post, path = "/api/v1/invitations/accept", tag = "session", request_body = AcceptInvitation,
    responses((status = 200, body = super::session::SessionAnswer), (status = 204)))]
pub async fn accept_invitation(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    Json(AcceptInvitation { word, password }): Json<AcceptInvitation>,
) -> web::Result<Response> {
    let (with, asked) = (people.clone(), (word.clone(), password.clone()));
    app.db.read(move |tx| acts::check(&with, tx, &asked.0, &asked.1)).await?;
    let hash = people.hasher().hash(password, app.db.world().mint.bytes()).await?;
    let (with, from) = (people.clone(), client.clone());
    match app.db.write(move |tx| acts::accept(&with, tx, &word, &hash, &from)).await? {
        Some(it) => begun(&people, &app, it, &client).await,
        None => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}
