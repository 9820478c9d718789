//! Trying a mapping and starting a run.

use std::collections::BTreeMap;

use axum::Extension;
use axum::http::HeaderMap;
use base::fault;
use base::ids::ImportId;
use cases::Desk;
use policy::Policies;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, App, Json, Lang, Path, Right};

use super::shown::{Import, mine, shown};
use crate::api::{forms, refuse_if_busy, tag};
use crate::desk::{self, Lying, Tried};
use crate::mapping::Mapping;
use crate::model::{Job, JobState};
use crate::refused::Refused;
use crate::store::jobs;
use crate::words::Words;

/// A mapping to try.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct PreviewImport {
    /// The mapping, in the form of the mapping files.
    #[schema(value_type = Object)]
    mapping: serde_json::Value,
}

/// A run to start.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct StartImport {
    /// The mapping, in the form of the mapping files.
    #[schema(value_type = Object)]
    mapping: serde_json::Value,
    /// Only try: everything but the writing.
    #[serde(default)]
    dry_run: bool,
}

/// What would come of the first rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Rows looked at that can be used.
    pub good: u64,
    /// Rows looked at that cannot.
    pub bad: u64,
    /// Columns that the mapping names and the file lacks; nothing is known of them then.
    pub lacking: Vec<String>,
}

/// What would come of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewRow {
    /// The file's line.
    pub line: u64,
    /// What it says, by name.
    pub values: BTreeMap<String, String>,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

fn mapping(value: serde_json::Value) -> base::Result<Mapping> {
    let mapping: Mapping =
        serde_json::from_value(value).map_err(|it| Refused::Mapping(crate::mapping::Wrong::Written(it.to_string())))?;
    mapping.check().map_err(Refused::Mapping)?;
    Ok(mapping)
}

/// Try a mapping on the first rows; nothing is written.
#[utoipa::path(post, path = "/api/v1/imports/{id}/preview", tag = "imports", params(("id" = String, Path)), request_body = PreviewImport, responses((status = 200, body = Preview)))]
pub async fn preview_import(
    app: App,
    me: Actor,
    Extension(at): Extension<Desk>,
    Path(id): Path<ImportId>,
    headers: HeaderMap,
    Json(asked): Json<PreviewImport>,
) -> web::Result<Json<Preview>> {
    me.may(Right::ImportCases)?;
    let mapping = mapping(asked.mapping)?;
    let path = desk::file(&app.data, &id);
    let wanted = mapping.clone();
    let read = app.db.read(move |tx| Ok((mine(tx, &me, &id)?, forms(tx, &at, None, &wanted)?)));
    let (job, forms) = read.await?;
    let file = Lying { path, name: job.file_name };
    let tried = tokio::task::spawn_blocking(move || file.try_out(&mapping, &forms)).await.map_err(fault)??;
    let words = Words::new(Lang::of(&headers))?;
    let Tried { rows, good, bad, lacking } = tried;
    let rows = rows.into_iter().map(|it| PreviewRow {
        line: it.line,
        values: it.values,
        problems: it.problems.iter().map(|it| words.in_column(it)).collect(),
    });
    Ok(Json(Preview { rows: rows.collect(), good, bad, lacking }))
}

/// Start a run, or let one that was stopped go on. It goes on in the background, also when the browser goes away or the
/// server is started again.
#[utoipa::path(post, path = "/api/v1/imports/{id}/start", tag = "imports", params(("id" = String, Path)), request_body = StartImport, responses((status = 200, body = Import)))]
pub async fn start_import(
    app: App,
    me: Actor,
    Extension(at): Extension<Desk>,
    Extension(policies): Extension<Policies>,
    Path(id): Path<ImportId>,
    headers: HeaderMap,
    Json(asked): Json<StartImport>,
) -> web::Result<Json<Import>> {
    me.may(Right::ImportCases)?;
    let mapping = mapping(asked.mapping)?;
    let (lang, wanted, dry_run, asking) = (Lang::of(&headers), id.clone(), asked.dry_run, at.clone());
    let import = app
        .db
        .write(move |tx| {
            let job = mine(tx, &me, &wanted)?;
            forms(tx, &asking, None, &mapping)?;
            if !dry_run {
                refuse_if_busy(tx, &mapping.source, &job.id)?;
            }
            match may_start(&job, dry_run) {
                None => return Err(Refused::Begun.into()),
                Some(Start::Anew) => jobs::begin(tx, &job.id, &mapping, dry_run, tag(lang))?,
                // What is in was read by the first mapping, and so is the rest.
                Some(Start::GoOn) => jobs::resume(tx, &job.id)?,
            }
            let job = jobs::one(tx, &wanted)?.ok_or(Refused::NotFound)?;
            shown(tx, &me, lang, job)
        })
        .await?;
    desk::spawn(app.db.clone(), (at, policies), app.data.to_path_buf(), id)?;
    Ok(Json(import))
}

/// How a run starts.
enum Start {
    Anew,
    GoOn,
}

/// A file is read once, after as many trials as it needs; a run that was cut off goes on.
fn may_start(job: &Job, dry_run: bool) -> Option<Start> {
    let wrote = !job.dry_run && job.rows_done > 0;
    match job.state {
        JobState::Running => None,
        JobState::Failed if wrote => (!dry_run).then_some(Start::GoOn),
        JobState::Done if !job.dry_run => None,
        JobState::Waiting | JobState::Failed | JobState::Done => Some(Start::Anew),
    }
}

/// Stop a run after the rows at hand. What came in stays; starting it again goes on behind it.
#[utoipa::path(post, path = "/api/v1/imports/{id}/stop", tag = "imports", params(("id" = String, Path)), responses((status = 200, body = Import)))]
pub async fn stop_import(
    app: App,
    me: Actor,
    Path(id): Path<ImportId>,
    headers: HeaderMap,
) -> web::Result<Json<Import>> {
    me.may(Right::ImportCases)?;
    let lang = Lang::of(&headers);
    let import = app
        .db
        .write(move |tx| {
            let job = mine(tx, &me, &id)?;
            if !jobs::ask_to_stop(tx, &id)? {
                return Err(Refused::NotRunning.into());
            }
            shown(tx, &me, lang, job)
        })
        .await?;
    Ok(Json(import))
}
