//! What operators see: health, readiness, metrics for Prometheus, and a log line for each request.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use web::{App, RequestId};

/// Requests counted by route and status, with the time they took.
#[derive(Debug, Default)]
pub struct Requests(Mutex<BTreeMap<(String, u16), Counted>>);

#[derive(Debug, Default, Clone, Copy)]
struct Counted {
    requests: u64,
    seconds: f64,
}

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The layer that names, counts and logs requests.
pub async fn observe(State(requests): State<Arc<Requests>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = format!("{:016x}", SEED.with(std::cell::Cell::get).wrapping_add(next_count()));
    let route = request.extensions().get::<MatchedPath>().map_or("(page)", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    tracing::debug!(request_id = id, %method, route, status, took_us = took.as_micros(), "request");
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(&REQUEST_ID, value);
    }
    let mut all = requests.0.lock().unwrap_or_else(PoisonError::into_inner);
    let counted = all.entry((format!("{method} {route}"), status)).or_default();
    counted.requests += 1;
    counted.seconds += took.as_secs_f64();
    response
}

thread_local! {
    /// Makes the ids of one run differ from those of another.
    static SEED: std::cell::Cell<u64> = std::cell::Cell::new(u64::from(std::process::id()) << 40);
}

fn next_count() -> u64 {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok"
}

/// The database answers, and takes what is written.
pub async fn readyz(app: App) -> Response {
    match app.db.write(|tx| tx.one::<(i64,)>("SELECT CAST(1 AS BIGINT)", db::args![])).await {
        Ok(_) => "ready".into_response(),
        Err(failure) => {
            tracing::warn!(%failure, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}

/// Counters in the text form of Prometheus.
pub async fn metrics(State(requests): State<Arc<Requests>>) -> Response {
    let mut text = String::from(
        "# HELP hearth_requests_total Requests by route and status.\n# TYPE hearth_requests_total counter\n",
    );
    let all = requests.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // Writing to a String cannot fail.
    for ((route, status), counted) in &all {
        let _ = writeln!(text, "hearth_requests_total{{route=\"{route}\",status=\"{status}\"}} {}", counted.requests);
    }
    text.push_str("# HELP hearth_request_seconds_total Time spent on requests.\n");
    text.push_str("# TYPE hearth_request_seconds_total counter\n");
    for ((route, status), counted) in &all {
        let _ =
            writeln!(text, "hearth_request_seconds_total{{route=\"{route}\",status=\"{status}\"}} {}", counted.seconds);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
