//! The list of metrics.

use base::Paged;
use web::{Actor, Json, Right};

use crate::catalogue::{self, Metric};

/// Every metric with its definition, formula, unit, exclusions and version.
#[utoipa::path(get, path = "/api/v1/metrics", tag = "metrics", responses((status = 200, body = Paged<Metric>)))]
pub async fn list_metrics(me: Actor) -> web::Result<Json<Paged<Metric>>> {
    me.may(Right::ReadMetrics)?;
    Ok(Json(Paged { items: catalogue::all().copied().collect(), next: None }))
}
