//! Papers as PDF. Printing is a command: that it was done, by whom and when, is written down.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::ids::{CaseId, PaperId};
use base::{Result, fault};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Path, Right};

use super::At;
use crate::api::ToPrint;
use crate::files::percent;

/// Nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintPaper {}

/// A paper about an application, as PDF.
#[utoipa::path(post, path = "/api/v1/cases/{id}/papers/{pid}/print", tag = "services", params(("id" = String, Path), ("pid" = String, Path)), request_body = PrintPaper,
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn print_paper(
    app: App,
    me: Actor,
    at: At,
    Path((id, pid)): Path<(CaseId, PaperId)>,
    Command { .. }: Command<PrintPaper>,
) -> web::Result<Response> {
    me.may(Right::ReadCases)?;
    print(app, move |tx| at.desk.print_paper(tx, &me, &id, &pid, at.words())).await
}

/// The whole file of a case, as PDF.
#[utoipa::path(post, path = "/api/v1/cases/{id}/print", tag = "services", params(("id" = String, Path)), request_body = PrintPaper,
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>)))]
pub async fn print_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { .. }: Command<PrintPaper>,
) -> web::Result<Response> {
    me.may(Right::ReadCases)?;
    print(app, move |tx| at.desk.print_case(tx, &me, &id, at.words())).await
}

/// Composes in a transaction; sets and writes outside of it, where nobody else waits for the database.
async fn print(
    app: App,
    compose: impl FnOnce(&mut Tx<'_>) -> Result<ToPrint> + Send + 'static,
) -> web::Result<Response> {
    let it = app.db.write(compose).await?;
    let (pdf, name) = tokio::task::spawn_blocking(move || paper::pdf(&it.paper).map(|pdf| (pdf, it.name)))
        .await
        .map_err(fault)
        .flatten()?;
    let name = format!("inline; filename*=UTF-8''{}", percent(&name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(fault)?),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, pdf).into_response())
}
