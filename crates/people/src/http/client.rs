//! The browser at the other end, as far as it can be known.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use base::Refusal;
use web::Problem;

use crate::acts::signing::Client;

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

/// A proxy is believed only where it runs on this machine: anybody else could write what they like.
fn client(parts: &Parts) -> Client {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
    let by_proxy = peer.is_none_or(|it| it.is_loopback());
    let forwarded = text(&parts.headers, "x-forwarded-for").filter(|_| by_proxy);
    // The last entry is the one our own proxy wrote.
    let forwarded = forwarded.and_then(|it| it.rsplit(',').next()).map(|it| it.trim().to_owned());
    Client {
        address: forwarded.or_else(|| peer.map(|it| it.to_string())).unwrap_or_default(),
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
