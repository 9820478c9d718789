//! Trying a mapping and starting a run.

use std::collections::BTreeMap;

use axum::Extension;
use axum::http::HeaderMap;
use base::fault;
use base::ids::ImportId;
use policy::Policies;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, App, Json, Lang, Path, Right, Texts};

use super::shown::{Import, shown};
use crate::desk::{self, Tried};
use crate::mapping::Mapping;
use crate::refused::Refused;
use crate::store::jobs;

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
    Path(id): Path<ImportId>,
    headers: HeaderMap,
    Json(asked): Json<PreviewImport>,
) -> web::Result<Json<Preview>> {
    me.may(Right::ImportCases)?;
    let mapping = mapping(asked.mapping)?;
    let file = desk::file(&app.data, &id);
    app.db.read(move |tx| Ok(jobs::one(tx, &id)?.ok_or(Refused::NotFound)?)).await?;
    let tried = tokio::task::spawn_blocking(move || desk::try_out(&file, &mapping)).await.map_err(fault)??;
    let (texts, lang) = (Texts::new(&[crate::TEXTS])?, Lang::of(&headers));
    let said = |it: &crate::rules::row::Problem| {
        format!("{} {}", it.column, texts.say(lang, &it.code, &base::Params::new())).trim().to_owned()
    };
    let Tried { rows, good, bad } = tried;
    let rows = rows.into_iter().map(|it| PreviewRow {
        line: it.line,
        values: it.values,
        problems: it.problems.iter().map(said).collect(),
    });
    Ok(Json(Preview { rows: rows.collect(), good, bad }))
}

/// Start a run. It goes on in the background, also when the browser goes away or the server is started again.
#[utoipa::path(post, path = "/api/v1/imports/{id}/start", tag = "imports", params(("id" = String, Path)), request_body = StartImport, responses((status = 200, body = Import)))]
pub async fn start_import(
    app: App,
    me: Actor,
    Extension(policies): Extension<Policies>,
    Path(id): Path<ImportId>,
    Json(asked): Json<StartImport>,
) -> web::Result<Json<Import>> {
    me.may(Right::ImportCases)?;
    let mapping = mapping(asked.mapping)?;
    let (job, dry_run) = (id.clone(), asked.dry_run);
    let import = app
        .db
        .write(move |tx| {
            jobs::one(tx, &job)?.ok_or(Refused::NotFound)?;
            if !jobs::begin(tx, &job, &mapping, dry_run)? {
                return Err(Refused::Begun.into());
            }
            let job = jobs::one(tx, &job)?.ok_or(Refused::NotFound)?;
            shown(tx, job)
        })
        .await?;
    desk::spawn(app.db.clone(), policies, app.data.to_path_buf(), id)?;
    Ok(Json(import))
}
