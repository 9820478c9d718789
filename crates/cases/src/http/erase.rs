//! What would go of the cases of a customer who is let go.

use base::ids::CustomerId;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Json, Query, Right};

use crate::api::{self, ErasurePreview};

/// Whose cases.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ErasureQuery {
    /// The customer.
    customer: CustomerId,
}

/// What would go of the cases of a customer.
#[utoipa::path(get, path = "/api/v1/cases/erasure-preview", tag = "cases", params(ErasureQuery), responses((status = 200, body = ErasurePreview)))]
pub async fn cases_erasure_preview(
    app: App,
    me: Actor,
    Query(asked): Query<ErasureQuery>,
) -> web::Result<Json<ErasurePreview>> {
    me.may(Right::EraseCustomers)?;
    app.read(move |tx| api::preview(tx, &me, &asked.customer)).await
}
