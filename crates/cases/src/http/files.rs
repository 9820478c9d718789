//! Files kept with a case.

use std::fmt::Write as _;
use std::io::Read as _;

use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::ids::{AttachmentId, CaseId};
use base::{Refusal, fault};
use web::{Actor, App, Path, Right};

use super::{At, Fresh, command};
use crate::api::{NewFile, shown};
use crate::refused::Refused;

/// More than policy can ever allow: a file is read whole before it is sealed.
pub(super) const MOST: usize = 64 * 1024 * 1024;

/// The layer of the route that takes files.
pub(super) fn limit() -> DefaultBodyLimit {
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

/// Keep a file with a case.
#[utoipa::path(post, path = "/api/v1/cases/{id}/attachments", tag = "cases", params(("id" = String, Path)),
    request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = shown::Case)))]
pub async fn attach_file(app: App, me: Actor, at: At, Path(id): Path<CaseId>, form: Multipart) -> Fresh {
    me.may(Right::WorkCases)?;
    let file = taken(form).await?;
    command(app, me, at, None, move |desk, tx, me| desk.attach(tx, me, &id, &file)).await
}

/// The first file of a form.
pub(super) async fn taken(mut form: Multipart) -> web::Result<NewFile> {
    let unreadable = |it: axum::extract::multipart::MultipartError| {
        let too_large = it.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
        let most = i64::try_from(MOST).unwrap_or(i64::MAX);
        if too_large { base::Failure::from(Refused::FileTooLarge(most)) } else { Refused::FileMissing.into() }
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or_default().to_owned();
            let media_type = part.content_type().unwrap_or_default().to_owned();
            let content = part.bytes().await.map_err(unreadable)?.to_vec();
            return Ok(NewFile { name, media_type, content });
        }
    }
    Err(Refused::FileMissing.into())
}

/// A text as a header takes it.
pub(super) fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, it| {
        let _ = write!(all, "%{it:02X}");
        all
    })
}

/// The content of a file, to be saved: never shown as a page of ours.
#[utoipa::path(get, path = "/api/v1/attachments/{id}", tag = "cases", params(("id" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn attachment(app: App, me: Actor, at: At, Path(id): Path<AttachmentId>) -> web::Result<Response> {
    me.may(Right::ReadCases)?;
    let (found, content) = app
        .db
        .read(move |tx| {
            let found = at.desk.attachment(tx, &me, &id)?;
            let mut content = Vec::new();
            at.desk.files().open(id.as_str()).and_then(|mut it| it.read_to_end(&mut content)).map_err(fault)?;
            Ok((found, content))
        })
        .await?;
    let name = percent(&found.name);
    let value = |text: String| HeaderValue::from_str(&text).map_err(|_| Refusal::new(500, "web.fault"));
    let headers = [
        (header::CONTENT_TYPE, value(found.media_type)?),
        (header::CONTENT_DISPOSITION, value(format!("attachment; filename*=UTF-8''{name}"))?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, content).into_response())
}
