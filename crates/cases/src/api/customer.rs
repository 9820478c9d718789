//! What cases ask of customers, in the same transaction.

use std::collections::BTreeMap;

use base::Result;
use base::ids::CustomerId;
use customers::api::Known;
use customers::model::{IdentityKind, NewCustomer, NewIdentity};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use crate::Desk;
use crate::model::Case;
use crate::refused::Refused;
use crate::rules::said;

/// A customer named while a case is taken in: found by one of the identities, else written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseCustomer {
    /// The name.
    pub name: String,
    /// A phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// An account or contract number.
    #[serde(default)]
    pub account: Option<String>,
}

/// A customer by id; refused when there is none. One that was merged gives who stands for it.
pub fn known(desk: &Desk, tx: &mut Tx<'_>, id: &CustomerId) -> Result<Known> {
    Ok(customers::api::known(desk.customers(), tx, id)?.ok_or(Refused::UnknownCustomer)?)
}

/// The customer known by one of the identities given, else a new one.
pub fn added(desk: &Desk, tx: &mut Tx<'_>, me: &Actor, new: &CaseCustomer) -> Result<Known> {
    let given =
        [(IdentityKind::Phone, &new.phone), (IdentityKind::Email, &new.email), (IdentityKind::Account, &new.account)];
    let identity = |(kind, value): (IdentityKind, &Option<String>)| {
        let value = said(value.as_deref())?.to_owned();
        Some(NewIdentity { kind, value, verified: false })
    };
    let identities = given.into_iter().filter_map(identity).collect();
    let name = said(Some(&new.name)).map(str::to_owned);
    let wanted = NewCustomer { name, identities, ..NewCustomer::default() };
    let id = customers::api::find_or_create(desk.customers(), tx, me, &wanted)?;
    known(desk, tx, &id)
}

/// The masked names of several customers; those unknown are left out.
pub fn names(desk: &Desk, tx: &mut Tx<'_>, ids: &[&CustomerId]) -> Result<BTreeMap<CustomerId, String>> {
    customers::api::display(desk.customers(), tx, ids)
}

/// Keeps the number of open cases that a customer's profile shows in step with a case that changed.
pub fn recount(tx: &mut Tx<'_>, before: Option<&Case>, after: &Case) -> Result<()> {
    fn counted(it: &Case) -> Option<&CustomerId> {
        it.customer_id.as_ref().filter(|_| !it.is_closed())
    }
    let (old, new) = (before.and_then(counted), counted(after));
    if old == new {
        return Ok(());
    }
    if let Some(id) = old {
        customers::api::count_open(tx, id, -1)?;
    }
    if let Some(id) = new {
        customers::api::count_open(tx, id, 1)?;
    }
    Ok(())
}
