//! What those who talk with customers ask of cases.

use base::ids::{CustomerId, PersonId};
use base::{Result, Stamp};
use db::Tx;

use crate::store;

/// Who is responsible for the customer's newest open case, or stands in for them now (CAS-5, PPL-3).
pub fn first_receiver(tx: &mut Tx<'_>, customer: &CustomerId) -> Result<Option<PersonId>> {
    let group = customers::api::group(tx, customer)?;
    let Some(person) = store::case::first_owner(tx, &group)? else { return Ok(None) };
    let now = tx.now();
    people::api::acting_for(tx, &person, now)
}

/// How often a customer has complained since a moment.
pub fn complaints_since(tx: &mut Tx<'_>, customer: &CustomerId, since: Stamp) -> Result<i64> {
    let group = customers::api::group(tx, customer)?;
    store::case::complaints_since(tx, &group, since)
}
