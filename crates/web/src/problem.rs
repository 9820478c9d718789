//! The only way a failure leaves the house: a problem document (RFC 9457) in the language of the reader.
//!
//! A handler gives a [`Problem`]; the layer [`answer_problems`] puts it into words, because only there the reader's
//! language and the request's id are known.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::{Failure, Refusal};
use serde::Serialize;

use crate::{Lang, Texts};

/// What handlers answer with.
pub type Result<T> = std::result::Result<T, Problem>;

/// A failure on its way out.
#[derive(Debug)]
pub struct Problem(Failure);

impl<E: Into<Failure>> From<E> for Problem {
    fn from(failure: E) -> Self {
        Self(failure.into())
    }
}

/// A problem document.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `urn:hearth:` and the code.
    pub r#type: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable code, for programs.
    pub code: String,
    /// What happened and what to do, for people.
    pub title: String,
    /// The field to mend, as a JSON path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Each field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemField>,
    /// Names this request in the log.
    pub request_id: String,
}

/// One field that is wrong.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// The field, as a JSON path.
    pub field: String,
    /// Stable code, for programs.
    pub code: String,
    /// What is wrong and what to do, for people.
    pub detail: String,
}

/// What is told of a fault of ours: whether the operator has to make room, or to look into the log.
pub fn shown_fault(failure: &Failure) -> (u16, &'static str) {
    if failure.is_out_of_room() { (507, "web.no_room") } else { (500, "web.fault") }
}

/// Carries the refusal from the handler to the layer.
#[derive(Clone)]
struct Carried(Arc<Refusal>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let refusal = match self.0 {
            Failure::Refused(it) => *it,
            Failure::Busy => Refusal::new(503, "web.busy"),
            failure @ Failure::Fault(_) => {
                tracing::error!(fault = failure.to_string(), "a request failed");
                let (status, code) = shown_fault(&failure);
                Refusal::new(status, code)
            }
        };
        let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response.extensions_mut().insert(Carried(Arc::new(refusal)));
        response
    }
}

/// Names the request for the log.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The layer that puts problems into words.
pub async fn answer_problems(State(texts): State<Arc<Texts>>, mut request: Request, next: Next) -> Response {
    let lang = Lang::of(request.headers());
    let id = request.extensions().get::<RequestId>().map(|it| it.0.clone()).unwrap_or_default();
    // Handlers that speak in sentences themselves find them here.
    request.extensions_mut().insert(Arc::clone(&texts));
    let mut response = next.run(request).await;
    let Some(Carried(refusal)) = response.extensions_mut().remove::<Carried>() else { return response };
    let problems = refusal.problems.iter().map(|it| ProblemField {
        field: it.field.clone(),
        code: it.code.to_owned(),
        detail: texts.say(lang, it.code, &it.params),
    });
    let body = ProblemBody {
        r#type: format!("urn:hearth:{}", refusal.code),
        status: refusal.status,
        code: refusal.code.to_owned(),
        title: texts.say(lang, refusal.code, &refusal.params),
        field: refusal.field.as_ref().map(ToString::to_string),
        problems: problems.collect(),
        request_id: id,
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    let json = serde_json::to_vec(&body).unwrap_or_default();
    Response::from_parts(parts, json.into())
}
