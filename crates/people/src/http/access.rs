//! Roles, and the report of who may do what.

use axum::Extension;
use base::{Page, Paged};
use web::{Actor, App, Json, Query};

use crate::acts::access::{self, AccessRow, RoleInfo};
use crate::handle::People;

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
