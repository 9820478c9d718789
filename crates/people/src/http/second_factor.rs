//! One's own second factor, and its reset by those who change people.

use axum::Extension;
use axum::http::{HeaderMap, StatusCode};
use base::ids::PersonId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Actor, App, Json, Path};

use super::session::token;
use crate::acts::second_factor::{self as acts, Enrolment, RecoveryCodes, SecondFactorState};
use crate::acts::signing;
use crate::handle::People;
use crate::refused::Refused;
use crate::turned_away::TurnedAway;

/// One's password once more: whoever finds an unlocked screen must not change how one signs in. A sign-in by an identity
/// provider a moment ago proves as much.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Again {
    /// The present password; nothing where one has just signed in by an identity provider.
    #[serde(default)]
    password: Option<String>,
}

/// A code of an authenticator app.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstCode {
    /// Six digits.
    code: String,
}

/// Passes when the password is right; tries are counted. Without one, when the session has just begun by a provider.
async fn proven(
    app: &App,
    people: &People,
    me: &PersonId,
    headers: &HeaderMap,
    password: Option<String>,
) -> web::Result<()> {
    let Some(password) = password else {
        let (with, token) = (people.clone(), token(headers)?);
        let fresh = app.db.read(move |tx| signing::has_just_come(&with, tx, &token)).await?;
        return if fresh { Ok(()) } else { Err(TurnedAway::SignInAgain.into()) };
    };
    let (with, who) = (people.clone(), me.clone());
    let hash = app.db.write(move |tx| signing::count_own(&with, tx, &who)).await?;
    if !people.hasher().is_right(password, hash).await? {
        return Err(Refused::WrongPassword.into());
    }
    let who = me.clone();
    Ok(app.db.write(move |tx| signing::forgive_own(tx, &who)).await?)
}

/// Whether one has a second factor, and has to.
#[utoipa::path(get, path = "/api/v1/session/second-factor", tag = "session", responses((status = 200, body = SecondFactorState)))]
pub async fn second_factor(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
) -> web::Result<Json<SecondFactorState>> {
    let (person, token) = (me.me()?.clone(), token(&headers)?);
    app.read(move |tx| acts::state(&people, tx, &person, &token)).await
}

/// Begin to enrol: a secret for an authenticator app, shown once. It counts when its first code was typed.
#[utoipa::path(post, path = "/api/v1/session/second-factor", tag = "session", request_body = Again, responses((status = 200, body = Enrolment)))]
pub async fn begin_second_factor(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Json(Again { password }): Json<Again>,
) -> web::Result<Json<Enrolment>> {
    let person = me.me()?.clone();
    proven(&app, &people, &person, &headers, password).await?;
    app.write(move |tx| acts::begin(&people, tx, &person)).await
}

/// Type the first code: the second factor counts from now on, one's other sessions end. The recovery codes are shown
/// once.
#[utoipa::path(post, path = "/api/v1/session/second-factor/confirm", tag = "session", request_body = FirstCode, responses((status = 200, body = RecoveryCodes)))]
pub async fn confirm_second_factor(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Json(FirstCode { code }): Json<FirstCode>,
) -> web::Result<Json<RecoveryCodes>> {
    let (person, token) = (me.me()?.clone(), token(&headers)?);
    let (with, who) = (people.clone(), person.clone());
    // The try is kept whatever comes of it.
    app.db.write(move |tx| acts::count(&with, tx, &who)).await?;
    app.write(move |tx| acts::confirm(&people, tx, &person, &token, &code)).await
}

/// New recovery codes in place of all old ones, shown once.
#[utoipa::path(post, path = "/api/v1/session/second-factor/recovery-codes", tag = "session", request_body = Again, responses((status = 200, body = RecoveryCodes)))]
pub async fn renew_recovery_codes(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Json(Again { password }): Json<Again>,
) -> web::Result<Json<RecoveryCodes>> {
    let person = me.me()?.clone();
    proven(&app, &people, &person, &headers, password).await?;
    app.write(move |tx| acts::renew_recovery(&people, tx, &person)).await
}

/// Take one's own second factor away, where policy does not ask for one.
#[utoipa::path(post, path = "/api/v1/session/second-factor/remove", tag = "session", request_body = Again, responses((status = 204)))]
pub async fn remove_second_factor(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Json(Again { password }): Json<Again>,
) -> web::Result<StatusCode> {
    let person = me.me()?.clone();
    proven(&app, &people, &person, &headers, password).await?;
    app.db.write(move |tx| acts::remove(&people, tx, &person)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take somebody's second factor away, who lost their phone and their codes. Their sessions end.
#[utoipa::path(delete, path = "/api/v1/people/{id}/second-factor", tag = "people", params(("id" = String, Path)), responses((status = 204)))]
pub async fn reset_second_factor(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
) -> web::Result<StatusCode> {
    app.db.write(move |tx| acts::reset(&people, tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
