//! Profiles that may be one person, and those that became one.

use axum::Extension;
use base::ids::{CustomerId, MergeId};
use base::{Page, Paged};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query};

use crate::acts;
use crate::handle::Customers;
use crate::model::{Customer, Merge, MergeAsked, Pair, PairState, PairTaken, UndoAsked};

/// Which pairs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PairsQuery {
    /// What became of them; those that wait when left out.
    state: Option<PairState>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// Pairs of profiles that may be one person, those that say most first.
#[utoipa::path(get, path = "/api/v1/customers/duplicates", tag = "customers", params(PairsQuery), responses((status = 200, body = Paged<Pair>)))]
pub async fn list_duplicates(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Query(asked): Query<PairsQuery>,
) -> web::Result<Json<Paged<Pair>>> {
    let page = Page { after: asked.after, limit: asked.limit };
    let state = asked.state.unwrap_or(PairState::Open);
    app.read(move |tx| acts::proposed(&of, tx, &me, state, &page)).await
}

/// Say about a pair whether it is one person.
#[utoipa::path(post, path = "/api/v1/customers/duplicates", tag = "customers", request_body = PairTaken, responses((status = 200, body = Pair)))]
pub async fn decide_duplicate(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Json(taken): Json<PairTaken>,
) -> web::Result<Json<Pair>> {
    app.write(move |tx| acts::decide(&of, tx, &me, &taken)).await
}

/// The pairs of a customer that wait.
#[utoipa::path(get, path = "/api/v1/customers/{id}/duplicates", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Pair>)))]
pub async fn customer_duplicates(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Vec<Pair>>> {
    app.read(move |tx| acts::of_customer(&of, tx, &me, &id)).await
}

/// Make another profile one with this one.
#[utoipa::path(post, path = "/api/v1/customers/{id}/merge", tag = "customers", params(("id" = String, Path)), request_body = MergeAsked, responses((status = 200, body = Customer)))]
pub async fn merge_customers(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Command { body: asked, key }: Command<MergeAsked>,
) -> web::Result<Json<Customer>> {
    super::customers::once(app, me, key, of, move |of, tx, me| Ok(acts::merge(of, tx, me, &id, &asked)?.id)).await
}

/// The merges into a customer, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/merges", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Merge>)))]
pub async fn customer_merges(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Vec<Merge>>> {
    app.read(move |tx| acts::merges(&of, tx, &me, &id)).await
}

/// Take a merge back: both profiles are what they were.
#[utoipa::path(post, path = "/api/v1/customers/merges/{id}/undo", tag = "customers", params(("id" = String, Path)), request_body = UndoAsked, responses((status = 200, body = Customer)))]
pub async fn undo_merge(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<MergeId>,
    Command { body: asked, key }: Command<UndoAsked>,
) -> web::Result<Json<Customer>> {
    super::customers::once(app, me, key, of, move |of, tx, me| Ok(acts::undo(of, tx, me, &id, &asked)?.id)).await
}
