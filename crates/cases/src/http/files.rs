//! Files kept with a case.

use axum::extract::Multipart;
use axum::response::Response;
use base::ids::{AttachmentId, CaseId};
use web::{Actor, App, Path, Query, Right};

use super::{At, Fresh, command};
use crate::api::shown;
use crate::files::{FileForm, HowShown, answer, taken};

/// Keep a file with a case.
#[utoipa::path(post, path = "/api/v1/cases/{id}/attachments", tag = "cases", params(("id" = String, Path)),
    request_body(content = FileForm, content_type = "multipart/form-data"), responses((status = 200, body = shown::Case)))]
pub async fn attach_file(app: App, me: Actor, at: At, Path(id): Path<CaseId>, form: Multipart) -> Fresh {
    me.may(Right::WorkCases)?;
    let file = taken(form, at.desk.files()).await?;
    command(app, me, at, None, move |desk, tx, me| desk.attach(tx, me, &id, &file)).await
}

/// The content of a file, to be saved: never shown as a page of ours.
#[utoipa::path(get, path = "/api/v1/attachments/{id}", tag = "cases", params(("id" = String, Path), HowShown),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn attachment(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<AttachmentId>,
    Query(how): Query<HowShown>,
) -> web::Result<Response> {
    me.may(Right::ReadCases)?;
    let desk = at.desk.clone();
    let (found, salt) = app.db.read(move |tx| Ok((desk.attachment(tx, &me, &id)?, tx.random()))).await?;
    answer(at.desk.files(), (found.id, found.name, found.media_type), how, salt).await
}
