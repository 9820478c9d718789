//! The cases of a list as a file.

use std::sync::Arc;

use axum::response::Response;
use serde::Deserialize;
use web::{Actor, App, Json, Query, Right};

use super::At;
use crate::api::{CaseExport, CaseExportPreview};

/// Which list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportedList {
    /// The list's query, as in the address bar.
    query: String,
}

/// What an export of a list would hold: its columns, how many cases, the first of them, masked.
#[utoipa::path(get, path = "/api/v1/cases/export", tag = "cases", params(ExportedList), responses((status = 200, body = CaseExportPreview)))]
pub async fn preview_case_export(
    app: App,
    me: Actor,
    at: At,
    Query(asked): Query<ExportedList>,
) -> web::Result<Json<CaseExportPreview>> {
    me.may(Right::ExportCases)?;
    app.read(move |tx| at.desk.preview_export(tx, &me, &asked.query, &at.texts, at.lang)).await
}

/// Take the cases of a list out as a sheet. It stays on record who took what, and why.
#[utoipa::path(post, path = "/api/v1/cases/export", tag = "cases", request_body = CaseExport,
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn export_cases(app: App, me: Actor, at: At, Json(asked): Json<CaseExport>) -> web::Result<Response> {
    me.may(Right::ExportCases)?;
    let (format, texts, lang) = (asked.format, Arc::clone(&at.texts), at.lang);
    let name = at.words().word("cases.export_name");
    let desk = at.desk.clone();
    let (header, taken) = app.db.write(move |tx| desk.begin_export(tx, &me, &asked, &texts, lang)).await?;
    customers::api::sheet(app.db, &name, format, header, taken).await
}
