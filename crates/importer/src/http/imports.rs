//! Runs and what was wrong with their rows.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::ids::ImportId;
use base::{Page, Paged, fault};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Json, Lang, Path, Query, Right};

use super::shown::{Import, ImportError, mine, shown};
use crate::desk::{self, Lying};
use crate::model::JobState;
use crate::refused::Refused;
use crate::store::{jobs, problems};
use crate::words::Words;

/// The runs, the latest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", params(Page), responses((status = 200, body = Paged<Import>)))]
pub async fn list_imports(
    app: App,
    me: Actor,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> web::Result<Json<Paged<Import>>> {
    me.may(Right::ImportCases)?;
    let lang = Lang::of(&headers);
    app.read(move |tx| {
        let rows = page.rows();
        let found = jobs::latest(tx, page.after.as_deref(), rows + 1)?;
        let items = found.into_iter().map(|it| shown(tx, &me, lang, it)).collect::<base::Result<_>>()?;
        Ok(Paged::of(items, rows, |it: &Import| it.id.clone()))
    })
    .await
}

/// A run; for whoever sent its file, while it is there, with the columns, the first rows and the mapping so far.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = String, Path)), responses((status = 200, body = Import)))]
pub async fn import(app: App, me: Actor, Path(id): Path<ImportId>, headers: HeaderMap) -> web::Result<Json<Import>> {
    me.may(Right::ImportCases)?;
    let (lang, file, wanted) = (Lang::of(&headers), desk::file(&app.data, &id), id);
    let (mut import, mapping) = app
        .db
        .read(move |tx| {
            let job = jobs::one(tx, &wanted)?.ok_or(Refused::NotFound)?;
            Ok((shown(tx, &me, lang, job)?, jobs::mapping(tx, &wanted)?))
        })
        .await?;
    let open = import.dry_run || matches!(import.state, JobState::Waiting | JobState::Failed);
    if import.mine && open && import.state != JobState::Running && file.is_file() {
        let (options, file) = (mapping.read.clone(), Lying { path: file, name: import.name.clone() });
        let head = tokio::task::spawn_blocking(move || file.head(&options)).await.map_err(fault)??;
        (import.columns, import.sample, import.guess) = (head.columns, head.sample, Some(mapping));
    }
    Ok(Json(import))
}

/// Forget a file that brought nothing in, and whatever was found out about it.
#[utoipa::path(delete, path = "/api/v1/imports/{id}", tag = "imports", params(("id" = String, Path)), responses((status = 204)))]
pub async fn discard_import(app: App, me: Actor, Path(id): Path<ImportId>) -> web::Result<StatusCode> {
    me.may(Right::ImportCases)?;
    let files = [desk::file(&app.data, &id), desk::bad_file(&app.data, &id)];
    app.db
        .write(move |tx| {
            let job = mine(tx, &me, &id)?;
            let wrote = !job.dry_run && job.rows_done > 0;
            if job.state == JobState::Running || wrote || !job.dry_run && job.state == JobState::Done {
                return Err(Refused::Begun.into());
            }
            jobs::forget(tx, &id)
        })
        .await?;
    for file in files {
        // One that is not there has not to go.
        let _ = tokio::fs::remove_file(file).await;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// How the errors of a run are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ErrorQuery {
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
    /// `csv` for the table of refused rows to correct and import again.
    format: Option<String>,
}

/// The rows and cells that could not be used, in the order of the file.
#[utoipa::path(get, path = "/api/v1/imports/{id}/errors", tag = "imports", params(("id" = String, Path), ErrorQuery), responses((status = 200, body = Paged<ImportError>)))]
pub async fn import_errors(
    app: App,
    me: Actor,
    Path(id): Path<ImportId>,
    Query(asked): Query<ErrorQuery>,
    headers: HeaderMap,
) -> web::Result<Response> {
    me.may(Right::ImportCases)?;
    if asked.format.as_deref() == Some("csv") {
        return table(&app, me, id).await;
    }
    let page = Page { after: asked.after, limit: asked.limit };
    let words = Words::new(Lang::of(&headers))?;
    let errors = app.read(move |tx| {
        mine(tx, &me, &id)?;
        let (rows, after) = (page.rows(), page.after.and_then(|it| it.parse().ok()).unwrap_or(-1));
        let found = problems::of(tx, &id, after, rows + 1)?;
        let page = Paged::of(found, rows, |it| it.0.to_string());
        let items = page.items.into_iter().map(|(_, it)| ImportError {
            line: it.line,
            reason: words.reason(&it),
            column: Some(it.column).filter(|it| !it.is_empty()),
            code: it.code,
            value: Some(it.value).filter(|it| !it.is_empty()),
            refused: it.refused,
        });
        Ok(Paged { items: items.collect(), next: page.next })
    });
    Ok(errors.await?.into_response())
}

/// The refused rows as the file had them, with line and reason.
async fn table(app: &App, me: Actor, id: ImportId) -> web::Result<Response> {
    let file = desk::bad_file(&app.data, &id);
    app.db.read(move |tx| mine(tx, &me, &id)).await?;
    let bytes = tokio::fs::read(file).await.unwrap_or_default();
    let head = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"import.bad.csv\""),
    ];
    Ok((head, bytes).into_response())
}
