//! Customers and their identities.

use axum::Extension;
use base::ids::{CustomerId, IdentityId};
use base::{Page, Paged, Result};
use db::Tx;
use serde::Deserialize;
use utoipa::IntoParams;
use vault::Blind;
use web::{Actor, App, Command, Json, Key, Path, Query, Right};

use crate::handle::Customers;
use crate::model::{
    Customer, CustomerEdit, CustomerRow, IdentityKind, NewCustomer, NewIdentity, RevealAsked, Revealed,
};
use crate::{acts, api, store};

/// Which customers.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomersQuery {
    /// A whole phone number, account, address or id number, however it is written.
    identity: Option<String>,
    /// Only identities of this kind; all kinds when left out.
    kind: Option<IdentityKind>,
    /// A name, a part of it, its pinyin or initials; or a whole identity.
    q: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

fn by_identity(of: &Customers, tx: &mut Tx<'_>, me: &Actor, asked: &CustomersQuery) -> Result<Vec<CustomerRow>> {
    let Some(value) = &asked.identity else { return Ok(Vec::new()) };
    let kinds = IdentityKind::ALL.into_iter().filter(|it| asked.kind.is_none_or(|kind| kind == *it));
    let blinds = kinds.map(|it| of.vault().blind(it.field(), value)).collect::<Result<Vec<Blind>>>()?;
    let mut found: Vec<CustomerId> = store::owners(tx, &blinds)?.into_values().collect();
    found.sort();
    found.dedup();
    let rows = found.iter().map(|it| store::customer(tx, me, it)).collect::<Result<Vec<_>>>()?;
    Ok(rows.into_iter().flatten().collect())
}

/// Customers by an identity or a name; without either, the newest first. All masked.
#[utoipa::path(get, path = "/api/v1/customers", tag = "customers", params(CustomersQuery), responses((status = 200, body = Paged<Customer>)))]
pub async fn list_customers(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Query(asked): Query<CustomersQuery>,
) -> web::Result<Json<Paged<Customer>>> {
    me.may(Right::ReadCustomers)?;
    let page = Page { after: asked.after.clone(), limit: asked.limit };
    let rows = page.rows();
    app.read(move |tx| {
        let cursor = |it: &Customer| it.id.to_string();
        let found = match (&asked.identity, asked.q.as_deref().filter(|it| !it.trim().is_empty())) {
            (Some(_), _) => by_identity(&of, tx, &me, &asked)?,
            (None, Some(q)) => return api::found(&of, tx, &me, q, page.after.as_deref(), rows),
            (None, None) => store::newest(tx, &me, page.after.as_deref(), rows + 1)?,
        };
        Ok(Paged::of(of.shown(tx, found)?, rows, cursor))
    })
    .await
}

/// Runs a command once under its key, and answers with the customer as it is then: the answer that is kept for a second
/// sender is the id alone, so that nothing personal lies with the keys.
pub(super) async fn once(
    app: App,
    me: Actor,
    key: Option<Key>,
    of: Customers,
    work: impl FnOnce(&Customers, &mut Tx<'_>, &Actor) -> Result<CustomerId> + Send + 'static,
) -> web::Result<Json<Customer>> {
    let (mine, actor) = (of.clone(), me.clone());
    let Json(id) = app.command(&me, key, move |tx| work(&mine, tx, &actor)).await?;
    app.read(move |tx| acts::customer(&of, tx, &me, &id)).await
}

/// Add a customer.
#[utoipa::path(post, path = "/api/v1/customers", tag = "customers", request_body = NewCustomer, responses((status = 200, body = Customer)))]
pub async fn add_customer(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Command { body: new, key }: Command<NewCustomer>,
) -> web::Result<Json<Customer>> {
    once(app, me, key, of, move |of, tx, me| acts::add(of, tx, me, &new)).await
}

/// A customer, masked.
#[utoipa::path(get, path = "/api/v1/customers/{id}", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Customer)))]
pub async fn customer(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
) -> web::Result<Json<Customer>> {
    app.read(move |tx| acts::customer(&of, tx, &me, &id)).await
}

/// Change a customer. What is left out stays; what is empty is taken away.
#[utoipa::path(patch, path = "/api/v1/customers/{id}", tag = "customers", params(("id" = String, Path)), request_body = CustomerEdit, responses((status = 200, body = Customer)))]
pub async fn edit_customer(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Json(edit): Json<CustomerEdit>,
) -> web::Result<Json<Customer>> {
    app.write(move |tx| acts::edit(&of, tx, &me, &id, &edit)).await
}

/// Add an identity to a customer.
#[utoipa::path(post, path = "/api/v1/customers/{id}/identities", tag = "customers", params(("id" = String, Path)), request_body = NewIdentity, responses((status = 200, body = Customer)))]
pub async fn add_identity(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Command { body: new, key }: Command<NewIdentity>,
) -> web::Result<Json<Customer>> {
    once(app, me, key, of, move |of, tx, me| Ok(acts::add_identity(of, tx, me, &id, &new)?.id)).await
}

/// Take an identity away from a customer.
#[utoipa::path(delete, path = "/api/v1/customers/{id}/identities/{identity}", tag = "customers", params(("id" = String, Path), ("identity" = String, Path)), responses((status = 200, body = Customer)))]
pub async fn remove_identity(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path((id, identity)): Path<(CustomerId, IdentityId)>,
) -> web::Result<Json<Customer>> {
    app.write(move |tx| acts::remove_identity(&of, tx, &me, &id, &identity)).await
}

/// Show a value in full. It needs a reason, and stays on record; it is never answered from memory, so a repeated
/// request is a second look.
#[utoipa::path(post, path = "/api/v1/customers/{id}/reveal", tag = "customers", params(("id" = String, Path)), request_body = RevealAsked, responses((status = 200, body = Revealed)))]
pub async fn reveal(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Json(asked): Json<RevealAsked>,
) -> web::Result<Json<Revealed>> {
    app.write(move |tx| acts::reveal(&of, tx, &me, &id, &asked)).await
}
