//! Signing in and out; one's own password and sessions.

use std::sync::Arc;

use axum::Extension;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use base::ids::{PersonId, SessionId, UnitId};
use base::{Refusal, Result, fault};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Actor, App, Json, Path, Query, Right};

use super::client::Knocking;
use crate::acts::locks::{self, SignInLocks};
use crate::acts::second_factor;
use crate::acts::signing::{self, Begun, Client, Entered};
use crate::handle::{People, csrf_of};
use crate::model::{Locale, Person, SessionInfo};
use crate::refused::Refused;
use crate::store::{sessions, units};
use crate::turned_away::TurnedAway;

/// A login and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// What they sign in with.
    login: String,
    /// Their password.
    password: String,
    /// The code of their second factor, or a recovery code; where one is asked for.
    #[serde(default)]
    code: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionPerson {
    /// Their id.
    pub id: PersonId,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub unit_id: UnitId,
    /// The name of where they work.
    pub unit_name: String,
    /// Their roles.
    pub roles: Vec<String>,
    /// The language of their screens.
    pub locale: Locale,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionAnswer {
    /// Who is signed in.
    pub person: SessionPerson,
    /// What they may do.
    pub rights: Vec<Right>,
    /// To be sent as `x-csrf-token` with every change.
    pub csrf: String,
    /// The scopes of policy their unit lies in, the narrowest first, as the routes of policies take them.
    pub scope: String,
    /// The organisation's name.
    pub organisation: String,
    /// Their password was given to them; until they change it, they may do nothing else.
    pub must_change_password: bool,
    /// Policy asks them for a second factor; until they have one, they may do nothing else.
    pub must_enrol: bool,
}

/// What a page needs to know of the session of a token.
pub(super) fn answer(people: &People, tx: &mut Tx<'_>, token: &str) -> Result<SessionAnswer> {
    let signed_out = || Refusal::new(401, "web.signed_out");
    let open = sessions::of_token(tx, &crate::handle::token_hash(token))?.ok_or_else(signed_out)?;
    let actor = people.actor(tx, &open.person)?;
    let Person { id, login, name, unit_id, unit_name, roles, locale, .. } = crate::api::person(tx, &open.person)?;
    let scopes = crate::api::scopes(tx, &unit_id)?;
    let must_enrol = second_factor::must_enrol(people, tx, &open)?;
    Ok(SessionAnswer {
        scope: scopes.scopes().iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        person: SessionPerson { id, login, name, unit_id, unit_name, roles, locale },
        rights: if open.must_change || must_enrol { Vec::new() } else { actor.rights.list() },
        csrf: csrf_of(token),
        organisation: units::company(tx)?.map(|it| it.name).unwrap_or_default(),
        must_change_password: open.must_change,
        must_enrol,
    })
}

/// The cookie of a session; an empty token takes it away.
pub(super) fn cookie(
    token: &str,
    seconds: i64,
    secure: bool,
) -> Result<AppendHeaders<[(header::HeaderName, HeaderValue); 1]>> {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", web::COOKIE);
    Ok(AppendHeaders([(header::SET_COOKIE, HeaderValue::from_str(&text).map_err(fault)?)]))
}

/// The session as an answer that brings its cookie.
pub(super) async fn begun(people: &People, app: &App, begun: Begun, client: &Client) -> web::Result<Response> {
    let (asked, token) = (people.clone(), begun.token.clone());
    let answer = app.db.read(move |tx| answer(&asked, tx, &token)).await?;
    let seconds = (begun.until - app.db.world().clock.now()).0 / 1000;
    Ok((cookie(&begun.token, seconds, client.secure)?, Json(answer)).into_response())
}

/// Sign in. The answer brings the session's cookie.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = SignIn, responses((status = 200, body = SessionAnswer)))]
pub async fn sign_in(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    Json(asked): Json<SignIn>,
) -> web::Result<Response> {
    let (with, login, from) = (people.clone(), asked.login.clone(), client.clone());
    let knocking = app.db.write(move |tx| signing::knock(&with, tx, &login, &from)).await?;
    let right = people.hasher().is_right(asked.password, knocking.hash).await?;
    let person = knocking.person.filter(|_| right).ok_or(Refused::SignIn)?;
    let (with, from) = (people.clone(), client.clone());
    let enter = move |tx: &mut Tx<'_>| signing::enter(&with, tx, &asked.login, &person, asked.code.as_deref(), &from);
    match app.db.write(enter).await? {
        Entered::Begun(it) => begun(&people, &app, it, &client).await,
        Entered::CodeMissing => Err(Refused::CodeNeeded.into()),
        Entered::CodeWrong => Err(Refused::WrongCode.into()),
        Entered::PasswordsOff => Err(TurnedAway::PasswordsOff.into()),
    }
}

pub(super) fn token(headers: &HeaderMap) -> web::Result<String> {
    let found = web::cookie(headers, web::COOKIE).map(str::to_owned);
    found.ok_or_else(|| Refusal::new(401, "web.signed_out").into())
}

/// Who is signed in, and what they may do.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", responses((status = 200, body = SessionAnswer)))]
pub async fn session(
    app: App,
    _: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
) -> web::Result<Json<SessionAnswer>> {
    let token = token(&headers)?;
    app.read(move |tx| answer(&people, tx, &token)).await
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 204)))]
pub async fn sign_out(
    app: App,
    _: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
) -> web::Result<Response> {
    let token = token(&headers)?;
    app.db.write(move |tx| signing::leave(&people, tx, &token)).await?;
    Ok((axum::http::StatusCode::NO_CONTENT, cookie("", 0, false)?).into_response())
}

