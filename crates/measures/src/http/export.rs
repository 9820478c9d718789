//! A figure as a file.

mod csv;
mod table;
mod xlsx;

use axum::Extension;
use axum::http::HeaderMap;
use axum::response::Response;
use base::{Result, fault};
use serde::Deserialize;
use web::{Actor, App, Lang, Path, Query, Right};

use crate::api::{self, Ask, Asked, FactRow};
use crate::catalogue::Text;
use crate::house::Shared;
use crate::refused::Refused;

/// Rows fetched from the database at once.
const CHUNK: i64 = 5_000;

/// In which form.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Form {
    /// `csv` (the rows behind the figure) or `xlsx` (the figure, its parts and groups, and the rows).
    pub format: Option<String>,
}

/// The rows behind a figure, and in a workbook also the figure with its definition, as a file.
#[utoipa::path(get, path = "/api/v1/metrics/{id}/export", tag = "metrics", params(("id" = String, Path), Ask, Form),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn export_metric(
    app: App,
    Extension(house): Extension<Shared>,
    me: Actor,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
    Query(form): Query<Form>,
) -> web::Result<Response> {
    me.may(Right::ExportMetrics)?;
    let lang = Lang::of(&headers);
    let (asking, reader) = (house.clone(), me.clone());
    let asked = app.db.read(move |tx| api::ask(tx, &*asking, &reader, lang, &id, &ask)).await?;
    let rows = Rows { app, house, me, asked, at: None, done: false };
    match form.format.as_deref().unwrap_or("csv") {
        "csv" => Ok(csv::answer(rows, lang)),
        "xlsx" => xlsx::answer(rows, lang).await.map_err(Into::into),
        other => Err(Refused::UnknownFormat(other.to_owned()).into()),
    }
}

/// The rows behind a figure, a chunk at a time: a slow reader holds no database thread, and no file grows in memory.
struct Rows {
    app: App,
    house: Shared,
    me: Actor,
    asked: Asked,
    at: Option<(i64, i64)>,
    done: bool,
}

impl Rows {
    /// The next chunk; empty at the end.
    async fn next(&mut self) -> Result<Vec<FactRow>> {
        if self.done || !self.asked.something {
            return Ok(Vec::new());
        }
        let (house, me, asked, at) = (self.house.clone(), self.me.clone(), self.asked.clone(), self.at);
        let found = self.app.db.read(move |tx| api::chunk(tx, &*house, &me, &asked, at, CHUNK)).await?;
        self.at = found.last().map(|it| (it.at.0, it.seq));
        self.done = i64::try_from(found.len()).map_err(fault)? < CHUNK;
        Ok(found)
    }

    /// What the file is called.
    fn file_name(&self, ending: &str) -> String {
        let period = &self.asked.question.period;
        let day = |at: base::Stamp| at.day(&self.asked.question.zone);
        format!("{}_{}_{}.{ending}", self.asked.question.metric.id, day(period.from), day(base::Stamp(period.to.0 - 1)))
    }
}

fn say(lang: Lang, text: Text) -> &'static str {
    match lang {
        Lang::Zh => text.zh,
        Lang::En => text.en,
    }
}

/// An answer that is saved as a file.
fn file(name: &str, media: &str, body: axum::body::Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    // Names are made of letters, digits, dots and underscores, so both always parse.
    for (key, value) in [
        (axum::http::header::CONTENT_TYPE, media.to_owned()),
        (axum::http::header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (axum::http::header::CACHE_CONTROL, "no-store".to_owned()),
    ] {
        if let Ok(value) = value.parse() {
            headers.insert(key, value);
        }
    }
    response
}
