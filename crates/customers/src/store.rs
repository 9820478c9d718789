//! All SQL of this capability. Store functions take who asks; customers are the whole organisation's, so the right to
//! read decides and no part of the organisation.

use std::collections::BTreeMap;

use base::ids::{CustomerId, IdentityId, PersonId};
use base::{Result, Span};
use db::events::Logged;
use db::{Arg as _, Tx, args};
use vault::{Blind, Sealed};
use web::{Actor, Right};

use crate::model::{CustomerRow, IdentityRow, TimelineFilter};

pub mod group;
pub mod marks;
pub mod merges;
pub mod pairs;
pub mod privacy;
pub mod sheets;

#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod privacy_tests;
#[cfg(test)]
mod tests;

const COLUMNS: &str = "id, name, name_blind, tier, note, open_cases, version, created_ms, marks_epoch, \
    survivor_id, pseudonym";
const IDENTITY: &str = "id, customer_id, kind, content, verified";

/// Those who open cases look customers up as well, and find them or add them.
fn may_read(actor: &Actor) -> Result<()> {
    actor.may(Right::ReadCustomers)
}

fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|it| format!("${it}")).collect::<Vec<_>>().join(", ")
}

/// A customer.
pub fn customer(tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Option<CustomerRow>> {
    may_read(actor)?;
    tx.maybe(&format!("SELECT {COLUMNS} FROM customers_customer WHERE id = $1"), args![id])
}

/// Several customers, the newest first; those unknown are left out.
pub fn several(tx: &mut Tx<'_>, actor: &Actor, ids: &[CustomerId]) -> Result<Vec<CustomerRow>> {
    may_read(actor)?;
    let mut found = Vec::new();
    for some in ids.chunks(MOST) {
        let some: Vec<&CustomerId> = some.iter().collect();
        let (list, args) = padded(&some);
        let sql = format!("SELECT {COLUMNS} FROM customers_customer WHERE id IN ({list}) ORDER BY id DESC");
        found.extend(tx.all::<CustomerRow>(&sql, &args)?);
    }
    Ok(found)
}

/// The customers known by one of these blind indexes, whoever asks; for finding before adding. Those who were merged are
/// named by who stands for them.
pub fn owners(tx: &mut Tx<'_>, blinds: &[Blind]) -> Result<BTreeMap<Blind, CustomerId>> {
    if blinds.is_empty() {
        return Ok(BTreeMap::new());
    }
    let args: Vec<_> = blinds.iter().map(db::Arg::arg).collect();
    let sql = format!(
        "SELECT i.blind, COALESCE(c.survivor_id, c.id) FROM customers_identity i
           JOIN customers_customer c ON c.id = i.customer_id WHERE i.blind IN ({})",
        places(1, blinds.len())
    );
    Ok(tx.all::<(Blind, CustomerId)>(&sql, &args)?.into_iter().collect())
}

/// The customers of this name, by id.
pub fn named(tx: &mut Tx<'_>, actor: &Actor, name: &Blind, after: &str, rows: i64) -> Result<Vec<CustomerRow>> {
    may_read(actor)?;
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM customers_customer WHERE name_blind = $1 AND id > $2 AND survivor_id IS NULL
              ORDER BY id LIMIT $3"
        ),
        args![name, after, rows],
    )
}

/// Customers, the newest first.
pub fn newest(tx: &mut Tx<'_>, actor: &Actor, before: Option<&str>, rows: i64) -> Result<Vec<CustomerRow>> {
    may_read(actor)?;
    // Ids are upper-case text after the prefix, so a tilde stands after all of them.
    let before = before.unwrap_or("cus_~");
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM customers_customer WHERE id < $1 AND survivor_id IS NULL ORDER BY id DESC LIMIT $2"
        ),
        args![before, rows],
    )
}

/// So many ids go into one statement at most.
const MOST: usize = 200;

/// The identities of several customers, in the order they were added.
pub fn identities(tx: &mut Tx<'_>, customers: &[&CustomerId]) -> Result<Vec<IdentityRow>> {
    let mut found = Vec::new();
    for some in customers.chunks(MOST) {
        let (list, args) = padded(some);
        let sql = format!("SELECT {IDENTITY} FROM customers_identity WHERE customer_id IN ({list}) ORDER BY id");
        found.extend(tx.all::<IdentityRow>(&sql, &args)?);
    }
    Ok(found)
}

/// A customer, who stands for it, that one's sealed name, and its pseudonym.
pub type Name = (CustomerId, CustomerId, Option<Sealed>, Option<String>);

/// Of several customers, who stands for each, and how that one is called.
pub fn names(tx: &mut Tx<'_>, customers: &[&CustomerId]) -> Result<Vec<Name>> {
    let mut found = own_names(tx, customers)?;
    // Few were merged: who stands for them is looked up by itself.
    let merged: Vec<CustomerId> = found.iter().filter(|it| it.0 != it.1).map(|it| it.1.clone()).collect();
    if !merged.is_empty() {
        let standing = own_names(tx, &merged.iter().collect::<Vec<_>>())?;
        for it in found.iter_mut().filter(|it| it.0 != it.1) {
            if let Some((_, _, name, pseudonym)) = standing.iter().find(|other| other.0 == it.1) {
                (it.2, it.3) = (name.clone(), pseudonym.clone());
            }
        }
    }
    Ok(found)
}

