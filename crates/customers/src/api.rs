//! What other capabilities ask of customers; always within their own transaction.

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{CustomerId, ErasureId};
use base::{Paged, Result};
use db::Tx;
use db::events::Logged;
use vault::Purpose;
use vault::reseal::SealedColumn;
use web::{Actor, Right};

use crate::acts;
use crate::handle::Customers;
pub use crate::http::{Pages, sheet};
pub use crate::model::ExportFormat;
use crate::model::{Customer, CustomerRow, IdentityKind, NewCustomer};
pub use crate::rules::redact::Redaction;
use crate::{names, store};

/// The sealed columns of this capability, for sealing anew after a key was rotated.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn { purpose: Purpose::Customer, table: "customers_customer", id: "id", column: "name" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_customer", id: "id", column: "note" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_identity", id: "id", column: "content" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_merge", id: "id", column: "name" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_merge", id: "id", column: "note" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_sheet_row", id: "id", column: "content" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_consent", id: "id", column: "evidence" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_hold", id: "id", column: "reason" },
    SealedColumn { purpose: Purpose::Customer, table: "customers_erasure", id: "id", column: "words" },
];

/// The customer known by one of the identities given, else a new one.
///
/// # Errors
/// Refused when an identity is not one, or the actor may neither open cases nor edit customers.
pub fn find_or_create(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, new: &NewCustomer) -> Result<CustomerId> {
    acts::find_or_create(of, tx, actor, new)
}

/// A customer and all it stands for, or the one who stands for it with all others: what belongs to any of them belongs
/// to the customer. An id nobody has stands for itself.
pub fn group(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Vec<CustomerId>> {
    let standing = standing(tx, id)?;
    members(tx, &standing)
}

/// The same for a customer who stands for itself.
pub fn members(tx: &mut Tx<'_>, standing: &CustomerId) -> Result<Vec<CustomerId>> {
    store::group::members(tx, standing)
}

/// Who stands for a customer: itself, unless it was merged into another.
pub fn standing(tx: &mut Tx<'_>, id: &CustomerId) -> Result<CustomerId> {
    Ok(store::group::standing(tx, id)?.unwrap_or_else(|| id.clone()))
}

/// A customer as a command names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who stands for it: itself, unless it was merged into another.
    pub id: CustomerId,
    /// The masked name of that one.
    pub name: String,
    /// That one and all it stands for.
    pub members: Vec<CustomerId>,
}

/// Who stands for a customer, by name and with all it stands for; nothing when there is no such customer.
pub fn known(of: &Customers, tx: &mut Tx<'_>, id: &CustomerId) -> Result<Option<Known>> {
    let mut group = store::group::called(tx, id)?;
    if let Some(standing) = group.iter().find(|it| it.0 == *id && it.1 != *id).map(|it| it.1.clone()) {
        group = store::group::called(tx, &standing)?;
    }
    let members = group.iter().map(|it| it.0.clone()).collect();
    let Some((id, _, name, pseudonym)) = group.into_iter().find(|it| it.0 == it.1) else { return Ok(None) };
    let masking = of.masking(tx)?;
    let name = of.masked_name(tx, &masking, &id, name.as_ref(), pseudonym)?;
    Ok(Some(Known { id, name, members }))
}

/// The masked names of profiles by themselves, whoever stands for them.
pub(crate) fn own_names(of: &Customers, tx: &mut Tx<'_>, ids: &[CustomerId]) -> Result<BTreeMap<CustomerId, String>> {
    let masking = of.masking(tx)?;
    let mut names = BTreeMap::new();
    for row in store::several(tx, &Actor::system(), ids)? {
        let masked = of.called(tx, &masking, &row)?;
        names.insert(row.id, masked);
    }
    Ok(names)
}

/// The masked names of several customers; those unknown are left out. Names are shown with what they take part in,
/// so whoever may see that asks here.
pub fn display(of: &Customers, tx: &mut Tx<'_>, ids: &[&CustomerId]) -> Result<BTreeMap<CustomerId, String>> {
    let masking = of.masking(tx)?;
    let mut names = BTreeMap::new();
    for (id, standing, name, pseudonym) in store::names(tx, ids)? {
        names.insert(id, of.masked_name(tx, &masking, &standing, name.as_ref(), pseudonym)?);
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

/// The customers whose name holds this, or one of whose identities it is; those found by an identity first. Nothing for
/// an actor who may not read customers.
pub fn search(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, text: &str, limit: i64) -> Result<Vec<Customer>> {
    if actor.may(Right::ReadCustomers).is_err() || text.trim().is_empty() {
        return Ok(Vec::new());
    }
    Ok(found(of, tx, actor, text, None, limit)?.items)
}

/// A page of the customers whose name holds this; on the first one those stand first who are known by it.
pub(crate) fn found(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    text: &str,
    after: Option<&str>,
    rows: i64,
) -> Result<Paged<Customer>> {
    let named = names::search(of, tx, actor, text, after, rows)?;
    let mut all = if after.is_none() { known_as(of, tx, actor, text)? } else { Vec::new() };
    let known: Vec<CustomerId> = all.iter().map(|it| it.id.clone()).collect();
    all.extend(named.items.into_iter().filter(|it| !known.contains(&it.id)));
    Ok(Paged { items: of.shown(tx, all)?, next: named.next })
}

/// Those who have an identity that is written so, of whatever kind.
fn known_as(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, text: &str) -> Result<Vec<CustomerRow>> {
    let mut blinds = Vec::new();
    for kind in IdentityKind::ALL {
        blinds.push(of.vault().blind(kind.field(), text)?);
    }
    let owners: BTreeSet<CustomerId> = store::owners(tx, &blinds)?.into_values().collect();
    store::several(tx, actor, &owners.into_iter().collect::<Vec<_>>())
}

/// What an erasure takes out of the texts of cases; nothing once it is done.
pub fn redaction(of: &Customers, tx: &mut Tx<'_>, erasure: &ErasureId) -> Result<Option<Redaction>> {
    acts::erasure::redaction(of, tx, erasure)
}

/// Takes a person out of entries of the log.
pub fn redact_events(tx: &mut Tx<'_>, by: &Redaction, entries: &[Logged]) -> Result<()> {
    acts::erasure::redact_events(tx, by, entries)
}

/// The cases of an erased customer were gone through: nothing is left, and what was looked for is forgotten.
pub fn finish_erasure(tx: &mut Tx<'_>, erasure: &ErasureId) -> Result<()> {
    acts::erasure::finish(tx, erasure)
}

/// Whether a customer agreed to be reached for a purpose on a channel; nothing said means no.
pub fn agreed(tx: &mut Tx<'_>, id: &CustomerId, purpose: &str, channel: &str) -> Result<bool> {
    acts::privacy::agreed(tx, id, purpose, channel)
}

/// Counts toward the daily notice that somebody saw something personal in full, of a case, say.
pub fn revealed(of: &Customers, tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    acts::revealed(of, tx, actor)
}

/// Counts a case of a customer that was opened (`1`) or closed (`-1`).
pub fn count_open(tx: &mut Tx<'_>, id: &CustomerId, by: i64) -> Result<()> {
    store::count_open(tx, id, by)
}

/// A customer's tier, a word of policy; of whoever stands for them.
pub fn tier(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Option<String>> {
    let standing = standing(tx, id)?;
    Ok(store::several(tx, &Actor::system(), &[standing])?.pop().and_then(|it| it.tier))
}
