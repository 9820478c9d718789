//! Roles, and the report of who may do what.

use axum::Extension;
use base::ids::PersonId;
use base::{Page, Paged};
use web::{Actor, App, Json, Path, Query};

use crate::acts::access::{self, RoleInfo};
use crate::handle::People;
use crate::model::{AccessRow, NewReview};

/// The roles of the policy `access`.
#[utoipa::path(get, path = "/api/v1/roles", tag = "people", responses((status = 200, body = Vec<RoleInfo>)))]
pub async fn list_roles(app: App, me: Actor, Extension(people): Extension<People>) -> web::Result<Json<Vec<RoleInfo>>> {
    app.read(move |tx| access::role_list(&people, tx, &me)).await
}

/// Who may do what, how far, since when unused: for access reviews.
#[utoipa::path(get, path = "/api/v1/people-access", tag = "people", params(Page), responses((status = 200, body = Paged<AccessRow>)))]
pub async fn access_report(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(page): Query<Page>,
) -> web::Result<Json<Paged<AccessRow>>> {
    app.read(move |tx| {
        let rows = page.rows();
        let after = page.after.clone().unwrap_or_default();
        let found = access::report(&people, tx, &me, &after, rows + 1)?;
        Ok(Paged::of(found, rows, |it| it.login.clone()))
    })
    .await
}

/// Say of somebody that what they may do is right, or that it is to be withdrawn; on record.
#[utoipa::path(post, path = "/api/v1/people-access/{id}/review", tag = "people", params(("id" = String, Path)), request_body = NewReview, responses((status = 200, body = AccessRow)))]
pub async fn review_access(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
    Json(new): Json<NewReview>,
) -> web::Result<Json<AccessRow>> {
    app.write(move |tx| access::review(&people, tx, &me, &id, &new)).await
}
