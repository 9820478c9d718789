//! The pages and programs for browsers, built into ours: the staff's app, and what visitors see.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::Refusal;
use rust_embed::RustEmbed;
use web::Problem;

#[derive(RustEmbed)]
#[folder = "../../web/desk/dist"]
#[allow_missing = true]
struct Desk;

#[derive(RustEmbed)]
#[folder = "../../web/visitor/dist"]
#[allow_missing = true]
struct Visitor;

/// What visitors see: the widget that any shop's page may carry, and the portal.
pub fn visitor() -> Router {
    Router::new()
        .route("/widget.js", get(widget))
        .route("/portal", get(|headers| page("portal.html", headers)))
        .route("/portal.js", get(|headers| page("portal.js", headers)))
        .route("/portal.css", get(|headers| page("portal.css", headers)))
}

/// The script of shops: other sites' pages may load it, whatever they ask of what they load.
async fn widget(headers: HeaderMap) -> Response {
    let mut response = page("widget.js", headers).await;
    for (name, value) in [("cross-origin-resource-policy", "cross-origin"), ("access-control-allow-origin", "*")] {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// A file for visitors, or that the browser's own copy is still the same.
async fn page(name: &'static str, asked: HeaderMap) -> Response {
    let Some(file) = Visitor::get(name) else {
        return (StatusCode::NOT_FOUND, "This page is not built into this program: see README.").into_response();
    };
    let etag = format!("\"{}\"", base::text::hex(&file.metadata.sha256_hash()[..16]));
    let same = asked.get(header::IF_NONE_MATCH).is_some_and(|it| it.as_bytes() == etag.as_bytes());
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { answer(file, false) };
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

/// A file of the web app; the app's page for every address that is not a file, since the app has its own addresses.
pub async fn desk(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Problem::from(Refusal::new(404, "web.not_found")).into_response();
    }
    let is_file = path.rsplit('/').next().is_some_and(|it| it.contains('.'));
    match Desk::get(path).filter(|_| !path.is_empty()) {
        Some(file) => answer(file, path.starts_with("assets/")),
        None if is_file => StatusCode::NOT_FOUND.into_response(),
        None => match Desk::get("index.html") {
            Some(page) => answer(page, false),
            None => (StatusCode::NOT_FOUND, "The web app is not built into this program: see README.").into_response(),
        },
    }
}

/// Files under `assets/` carry their content's hash in their name and never change.
fn answer(file: rust_embed::EmbeddedFile, unchanging: bool) -> Response {
    let kind = HeaderValue::from_str(file.metadata.mimetype()).unwrap_or(HeaderValue::from_static("text/plain"));
    let keep = if unchanging { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::from(file.data));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}
