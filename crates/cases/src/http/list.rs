//! Lists, counters and search.

use base::{Paged, Result};
use customers::model::Customer;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Json, Query, Right};

use super::At;
use crate::api::{CaseRow, Counts, ListQuery, Stage};

/// Cases that fulfil a query, page by page.
#[utoipa::path(get, path = "/api/v1/cases", tag = "cases", params(ListQuery), responses((status = 200, body = Paged<CaseRow>)))]
pub async fn list_cases(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<ListQuery>,
) -> web::Result<Json<Paged<CaseRow>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.list(tx, &me, &query)).await
}

/// The counters of the lists.
#[utoipa::path(get, path = "/api/v1/cases/counts", tag = "cases", responses((status = 200, body = Counts)))]
pub async fn case_counts(app: App, me: Actor, at: At) -> web::Result<Json<Counts>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.counts(tx, &me)).await
}

/// How many open cases stand where, by step and kind.
#[utoipa::path(get, path = "/api/v1/cases/stages", tag = "cases", responses((status = 200, body = Vec<Stage>)))]
pub async fn case_stages(app: App, me: Actor, at: At) -> web::Result<Json<Vec<Stage>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.stages(tx, &me)).await
}

/// What is looked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Looked {
    /// Words in Chinese or English, a number, a phone number; the last word may be unfinished.
    q: String,
}

/// What was found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Found {
    /// Cases, the newest first.
    cases: Vec<CaseRow>,
    /// Customers, masked.
    customers: Vec<Customer>,
}

/// Finds cases and customers that the actor may see.
#[utoipa::path(get, path = "/api/v1/search", tag = "cases", params(Looked), responses((status = 200, body = Found)))]
pub async fn search(app: App, me: Actor, at: At, Query(looked): Query<Looked>) -> web::Result<Json<Found>> {
    let reads = me.may(Right::ReadCases);
    if me.may(Right::ReadCustomers).is_err() {
        reads?;
    }
    app.read(move |tx| -> Result<Found> {
        let cases = if me.rights.has(Right::ReadCases) { at.desk.search(tx, &me, &looked.q)? } else { Vec::new() };
        let customers = customers::api::search(at.desk.customers(), tx, &me, &looked.q, 10)?;
        Ok(Found { cases, customers })
    })
    .await
}
