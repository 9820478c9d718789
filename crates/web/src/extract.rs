//! What is asked for; what cannot be understood is answered with the field that is wrong.

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base::Refusal;
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

/// Reads JSON; the refusal names the place where it went wrong.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|it| {
        let place = format!("{}:{}", it.line(), it.column());
        let reason = it.to_string();
        let refusal = Refusal::new(422, "web.bad_body").with("reason", &reason).with("place", place);
        // serde names the field between back-ticks when one is missing or unknown.
        match reason.split('`').nth(1) {
            Some(field) if reason.contains("field") => refusal.field(field.to_owned()),
            _ => refusal,
        }
    })
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
        axum::Json(self.0).into_response()
    }
}

#[expect(clippy::disallowed_types, reason = "the one place that uses the framework's own")]
impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found: Result<axum::extract::Path<T>, PathRejection> =
            axum::extract::Path::from_request_parts(parts, state).await;
        found.map(|it| Self(it.0)).map_err(|it| Refusal::new(404, "web.bad_path").with("reason", it.body_text()).into())
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
