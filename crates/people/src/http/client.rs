//! The browser at the other end, as far as it can be known.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base::Refusal;
use web::{Caller, Problem};

use crate::acts::signing::Client;

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

fn client(parts: &Parts) -> Client {
    Client {
        address: Caller::of(parts).0,
        agent: text(&parts.headers, header::USER_AGENT.as_str()).unwrap_or_default().to_owned(),
        secure: text(&parts.headers, "x-forwarded-proto").is_some_and(|it| it.eq_ignore_ascii_case("https")),
    }
}

/// The client of a request that begins a session. One sent by another site's page is refused, because it could sign
/// somebody in as somebody else without their knowing.
pub struct Knocking(pub Client);

impl<S: Sync> FromRequestParts<S> for Knocking {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match text(&parts.headers, "sec-fetch-site") {
            Some("cross-site") => Err(Refusal::new(403, "web.bad_csrf").into()),
            _ => Ok(Self(client(parts))),
        }
    }
}
