//! Where a request comes from, as far as it can be known.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::Problem;

/// The address at the other end; empty where it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller(pub String);

impl Caller {
    /// A proxy is believed only where it runs on this machine: anybody else could write what they like.
    pub fn of(parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
        let by_proxy = peer.is_none_or(|it| it.is_loopback());
        let forwarded = parts.headers.get("x-forwarded-for").filter(|_| by_proxy).and_then(|it| it.to_str().ok());
        // The last entry is the one our own proxy wrote.
        let forwarded = forwarded.and_then(|it| it.rsplit(',').next()).map(|it| it.trim().to_owned());
        Self(forwarded.or_else(|| peer.map(|it| it.to_string())).unwrap_or_default())
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self::of(parts))
    }
}
