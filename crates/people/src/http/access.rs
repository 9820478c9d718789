//! Roles, and the report of who may do what.

use axum::Extension;
use base::ids::PersonId;
use base::{Page, Paged};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Json, Path, Query};

use crate::acts::access::{self, RoleInfo};
use crate::acts::rounds;
use crate::handle::People;
use crate::model::{AccessRow, GiveReview, NewReview, ReviewRound};

/// The roles of the policy `access`.
#[utoipa::path(get, path = "/api/v1/roles", tag = "people", responses((status = 200, body = Vec<RoleInfo>)))]
pub async fn list_roles(app: App, me: Actor, Extension(people): Extension<People>) -> web::Result<Json<Vec<RoleInfo>>> {
    app.read(move |tx| access::role_list(&people, tx, &me)).await
}

/// Which rows of the report are wanted.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AccessQuery {
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
    /// Only those whom the asker is to review.
    #[serde(default)]
    mine: bool,
}

/// Who may do what, how far, since when unused: for access reviews.
#[utoipa::path(get, path = "/api/v1/people-access", tag = "people", params(AccessQuery), responses((status = 200, body = Paged<AccessRow>)))]
pub async fn access_report(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(asked): Query<AccessQuery>,
) -> web::Result<Json<Paged<AccessRow>>> {
    app.read(move |tx| {
        let page = Page { after: asked.after, limit: asked.limit };
        let (rows, after) = (page.rows(), page.after.unwrap_or_default());
        let found = access::report(&people, tx, &me, (asked.mine, &after), rows + 1)?;
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

/// The rounds of reviews, the latest first: who reviews, how much is done, what is overdue.
#[utoipa::path(get, path = "/api/v1/people-access/rounds", tag = "people", params(Page), responses((status = 200, body = Paged<ReviewRound>)))]
pub async fn list_review_rounds(
    app: App,
    me: Actor,
    Query(page): Query<Page>,
) -> web::Result<Json<Paged<ReviewRound>>> {
    app.read(move |tx| rounds::list(tx, &me, &page)).await
}

/// Open a round of reviews of everybody with roles, before policy does.
#[utoipa::path(post, path = "/api/v1/people-access/rounds", tag = "people", responses((status = 200, body = ReviewRound)))]
pub async fn open_review_round(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
) -> web::Result<Json<ReviewRound>> {
    app.write(move |tx| rounds::start(&people, tx, &me)).await
}

/// Name who reviews somebody in the round that is under way.
#[utoipa::path(post, path = "/api/v1/people-access/{id}/reviewer", tag = "people", params(("id" = String, Path)), request_body = GiveReview, responses((status = 200, body = AccessRow)))]
pub async fn give_review(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
    Json(new): Json<GiveReview>,
) -> web::Result<Json<AccessRow>> {
    app.write(move |tx| rounds::give(&people, tx, &me, &id, &new)).await
}
