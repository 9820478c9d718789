//! A figure.

use axum::Extension;
use axum::http::HeaderMap;
use web::{Actor, App, Json, Lang, Path, Query, Right};

use crate::api::{self, Answer, Ask};
use crate::house::Shared;

/// A metric over a period: the whole, each part, each group, and the period before; with the number of facts and the
/// interval beside every figure.
#[utoipa::path(get, path = "/api/v1/metrics/{id}", tag = "metrics", params(("id" = String, Path), Ask),
    responses((status = 200, body = Answer)))]
pub async fn read_metric(
    app: App,
    Extension(house): Extension<Shared>,
    me: Actor,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
) -> web::Result<Json<Answer>> {
    me.may(Right::ReadMetrics)?;
    let lang = Lang::of(&headers);
    app.read(move |tx| {
        let asked = api::ask(tx, &*house, &me, lang, &id, &ask)?;
        api::answer(tx, &*house, &asked)
    })
    .await
}
