//! Finding customers by parts of their names, without keeping a name in clear.
//!
//! Each gram of a name (`rules::naming`) is kept as a mark. A search asks for the marks of what was typed, opens the names
//! of those who have them, and looks whether what was typed is truly there.

use std::collections::BTreeSet;

use base::ids::CustomerId;
use base::{Paged, Result};
use db::Tx;
use policy::model::NameParts;
use vault::{Field, Marker, Purpose};
use web::{Actor, Right};

use crate::handle::{Customers, NAME, customer_place};
use crate::model::CustomerRow;
use crate::rules::naming::{Typed, grams};
use crate::store;

/// So many customers are looked at in one go.
const LOOK: i64 = 400;
/// A search gives up its page after so many looks; the next page goes on from there.
const LOOKS: usize = 50;

/// The epoch that marks are made under now; 0 when policy wants none.
pub fn epoch(of: &Customers, tx: &mut Tx<'_>) -> Result<u32> {
    match of.name_parts(tx)? {
        NameParts::Parts => Ok(of.vault().epoch(Purpose::Names)),
        NameParts::Whole => Ok(0),
    }
}

fn marks(marker: &Marker, name: &str) -> Vec<i64> {
    let all: BTreeSet<i64> = grams(name).iter().map(|it| marker.mark(it)).collect();
    all.into_iter().collect()
}

/// Makes the marks of a customer as policy wants them now, in place of those that were made of `before` under `made`.
pub fn mark(
    of: &Customers,
    tx: &mut Tx<'_>,
    id: &CustomerId,
    (before, made): (Option<&str>, u32),
    name: Option<&str>,
) -> Result<()> {
    if let (Some(before), true) = (before, made > 0) {
        let old = marks(&of.vault().marker(tx, Purpose::Names, made)?, before);
        store::marks::remove(tx, id, &old)?;
    }
    let now = epoch(of, tx)?;
    if let (Some(name), true) = (name, now > 0) {
        let new = marks(&of.vault().marker(tx, Purpose::Names, now)?, name);
        store::marks::add(tx, id, &new)?;
    }
    if now == made { Ok(()) } else { store::marks::set_epoch(tx, id, now) }
}

/// Brings the marks of some customers to what policy and keys want now; answers whether there were any.
pub fn renew(of: &Customers, tx: &mut Tx<'_>, rows: i64) -> Result<bool> {
    of.vault().refresh(tx)?;
    let now = epoch(of, tx)?;
    let stale = store::marks::stale(tx, now, rows)?;
    for (id, sealed, made) in &stale {
        let name = match sealed {
            Some(it) => Some(of.opened(tx, &customer_place(NAME, id), it)?),
            None => None,
        };
        let name = name.as_ref().map(vault::Plain::reveal);
        mark(of, tx, id, (name, *made), name)?;
    }
    Ok(!stale.is_empty())
}

/// Customers whose name holds what was typed, the newest first. Nothing is found by those who may not read customers.
pub fn search(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    text: &str,
    after: Option<&str>,
    rows: i64,
) -> Result<Paged<CustomerRow>> {
    actor.may(Right::ReadCustomers)?;
    if of.name_parts(tx)? == NameParts::Whole {
        let name = of.vault().blind(Field::Name, text)?;
        let named = store::named(tx, actor, &name, after.unwrap_or_default(), rows + 1)?;
        return Ok(Paged::of(named, rows, |it| it.id.to_string()));
    }
    let nothing = Paged { items: Vec::new(), next: None };
    let (Some(typed), Some((oldest, newest))) = (Typed::read(text), store::marks::epochs(tx)?) else {
        return Ok(nothing);
    };
    let mut ways: BTreeSet<Vec<i64>> = BTreeSet::new();
    for epoch in oldest..=newest {
        let marker = of.vault().marker(tx, Purpose::Names, epoch)?;
        ways.extend(typed.ways().iter().map(|way| way.iter().map(|it| marker.mark(it)).collect()));
    }
    // Ids are upper-case text after the prefix, so a tilde stands after all of them.
    let mut before = after.unwrap_or("cus_~").to_owned();
    let mut page = nothing;
    let mut seen: BTreeSet<CustomerId> = BTreeSet::new();
    for _ in 0..LOOKS {
        let (looked, more) = candidates(tx, &ways, &before)?;
        for row in store::several(tx, actor, &looked)? {
            if i64::try_from(page.items.len()).is_ok_and(|it| it == rows) {
                page.next = Some(before);
                return Ok(page);
            }
            before = row.id.to_string();
            if let Some(row) = meant(of, tx, actor, &typed, row)?
                && seen.insert(row.id.clone())
            {
                page.items.push(row);
            }
        }
        match more {
            Some(last) => before = last,
            None => return Ok(page),
        }
    }
    page.next = Some(before);
    Ok(page)
}

fn holds(of: &Customers, tx: &mut Tx<'_>, typed: &Typed, row: &CustomerRow) -> Result<bool> {
    Ok(of.full_name(tx, row)?.is_some_and(|it| typed.is_in(it.reveal())))
}

/// The customer of a profile whose name holds what was typed. One that was merged gives the one who stands for it,
/// unless that is found by its own name.
fn meant(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    typed: &Typed,
    row: CustomerRow,
) -> Result<Option<CustomerRow>> {
    if !holds(of, tx, typed, &row)? {
        return Ok(None);
    }
    let Some(by) = &row.survivor else { return Ok(Some(row)) };
    let Some(standing) = store::customer(tx, actor, by)? else { return Ok(None) };
    Ok(if holds(of, tx, typed, &standing)? { None } else { Some(standing) })
}

/// Those who may be meant, the newest first, and from where there may be more.
fn candidates(tx: &mut Tx<'_>, ways: &BTreeSet<Vec<i64>>, before: &str) -> Result<(Vec<CustomerId>, Option<String>)> {
    let (mut all, mut known): (BTreeSet<CustomerId>, Option<CustomerId>) = (BTreeSet::new(), None);
    for way in ways {
        let found = store::marks::having(tx, way, before, LOOK)?;
        if i64::try_from(found.len()).is_ok_and(|it| it == LOOK) {
            // Beyond its last one this way was not looked at yet.
            known = known.max(found.last().cloned());
        }
        all.extend(found);
    }
    let looked = all.into_iter().rev().filter(|it| known.as_ref().is_none_or(|last| it >= last)).collect();
    Ok((looked, known.map(String::from)))
}
