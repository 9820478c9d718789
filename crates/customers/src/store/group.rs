//! Profiles that are one person: who stands for whom.

use std::collections::BTreeMap;

use base::Result;
use base::ids::CustomerId;
use db::{Tx, args};

use super::{Name, padded};

/// Who stands for a customer: itself, unless it was merged. Nothing for an id nobody has.
pub fn standing(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Option<CustomerId>> {
    let found: Option<(CustomerId,)> =
        tx.maybe("SELECT COALESCE(survivor_id, id) FROM customers_customer WHERE id = $1", args![id])?;
    Ok(found.map(|it| it.0))
}

/// A customer and all those it stands for.
pub fn members(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Vec<CustomerId>> {
    let merged: Vec<(CustomerId,)> =
        tx.all("SELECT id FROM customers_customer WHERE survivor_id = $1 ORDER BY id", args![id])?;
    Ok(std::iter::once(id.clone()).chain(merged.into_iter().map(|it| it.0)).collect())
}

/// A customer and those it stands for: how each itself is called.
pub fn called(tx: &mut Tx<'_>, id: &CustomerId) -> Result<Vec<Name>> {
    tx.all(
        "SELECT id, COALESCE(survivor_id, id), name, pseudonym FROM customers_customer WHERE id = $1
          UNION ALL
         SELECT id, survivor_id, name, pseudonym FROM customers_customer WHERE survivor_id = $1",
        args![id],
    )
}

/// Those whom several customers stand for: id, who stands for it, its open cases.
pub fn merged(tx: &mut Tx<'_>, ids: &[&CustomerId]) -> Result<BTreeMap<CustomerId, (CustomerId, i64)>> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(super::MOST) {
        let (list, given) = padded(some);
        let sql = format!("SELECT id, survivor_id, open_cases FROM customers_customer WHERE survivor_id IN ({list})");
        let rows: Vec<(CustomerId, CustomerId, i64)> = tx.all(&sql, &given)?;
        found.extend(rows.into_iter().map(|(id, by, open)| (id, (by, open))));
    }
    Ok(found)
}

/// Lets a customer and all it stands for be stood for by another; by itself when there is none.
pub fn put_under(tx: &mut Tx<'_>, id: &CustomerId, survivor: Option<&CustomerId>) -> Result<()> {
    tx.send("UPDATE customers_customer SET survivor_id = $2 WHERE id = $1", args![id, survivor])
}
