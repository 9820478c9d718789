//! How files come in and go out over HTTP, for every capability that keeps some.

use std::fmt::Write as _;

use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::ids::AttachmentId;
use base::{Failure, Refusal, fault};
use serde::Deserialize;
use utoipa::IntoParams;
use vault::Files;

use crate::api::NewFile;
use crate::refused::Refused;

/// More than policy can ever allow: a file is read whole before it is sealed.
const MOST: usize = 64 * 1024 * 1024;

/// The layer of routes that take files.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST)
}

/// A file in a form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form; the form is read part by part")]
pub struct FileForm {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// The first file of a form, once whatever guards the house has looked at it.
///
/// # Errors
/// Refused when there is none, when it is larger than policy can ever allow, and when something bad is in it.
pub async fn taken(mut form: Multipart, files: &Files) -> web::Result<NewFile> {
    let unreadable = |it: MultipartError| {
        let too_large = it.status() == StatusCode::PAYLOAD_TOO_LARGE;
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        if too_large { Failure::from(Refused::FileTooLarge(most)) } else { Refused::FileMissing.into() }
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or_default().to_owned();
            let media_type = part.content_type().unwrap_or_default().to_owned();
            let content = part.bytes().await.map_err(unreadable)?.to_vec();
            let files = files.clone();
            let look = move || files.look(&content).map(|()| content);
            let content = tokio::task::spawn_blocking(look).await.map_err(fault)??;
            return Ok(NewFile { name, media_type, content });
        }
    }
    Err(Refused::FileMissing.into())
}

/// How a file is wanted.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HowShown {
    /// As a small picture (JPEG, at most 480 pixels on a side) rather than whole.
    #[serde(default)]
    pub small: bool,
}

/// A file that somebody may have, as an answer: to be saved, never shown as a page of ours.
///
/// # Errors
/// Refused when a small picture is wanted of what is no picture.
pub async fn answer(
    files: &Files,
    of: (AttachmentId, String, String),
    how: HowShown,
    salt: [u8; 16],
) -> web::Result<Response> {
    let (id, name, media_type) = of;
    let files = files.clone();
    let read = move || {
        if how.small {
            return files.small_picture(id.as_str(), salt);
        }
        files.whole(id.as_str()).map_err(fault)
    };
    let content = tokio::task::spawn_blocking(read).await.map_err(fault)??;
    let value = |text: String| HeaderValue::from_str(&text).map_err(|_| Refusal::new(500, "web.fault"));
    let media_type = if how.small { "image/jpeg".to_owned() } else { media_type };
    let headers = [
        (header::CONTENT_TYPE, value(media_type)?),
        (header::CONTENT_DISPOSITION, value(format!("attachment; filename*=UTF-8''{}", percent(&name)))?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, content).into_response())
}

/// A text as a header takes it.
pub(crate) fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, it| {
        let _ = write!(all, "%{it:02X}");
        all
    })
}
