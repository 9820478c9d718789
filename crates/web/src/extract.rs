//! What is asked for; what cannot be understood is answered with the field that is wrong.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base::{Refusal, fault};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Problem;

/// A JSON body, in or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// Values from the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path<T>(pub T);

/// Values after the question mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query<T>(pub T);

/// Reads JSON; the refusal names the field and the place where it went wrong.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    // Following the path costs time, so only what cannot be read is read a second time.
    serde_json::from_slice(bytes).map_err(|it| refused::<T>(bytes, &it))
}

fn refused<T: DeserializeOwned>(bytes: &[u8], fault: &serde_json::Error) -> Refusal {
    let place = format!("{}:{}", fault.line(), fault.column());
    let reason = fault.to_string();
    let refusal = Refusal::new(422, "web.bad_body").with("reason", &reason).with("place", place);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let path = serde_path_to_error::deserialize::<_, T>(&mut reader).err().map(|it| it.path().to_string());
    let inside = path.filter(|it| it != "." && it != "?");
    // serde names a missing or unknown field itself, between back-ticks.
    let named = reason.split('`').nth(1).filter(|_| reason.contains("field"));
    match (inside, named) {
        (Some(path), Some(named)) if !path.ends_with(named) => refusal.field(format!("{path}.{named}")),
        (Some(path), _) => refusal.field(path),
        (None, Some(named)) => refusal.field(named.to_owned()),
        (None, None) => refusal,
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = axum::body::Bytes::from_request(request, state)
            .await
            .map_err(|_| Refusal::new(413, "web.body_too_large"))?;
        Ok(Self(parse(&bytes)?))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        // A plain vector is written to at less cost than the framework's growing buffer.
        let mut body = Vec::with_capacity(4096);
        match serde_json::to_writer(&mut body, &self.0) {
            Ok(()) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Err(why) => Problem::from(fault(why)).into_response(),
        }
    }
}

#[expect(clippy::disallowed_types, reason = "the one place that uses the framework's own")]
impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found: Result<axum::extract::Path<T>, PathRejection> =
            axum::extract::Path::from_request_parts(parts, state).await;
        found.map(|it| Self(it.0)).map_err(|_| Refusal::new(404, "web.bad_path").into())
    }
}

#[expect(clippy::disallowed_types, reason = "the one place that uses the framework's own")]
impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found: Result<axum::extract::Query<T>, QueryRejection> =
            axum::extract::Query::from_request_parts(parts, state).await;
        found
            .map(|it| Self(it.0))
            .map_err(|it| Refusal::new(422, "web.bad_query").with("reason", it.body_text()).into())
    }
}