/// A new password of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The present password.
    old: String,
    /// The new one.
    new: String,
}

/// Change one's own password. All other sessions of the person end.
#[utoipa::path(post, path = "/api/v1/session/password", tag = "session", request_body = ChangePassword, responses((status = 200, body = SessionAnswer)))]
pub async fn change_password(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Json(asked): Json<ChangePassword>,
) -> web::Result<Json<SessionAnswer>> {
    let (person, token) = (me.me()?.clone(), token(&headers)?);
    let ChangePassword { old, new } = asked;
    let (with, who, typed) = (people.clone(), person.clone(), (old.clone(), new.clone()));
    let hash = app.db.write(move |tx| signing::check_own(&with, tx, &who, &typed.0, &typed.1)).await?;
    if !people.hasher().is_right(old, hash).await? {
        return Err(Refused::WrongPassword.into());
    }
    let hash = people.hasher().hash(new, app.db.world().mint.bytes()).await?;
    let (with, key) = (people.clone(), token.clone());
    app.db.write(move |tx| signing::change_own(&with, tx, &person, &key, &hash)).await?;
    app.read(move |tx| answer(&people, tx, &token)).await
}

/// Whose sessions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhoseSessions {
    /// Somebody else, for those who may change them; one's own when left out.
    person: Option<PersonId>,
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenSession {
    /// What is known of it.
    #[serde(flatten)]
    pub session: SessionInfo,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The open sessions of oneself, or of somebody one may change.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "session", params(WhoseSessions), responses((status = 200, body = Vec<OpenSession>)))]
pub async fn list_sessions(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    headers: HeaderMap,
    Query(whose): Query<WhoseSessions>,
) -> web::Result<Json<Vec<OpenSession>>> {
    let (me, token) = (Arc::new(me), token(&headers)?);
    app.read(move |tx| {
        let present = sessions::of_token(tx, &crate::handle::token_hash(&token))?.map(|it| it.id);
        let person = whose.person.map_or_else(|| me.me().cloned(), Ok)?;
        signing::may_see(tx, &me, &person)?;
        let idle = people.sign_in(tx)?.sessions.idle.span(base::Span::DAY);
        let since = tx.now() - idle;
        let found = sessions::of_person(tx, &person, since)?.into_iter();
        Ok(found.map(|it| OpenSession { current: present.as_ref() == Some(&it.id), session: it }).collect())
    })
    .await
}

/// End a session.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "session", params(("id" = String, Path)), responses((status = 204)))]
pub async fn revoke_session(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<SessionId>,
) -> web::Result<axum::http::StatusCode> {
    app.db.write(move |tx| signing::revoke(&people, tx, &me, &id)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Sign-ins that wait because somebody guessed too often.
#[utoipa::path(get, path = "/api/v1/sign-in-locks", tag = "session", responses((status = 200, body = SignInLocks)))]
pub async fn list_sign_in_locks(app: App, me: Actor) -> web::Result<Json<SignInLocks>> {
    app.read(move |tx| locks::list(tx, &me)).await
}

/// Let a sign-in go on before its time.
#[utoipa::path(delete, path = "/api/v1/sign-in-locks/{id}", tag = "session", params(("id" = String, Path)), responses((status = 204)))]
pub async fn unlock_sign_in(app: App, me: Actor, Path(id): Path<String>) -> web::Result<axum::http::StatusCode> {
    app.db.write(move |tx| locks::unlock(tx, &me, &id)).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}
