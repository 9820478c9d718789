//! Signing in by an identity provider (OpenID Connect, authorisation code with PKCE).
//!
//! Our page asks for the address, goes there, and brings back what the provider's redirect says. The browser keeps a
//! ticket meanwhile, in a cookie that scripts cannot read.

use axum::Extension;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use base::ids::IdentityProviderId;
use base::{Refusal, Result, Span, fault, text};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Json, Path};

use super::client::Knocking;
use super::session::{SessionAnswer, answer, cookie};
use crate::acts::providers;
use crate::acts::signing::Client;
use crate::acts::sso::{self as acts, Arrived, Ticket};
use crate::handle::People;
use crate::model::IdentityProviderRow;
use crate::oidc::{Asked, Trouble};
use crate::refused::Refused;
use crate::rules::id_token::Claims;
use crate::rules::provider::{self as rules, Begun};
use crate::store::providers as store;
use crate::turned_away::TurnedAway;

/// The cookie of the ticket.
const COOKIE: &str = "hearth_sign_in";
/// Letters of what a provider says of a refusal that are passed on.
const SHOWN: usize = 200;

/// A way to sign in beside the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInProvider {
    /// Its id.
    pub id: IdentityProviderId,
    /// What stands on the button.
    pub name: String,
}

/// The ways to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInWays {
    /// The identity providers, by name.
    pub providers: Vec<SignInProvider>,
    /// Whether passwords of ours serve only those who administer.
    pub passwords_for_administrators: bool,
}

/// Where to go after signing in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginSignIn {
    /// An address of ours.
    #[serde(default)]
    next: Option<String>,
}

/// Where to go to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInAddress {
    /// The page at the provider.
    pub address: String,
}

/// What the provider's redirect says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderAnswer {
    /// What it gives for whoever signed in.
    #[serde(default)]
    code: Option<String>,
    /// What was sent along.
    #[serde(default)]
    state: Option<String>,
    /// Who answers.
    #[serde(default)]
    iss: Option<String>,
    /// Why nobody is let in.
    #[serde(default)]
    error: Option<String>,
    /// The same, in a sentence.
    #[serde(default)]
    error_description: Option<String>,
}

/// A code of ours.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnCode {
    /// Six digits, or a recovery code.
    code: String,
}

/// Whoever came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignInReturn {
    /// The session that has begun; nothing while a code of ours is asked for.
    pub session: Option<SessionAnswer>,
    /// Where to go.
    pub next: Option<String>,
}

/// The ways to sign in.
#[utoipa::path(get, path = "/api/v1/sign-in", tag = "session", responses((status = 200, body = SignInWays)))]
pub async fn sign_in_ways(app: App, Extension(people): Extension<People>) -> web::Result<Json<SignInWays>> {
    app.read(move |tx| {
        let providers = store::active(tx)?.into_iter().map(|(id, name)| SignInProvider { id, name }).collect();
        Ok(SignInWays { providers, passwords_for_administrators: acts::is_only_way(&people, tx)? })
    })
    .await
}

/// Begin to sign in by an identity provider.
#[utoipa::path(post, path = "/api/v1/sign-in/providers/{id}", tag = "session", params(("id" = String, Path)),
    request_body = BeginSignIn, responses((status = 200, body = SignInAddress)))]
pub async fn begin_sign_in(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    Path(id): Path<IdentityProviderId>,
    headers: HeaderMap,
    Json(asked): Json<BeginSignIn>,
) -> web::Result<Response> {
    let origin = headers.get(header::ORIGIN).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    if !origin.starts_with("http") {
        return Err(Refusal::new(403, "web.bad_csrf").into());
    }
    let provider = app.db.read(move |tx| acts::provider(tx, &id)).await?;
    let world = app.db.world();
    let now = world.clock.now();
    let known = match people.oidc().known(&provider, now).await? {
        Ok(it) => it,
        Err(trouble) => return Err(log(&provider, &trouble).into()),
    };
    let chance = text::hex(&world.mint.bytes::<32>());
    let ticket = Ticket { chance, provider: provider.id, origin, next: asked.next, at: now, person: None };
    let begun = Begun {
        client: &provider.client_id,
        back: &ticket.back(),
        state: &ticket.state(),
        nonce: &ticket.nonce(),
        challenge: &ticket.challenge(),
    };
    let address = rules::address(known.page(), &begun);
    Ok((keep(&people, Some(&ticket), &client)?, Json(SignInAddress { address })).into_response())
}

