//! What other capabilities ask of customers; always within their own transaction.

use std::collections::BTreeMap;

use base::Result;
use base::ids::CustomerId;
use db::Tx;
use vault::reseal::SealedColumn;
use vault::{Field, Purpose};
use web::{Actor, Right};

use crate::acts;
use crate::handle::Customers;
use crate::model::{Customer, IdentityKind, NewCustomer};
use crate::store;

/// The sealed columns of this capability, for sealing anew after a key was rotated.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { purpose: Purpose::Customer, table: "customers_customer", id: "id", column: "name" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_customer", id: "id", column: "note" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_identity", id: "id", column: "content" },
];

/// The customer known by one of the identities given, else a new one.
///
/// # Errors
/// Refused when an identity is not one, or the actor may neither open cases nor edit customers.
pub fn find_or_create(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, new: &NewCustomer) -> Result<CustomerId> {
    acts::find_or_create(of, tx, actor, new)
}

/// The masked names of several customers; those unknown are left out. Names are shown with what they take part in,
/// so whoever may see that asks here.
pub fn display(of: &Customers, tx: &mut Tx<'_>, ids: &[&CustomerId]) -> Result<BTreeMap<CustomerId, String>> {
    let masking = of.masking(tx)?;
    let mut names = BTreeMap::new();
    for (id, name) in store::names(tx, ids)? {
        let masked = of.masked_name(tx, &masking, &id, name.as_ref())?;
        names.insert(id, masked);
    }
    Ok(names)
}

/// A customer as shown.
///
/// # Errors
/// Refused when there is none, or the actor may not read customers.
pub fn customer(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Customer> {
    acts::customer(of, tx, actor, id)
}

/// Whether there is such a customer; for commands that only name one.
pub fn exists(tx: &mut Tx<'_>, id: &CustomerId) -> Result<bool> {
    Ok(!store::names(tx, &[id])?.is_empty())
}

/// Who is known by this identity.
pub fn known_by(of: &Customers, tx: &mut Tx<'_>, kind: IdentityKind, value: &str) -> Result<Option<CustomerId>> {
    let blind = of.vault().blind(kind.field(), value)?;
    Ok(store::owners(tx, std::slice::from_ref(&blind))?.remove(&blind))
}

/// The customers whose name, or one of whose identities, this is; those found by an identity first. Nothing for an
/// actor who may not read customers.
pub fn search(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, text: &str, limit: i64) -> Result<Vec<Customer>> {
    if actor.may(Right::ReadCustomers).is_err() || text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let mut blinds = Vec::new();
    for kind in IdentityKind::ALL {
        blinds.push(of.vault().blind(kind.field(), text)?);
    }
    let mut rows = Vec::new();
    let owners = store::owners(tx, &blinds)?;
    for id in blinds.iter().filter_map(|it| owners.get(it)) {
        if rows.iter().all(|it: &crate::model::CustomerRow| it.id != *id) {
            rows.extend(store::customer(tx, actor, id)?);
        }
    }
    let name = of.vault().blind(Field::Name, text)?;
    let named = store::named(tx, actor, &name, "", limit)?;
    let seen: Vec<CustomerId> = rows.iter().map(|it| it.id.clone()).collect();
    rows.extend(named.into_iter().filter(|it| !seen.contains(&it.id)));
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    of.shown(tx, rows)
}

/// Counts a case of a customer that was opened (`1`) or closed (`-1`).
pub fn count_open(tx: &mut Tx<'_>, id: &CustomerId, by: i64) -> Result<()> {
    store::count_open(tx, id, by)
}
