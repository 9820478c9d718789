//! Units.

use axum::Extension;
use base::ids::UnitId;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Actor, App, Command, Json, Path, Right};

use crate::acts::units::{self as acts, NewUnit, UnitPatch};
use crate::handle::People;
use crate::model::{Unit, UnitKind};
use crate::refused::Refused;
use crate::store::units;

/// All units. Their names are no secret within the organisation: work is handed from one to another.
#[utoipa::path(get, path = "/api/v1/units", tag = "people", responses((status = 200, body = Vec<Unit>)))]
pub async fn list_units(app: App, me: Actor) -> web::Result<Json<Vec<Unit>>> {
    me.may(Right::ReadPeople)?;
    app.read(units::all).await
}

/// What is needed to found a unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewUnit)]
pub struct UnitAsked {
    /// The unit above; the company when left out.
    #[serde(default)]
    parent_id: Option<UnitId>,
    /// Its name.
    name: String,
    /// What it is.
    kind: UnitKind,
    /// By what policy names it, such as `billing`: lower-case words joined by `_`.
    #[serde(default)]
    code: Option<String>,
}

/// Found a unit.
#[utoipa::path(post, path = "/api/v1/units", tag = "people", request_body = UnitAsked, responses((status = 200, body = Unit)))]
pub async fn add_unit(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body, key }: Command<UnitAsked>,
) -> web::Result<Json<Unit>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        let company = || Ok(units::company(tx)?.ok_or(Refused::UnitNotFound)?.id);
        let parent_id = body.parent_id.map_or_else(company, base::Result::Ok)?;
        acts::add(&people, tx, &actor, &NewUnit { parent_id, name: body.name, kind: body.kind, code: body.code })
    })
    .await
}

/// Rename, move or close a unit.
#[utoipa::path(patch, path = "/api/v1/units/{id}", tag = "people", params(("id" = String, Path)), request_body = UnitPatch, responses((status = 200, body = Unit)))]
pub async fn patch_unit(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<UnitId>,
    Json(patch): Json<UnitPatch>,
) -> web::Result<Json<Unit>> {
    app.write(move |tx| acts::patch(&people, tx, &me, &id, &patch)).await
}
