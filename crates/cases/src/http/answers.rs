//! Personal answers in full.

use base::ids::CaseId;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Json, Path, Right};

use super::At;
use crate::api::Unsealed;

/// Why personal data of a case is to be shown in full.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsealCase {
    /// What for; it stands on the case's timeline.
    reason: String,
}

/// Show what is personal about a case in full, on record.
#[utoipa::path(post, path = "/api/v1/cases/{id}/reveal", tag = "cases", params(("id" = String, Path)), request_body = UnsealCase, responses((status = 200, body = Unsealed)))]
pub async fn unseal_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    web::Json(body): web::Json<UnsealCase>,
) -> web::Result<Json<Unsealed>> {
    me.may(Right::ReadCases)?;
    app.write(move |tx| at.desk.unseal(tx, &me, &id, &body.reason)).await
}
