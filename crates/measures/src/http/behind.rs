//! The rows behind a figure.

use axum::Extension;
use base::{Page, Paged};
use serde::Deserialize;
use web::{Actor, App, Json, Lang, Path, Query, Right};

use crate::api::{self, Ask, FactRow};
use crate::house::Shared;

/// Which of the rows.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// For shares: only those that hit (`true`), or only those that do not (`false`).
    pub hit: Option<bool>,
}

/// The facts and cases behind a figure, newest first: the same conditions as the figure itself.
#[utoipa::path(get, path = "/api/v1/metrics/{id}/cases", tag = "metrics", params(("id" = String, Path), Ask, Which, Page),
    responses((status = 200, body = Paged<FactRow>)))]
pub async fn list_metric_cases(
    app: App,
    Extension(house): Extension<Shared>,
    me: Actor,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
    Query(which): Query<Which>,
    Query(page): Query<Page>,
) -> web::Result<Json<Paged<FactRow>>> {
    me.may(Right::ReadMetrics)?;
    app.read(move |tx| {
        // Rows hold the ids of policy's words, whatever the language.
        let asked = api::ask(tx, &*house, &me, Lang::default(), &id, &ask)?;
        api::rows(tx, &*house, &me, &asked, which.hit, &page)
    })
    .await
}
