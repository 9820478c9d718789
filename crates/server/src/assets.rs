//! The web app, built into the program.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base::Refusal;
use rust_embed::RustEmbed;
use web::Problem;

#[derive(RustEmbed)]
#[folder = "../../web/desk/dist"]
#[allow_missing = true]
struct Desk;

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
