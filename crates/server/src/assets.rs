//! The pages and programs for browsers, built into ours: the staff's app, and what visitors see.

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base::Refusal;
use base::ids::EntranceId;
use rust_embed::RustEmbed;
use web::{App, Problem};

#[derive(RustEmbed)]
#[folder = "../../web/desk/dist"]
#[allow_missing = true]
struct Desk;

#[derive(RustEmbed)]
#[folder = "../../web/visitor/dist"]
#[allow_missing = true]
struct Visitor;

/// What visitors see: the widget that any shop's page may carry, and the portal.
pub fn visitor() -> Router<App> {
    Router::new()
        .route("/widget.js", get(widget))
        .route("/demo-shop", get(demo_shop))
        .route("/demo-shop.css", get(async |headers: HeaderMap| page("demo-shop.css", &headers)))
        .route("/portal", get(async |headers: HeaderMap| page("portal.html", &headers)))
        .route("/portal.js", get(async |headers: HeaderMap| page("portal.js", &headers)))
        .route("/portal.css", get(async |headers: HeaderMap| page("portal.css", &headers)))
}

/// The script of shops: other sites' pages may load it, whatever they ask of what they load.
async fn widget(headers: HeaderMap) -> Response {
    let mut response = page("widget.js", &headers);
    for (name, value) in [("cross-origin-resource-policy", "cross-origin"), ("access-control-allow-origin", "*")] {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Which entrance the demo's shop shows; it lies beside the demo's data and nowhere else.
const SHOP: &str = "demo-shop";

/// From now on the demo's shop is there, with this entrance on its page.
pub fn open_shop(data: &Path, entrance: &EntranceId) -> base::Result<()> {
    std::fs::write(data.join(SHOP), entrance.as_str()).map_err(base::fault)
}

/// A page that is not ours to those who look: the demo's shop, with the widget on it.
async fn demo_shop(app: App) -> Response {
    let entrance =
        tokio::fs::read_to_string(app.data.join(SHOP)).await.ok().and_then(|it| it.parse::<EntranceId>().ok());
    let (Some(entrance), Some(file)) = (entrance, Visitor::get("demo-shop.html")) else {
        return Problem::from(Refusal::new(404, "web.not_found")).into_response();
    };
    let text = String::from_utf8_lossy(&file.data).replace("ENTRANCE", entrance.as_str());
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

/// A file for visitors, or that the browser's own copy is still the same.
fn page(name: &'static str, asked: &HeaderMap) -> Response {
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