/// Of several customers, who stands for each, and how each itself is called.
fn own_names(tx: &mut Tx<'_>, customers: &[&CustomerId]) -> Result<Vec<Name>> {
    let mut found = Vec::new();
    for some in customers.chunks(MOST) {
        let (list, args) = padded(some);
        let sql = format!(
            "SELECT id, COALESCE(survivor_id, id), name, pseudonym FROM customers_customer WHERE id IN ({list})"
        );
        found.extend(tx.all::<Name>(&sql, &args)?);
    }
    Ok(found)
}

/// A list padded to a power of two, so that the database keeps few statements prepared.
fn padded<'v>(ids: &[&'v CustomerId]) -> (String, Vec<db::Value<'v>>) {
    let wanted = ids.len().next_power_of_two();
    let padding = std::iter::repeat_n(ids.last(), wanted - ids.len()).flatten();
    (places(1, wanted), ids.iter().chain(padding).map(|it| (*it).arg()).collect())
}

/// Adds a customer.
pub fn add(tx: &mut Tx<'_>, row: &CustomerRow) -> Result<()> {
    tx.send(
        "INSERT INTO customers_customer (id, name, name_blind, tier, note, version, created_ms, updated_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        args![row.id, row.name, row.name_blind, row.tier, row.note, row.version, row.created_at],
    )?;
    Ok(())
}

/// Writes a customer who was read at `row.version`; answers false when somebody else wrote first.
pub fn save(tx: &mut Tx<'_>, row: &CustomerRow) -> Result<bool> {
    let saved = tx.run(
        "UPDATE customers_customer SET name = $2, name_blind = $3, tier = $4, note = $5, version = version + 1,
                updated_ms = $6 WHERE id = $1 AND version = $7",
        args![row.id, row.name, row.name_blind, row.tier, row.note, tx.now(), row.version],
    )?;
    Ok(saved == 1)
}

/// Adds an identity; answers false when somebody is known by it already.
pub fn add_identity(tx: &mut Tx<'_>, row: &IdentityRow, blind: &Blind) -> Result<bool> {
    let added = tx.run(
        "INSERT INTO customers_identity (id, customer_id, kind, content, blind, verified, created_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (blind) DO NOTHING",
        args![row.id, row.customer, row.kind, row.content, blind, row.verified, tx.now()],
    )?;
    Ok(added == 1)
}

/// Takes back a customer added in this transaction, with all identities.
pub fn take_back(tx: &mut Tx<'_>, id: &CustomerId) -> Result<()> {
    tx.send("DELETE FROM customers_identity WHERE customer_id = $1", args![id])?;
    tx.send("DELETE FROM customers_customer WHERE id = $1", args![id])?;
    Ok(())
}

/// Takes an identity away.
pub fn remove_identity(tx: &mut Tx<'_>, id: &IdentityId) -> Result<()> {
    tx.send("DELETE FROM customers_identity WHERE id = $1", args![id])?;
    Ok(())
}

/// Adds to the number of a customer's open cases.
pub fn count_open(tx: &mut Tx<'_>, id: &CustomerId, by: i64) -> Result<()> {
    tx.send("UPDATE customers_customer SET open_cases = open_cases + $2 WHERE id = $1", args![id, by])?;
    Ok(())
}

/// Counts a reveal; answers how many of this person there were today (UTC), this one included.
pub fn count_reveal(tx: &mut Tx<'_>, person: &PersonId) -> Result<i64> {
    let day = tx.now().0.div_euclid(Span::DAY.0);
    let found: (i64,) = tx.one(
        "INSERT INTO customers_reveal (person_id, day, times) VALUES ($1, $2, 1)
         ON CONFLICT (person_id, day) DO UPDATE SET times = customers_reveal.times + 1 RETURNING times",
        args![person, day],
    )?;
    Ok(found.0)
}

/// The kinds of events about personal data itself.
const PRIVACY: &str = "'customers.revealed.v1', 'customers.consent_given.v1', 'customers.consent_withdrawn.v1', \
    'customers.hold_placed.v1', 'customers.hold_lifted.v1', 'customers.erasure_asked.v1', \
    'customers.erasure_decided.v1', 'customers.erased.v1', 'customers.erasure_done.v1'";

/// What happened with a customer and those it stands for, the newest first. Each of them is walked by itself, so that a
/// page costs the same however much happened.
pub fn timeline(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    wanted: Option<TimelineFilter>,
    before: i64,
    rows: i64,
) -> Result<Vec<Logged>> {
    may_read(actor)?;
    let wanted = match wanted {
        None => "TRUE".to_owned(),
        Some(TimelineFilter::Cases) => "case_id IS NOT NULL".to_owned(),
        Some(TimelineFilter::Profile) => format!("case_id IS NULL AND kind NOT IN ({PRIVACY})"),
        Some(TimelineFilter::Privacy) => format!("case_id IS NULL AND kind IN ({PRIVACY})"),
    };
    let mut found: Vec<Logged> = Vec::new();
    for one in group::members(tx, id)? {
        found.extend(db::events::of_customer_where(tx, &one, Some(before), &wanted, rows)?);
    }
    found.sort_by_key(|it| std::cmp::Reverse(it.seq));
    found.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
    Ok(found)
}
