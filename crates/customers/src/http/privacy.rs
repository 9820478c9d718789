//! Consent, legal holds and erasure.

use axum::Extension;
use base::ids::{CustomerId, ErasureId, HoldId};
use base::{Page, Paged};
use policy::model::Choice;
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Json, Path, Query, Right};

use crate::acts::{erasure, privacy};
use crate::handle::Customers;
use crate::model::{
    Consent, CustomerWords, Erasure, ErasureAsked, ErasureDecided, ErasurePreview, ErasureState, Hold, HoldAsked,
    NewConsent,
};

/// The words of policy that the screens of customers need.
#[utoipa::path(get, path = "/api/v1/customers/words", tag = "customers", responses((status = 200, body = CustomerWords)))]
pub async fn customer_words(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
) -> web::Result<Json<CustomerWords>> {
    me.may(Right::ReadCustomers)?;
    app.read(move |tx| {
        let it = of.rules(tx)?;
        let signs = it.duplicates.signs.into_iter().map(|it| Choice { id: it.id, name: it.name }).collect();
        let (consent, reasons) = (it.consent, it.erasure.reasons);
        let (purposes, channels, sources) = (consent.purposes, consent.channels, consent.sources);
        Ok(CustomerWords { purposes, channels, sources, reasons, signs })
    })
    .await
}

/// What a customer agreed to and took back, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/consents", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Consent>)))]
pub async fn customer_consents(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Vec<Consent>>> {
    app.read(move |tx| privacy::consents(&of, tx, &me, &id)).await
}

/// Write down what a customer agrees to or takes back.
#[utoipa::path(post, path = "/api/v1/customers/{id}/consents", tag = "customers", params(("id" = String, Path)), request_body = NewConsent, responses((status = 200, body = Vec<Consent>)))]
pub async fn add_consent(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Json(new): Json<NewConsent>,
) -> web::Result<Json<Vec<Consent>>> {
    app.write(move |tx| privacy::add_consent(&of, tx, &me, &id, &new)).await
}

/// The legal holds on a customer's data, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/holds", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Hold>)))]
pub async fn customer_holds(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Vec<Hold>>> {
    app.read(move |tx| privacy::holds(&of, tx, &me, &id)).await
}

/// Hold a customer's data for the law: nothing is erased while it stands.
#[utoipa::path(post, path = "/api/v1/customers/{id}/holds", tag = "customers", params(("id" = String, Path)), request_body = HoldAsked, responses((status = 200, body = Vec<Hold>)))]
pub async fn hold_customer(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Json(asked): Json<HoldAsked>,
) -> web::Result<Json<Vec<Hold>>> {
    app.write(move |tx| privacy::hold(&of, tx, &me, &id, &asked.reason)).await
}

/// Lift a legal hold.
#[utoipa::path(post, path = "/api/v1/customers/holds/{id}/lift", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Hold>)))]
pub async fn lift_hold(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<HoldId>,
) -> web::Result<Json<Vec<Hold>>> {
    app.write(move |tx| privacy::lift(&of, tx, &me, &id)).await
}

/// What would go of a customer.
#[utoipa::path(get, path = "/api/v1/customers/{id}/erasure-preview", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = ErasurePreview)))]
pub async fn preview_erasure(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<ErasurePreview>> {
    app.read(move |tx| erasure::preview(&of, tx, &me, &id)).await
}

/// The erasures of a customer, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/{id}/erasures", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Vec<Erasure>)))]
pub async fn customer_erasures(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Vec<Erasure>>> {
    app.read(move |tx| erasure::of_customer(&of, tx, &me, &id)).await
}

/// Ask for a customer to be let go; a second person decides.
#[utoipa::path(post, path = "/api/v1/customers/{id}/erasures", tag = "customers", params(("id" = String, Path)), request_body = ErasureAsked, responses((status = 200, body = Erasure)))]
pub async fn ask_erasure(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Json(asked): Json<ErasureAsked>,
) -> web::Result<Json<Erasure>> {
    app.write(move |tx| erasure::ask(&of, tx, &me, &id, &asked.reason)).await
}

/// Which erasures.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ErasuresQuery {
    /// Where they stand; those that wait for a second person when left out.
    state: Option<ErasureState>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// Erasures in a state, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/erasures", tag = "customers", params(ErasuresQuery), responses((status = 200, body = Paged<Erasure>)))]
pub async fn list_erasures(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Query(asked): Query<ErasuresQuery>,
) -> web::Result<Json<Paged<Erasure>>> {
    let page = Page { after: asked.after, limit: asked.limit };
    let state = asked.state.unwrap_or(ErasureState::Asked);
    app.read(move |tx| erasure::list(&of, tx, &me, state, &page)).await
}

/// Decide about an erasure that another asked for, or take back what one asked for oneself.
#[utoipa::path(post, path = "/api/v1/customers/erasures/{id}/decide", tag = "customers", params(("id" = String, Path)), request_body = ErasureDecided, responses((status = 200, body = Erasure)))]
pub async fn decide_erasure(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<ErasureId>,
    Json(said): Json<ErasureDecided>,
) -> web::Result<Json<Erasure>> {
    app.write(move |tx| erasure::decide(&of, tx, &me, &id, said.approve)).await
}