/// The ticket for the browser; without one, what it keeps is taken away.
fn keep(
    people: &People,
    ticket: Option<&Ticket>,
    client: &Client,
) -> Result<AppendHeaders<[(HeaderName, HeaderValue); 1]>> {
    let (kept, seconds) = match ticket {
        // The ticket itself says when it is over; the browser only has to keep it long enough.
        Some(it) => (it.sealed(people.vault())?, Span::HOUR.0 / 1000),
        None => (String::new(), 0),
    };
    let secure = if client.secure { "; Secure" } else { "" };
    let text = format!("{COOKIE}={kept}; Path=/api/v1/sign-in; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    Ok(AppendHeaders([(header::SET_COOKIE, HeaderValue::from_str(&text).map_err(fault)?)]))
}

/// Come back from an identity provider.
#[utoipa::path(post, path = "/api/v1/sign-in/return", tag = "session", request_body = ProviderAnswer, responses((status = 200, body = SignInReturn)))]
pub async fn return_from_provider(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    headers: HeaderMap,
    Json(said): Json<ProviderAnswer>,
) -> web::Result<Response> {
    let kept = web::cookie(&headers, COOKIE).unwrap_or_default().to_owned();
    let (with, from) = (people.clone(), client.clone());
    app.db.write(move |tx| acts::knock(&with, tx, &from)).await?;
    let with = people.clone();
    let (ticket, provider, secret, skew) = app
        .db
        .read(move |tx| {
            let ticket = Ticket::opened(&with, tx, &kept)?;
            let provider = acts::provider(tx, &ticket.provider)?;
            let secret = providers::secret(&with, tx, &provider.id)?;
            Ok((ticket, provider, secret, with.sign_in(tx)?.single_sign_on.skew.span(Span::DAY)))
        })
        .await?;
    if said.state.as_deref() != Some(&ticket.state()) {
        return Err(TurnedAway::SignInOver.into());
    }
    let Some(code) = said.code.filter(|_| said.error.is_none()) else {
        let why: String = said.error_description.or(said.error).unwrap_or_default().chars().take(SHOWN).collect();
        return Err(refused(&app, &provider, TurnedAway::ProviderDenied(why), &client).await?.into());
    };
    let (back, verifier, nonce) = (ticket.back(), ticket.verifier(), ticket.nonce());
    let asked = Asked { code, back, verifier, nonce, secret, skew };
    let claims = match ask(&app, &people, &provider, asked, said.iss.as_deref()).await? {
        Ok(it) => it,
        Err(trouble) => return Err(troubled(&app, &provider, &trouble, &client).await?.into()),
    };
    let (with, from) = (people.clone(), client.clone());
    let arrived = app.db.write(move |tx| acts::arrive(&with, tx, &provider, &claims, &from)).await?;
    arrive(&app, &people, ticket, arrived, &client).await
}

/// Whom a code stands for.
async fn ask(
    app: &App,
    people: &People,
    provider: &IdentityProviderRow,
    asked: Asked,
    issuer: Option<&str>,
) -> Result<std::result::Result<Claims, Trouble>> {
    let now = app.db.world().clock.now();
    let known = match people.oidc().known(provider, now).await? {
        Ok(it) => it,
        Err(trouble) => return Ok(Err(trouble)),
    };
    if known.is_of_another(issuer) {
        return Ok(Err(Trouble::Issuer(issuer.unwrap_or_default().to_owned())));
    }
    people.oidc().whose(&known, asked, now).await
}

/// Type the code of a second factor after coming back from a provider.
#[utoipa::path(post, path = "/api/v1/sign-in/return/code", tag = "session", request_body = ReturnCode, responses((status = 200, body = SignInReturn)))]
pub async fn return_code(
    app: App,
    Extension(people): Extension<People>,
    Knocking(client): Knocking,
    headers: HeaderMap,
    Json(ReturnCode { code }): Json<ReturnCode>,
) -> web::Result<Response> {
    let kept = web::cookie(&headers, COOKIE).unwrap_or_default().to_owned();
    let (with, from) = (people.clone(), client.clone());
    let (ticket, arrived) = app
        .db
        .write(move |tx| {
            let ticket = Ticket::opened(&with, tx, &kept)?;
            let arrived = acts::arrive_with_code(&with, tx, &ticket, &code, &from)?;
            Ok((ticket, arrived))
        })
        .await?;
    arrive(&app, &people, ticket, arrived, &client).await
}

async fn arrive(
    app: &App,
    people: &People,
    ticket: Ticket,
    arrived: Arrived,
    client: &Client,
) -> web::Result<Response> {
    let next = ticket.next.clone();
    match arrived {
        Arrived::Begun(begun) => {
            let (with, token) = (people.clone(), begun.token.clone());
            let session = Some(app.db.read(move |tx| answer(&with, tx, &token)).await?);
            let seconds = (begun.until - app.db.world().clock.now()).0 / 1000;
            let cookies = (keep(people, None, client)?, cookie(&begun.token, seconds, client.secure)?);
            Ok((cookies.0, cookies.1, Json(SignInReturn { session, next })).into_response())
        }
        Arrived::CodeMissing(person) => {
            let ticket = Ticket { person: Some(person), ..ticket };
            Ok((keep(people, Some(&ticket), client)?, Json(SignInReturn { session: None, next })).into_response())
        }
        Arrived::CodeWrong => Err(Refused::WrongCode.into()),
        Arrived::Refused(refused) => Err(refused.into()),
    }
}

/// What exactly went wrong is for those who run the server.
fn log(provider: &IdentityProviderRow, trouble: &Trouble) -> TurnedAway {
    tracing::warn!(provider = provider.name, %trouble, "a sign-in failed at the identity provider");
    TurnedAway::ProviderTrouble(provider.name.clone())
}

/// Puts on record that nobody could be let in.
async fn troubled(app: &App, provider: &IdentityProviderRow, trouble: &Trouble, client: &Client) -> Result<TurnedAway> {
    refused(app, provider, log(provider, trouble), client).await
}

async fn refused(app: &App, provider: &IdentityProviderRow, why: TurnedAway, client: &Client) -> Result<TurnedAway> {
    let (provider, told, from) = (provider.id.clone(), why.clone(), client.clone());
    let note = move |tx: &mut Tx<'_>| acts::told(tx, Some(&provider), None, &told, &from);
    app.db.write(note).await?;
    Ok(why)
}
