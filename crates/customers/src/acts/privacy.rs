//! What customers agreed to, and legal holds on their data (CUS-2).

use std::collections::BTreeSet;

use base::Result;
use base::ids::{CustomerId, HoldId};
use db::Tx;
use policy::model::Choice;
use vault::{Place, Purpose, Sealed};
use web::{Actor, Right};

use super::{given, standing, tell};
use crate::events::{ConsentGiven, ConsentWithdrawn, HoldLifted, HoldPlaced};
use crate::handle::Customers;
use crate::model::{ActorName, Consent, Hold, NewConsent, merging};
use crate::refused::Refused;
use crate::store;
use crate::store::privacy::{ConsentRow, HoldRow};

pub(super) fn place<'a>(table: &'a str, column: &'a str, id: &'a str) -> Place<'a> {
    Place::new(Purpose::Customer, table, column, id)
}

fn text(of: &Customers, tx: &mut Tx<'_>, at: &Place<'_>, sealed: Option<&Sealed>) -> Result<Option<String>> {
    sealed.map(|it| Ok(of.opened(tx, at, it)?.reveal().to_owned())).transpose()
}

fn is_one(list: &[Choice], id: &str) -> bool {
    list.iter().any(|it| it.id == id)
}

/// Writes down what a customer agrees to or takes back.
pub fn add_consent(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    new: &NewConsent,
) -> Result<Vec<Consent>> {
    actor.may(Right::EditCustomers)?;
    let row = standing(tx, actor, id)?;
    let policy = of.rules(tx)?.consent;
    for (list, word, field) in [
        (&policy.purposes, &new.purpose, "purpose"),
        (&policy.channels, &new.channel, "channel"),
        (&policy.sources, &new.source, "source"),
    ] {
        if !is_one(list, word) {
            return Err(Refused::UnknownWord(field).into());
        }
    }
    let evidence = given(new.evidence.as_ref());
    if evidence.is_some_and(|it| it.chars().count() > 500) {
        return Err(Refused::TextTooLong("evidence").into());
    }
    let consent: base::ids::ConsentId = tx.id();
    let at = place("customers_consent", "evidence", consent.as_str());
    let sealed = evidence.map(|it| of.vault().seal(tx, &at, it)).transpose()?;
    let written = ConsentRow {
        customer: row.id.clone(),
        purpose: new.purpose.clone(),
        channel: new.channel.clone(),
        given: new.given,
        source: new.source.clone(),
        evidence: sealed,
        at: tx.now(),
        by: actor.by().cloned(),
        id: consent.clone(),
    };
    store::privacy::add_consent(tx, &written)?;
    let (customer, purpose, channel) = (row.id.clone(), new.purpose.clone(), new.channel.clone());
    if new.given {
        tell(tx, actor, &row.id, &ConsentGiven { customer, consent, purpose, channel })?;
    } else {
        tell(tx, actor, &row.id, &ConsentWithdrawn { customer, consent, purpose, channel })?;
    }
    consents(of, tx, actor, id)
}

/// What a customer agreed to and took back, the newest first, of all profiles that are this person.
pub fn consents(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Vec<Consent>> {
    let id = standing(tx, actor, id)?.id;
    let mut rows = Vec::new();
    for one in store::group::members(tx, &id)? {
        rows.extend(store::privacy::consents(tx, &one)?);
    }
    rows.sort_by(|a, b| b.id.cmp(&a.id));
    let names = people::api::names(tx, &merging::people(rows.iter().filter_map(|it| it.by.as_ref())))?;
    let mut seen = BTreeSet::new();
    let mut shown = Vec::with_capacity(rows.len());
    for it in rows {
        let at = place("customers_consent", "evidence", it.id.as_str());
        let evidence = text(of, tx, &at, it.evidence.as_ref())?;
        shown.push(Consent {
            holds: seen.insert((it.purpose.clone(), it.channel.clone())),
            purpose: it.purpose,
            channel: it.channel,
            given: it.given,
            source: it.source,
            evidence,
            at: it.at,
            by: it.by.map(|id| ActorName { name: names.get(&id).cloned().unwrap_or_default(), id }),
            id: it.id,
        });
    }
    Ok(shown)
}

/// Whether a customer agreed to be reached for a purpose on a channel; nothing was said means no.
pub fn agreed(tx: &mut Tx<'_>, id: &CustomerId, purpose: &str, channel: &str) -> Result<bool> {
    let Some(standing) = store::group::standing(tx, id)? else { return Ok(false) };
    let mut newest: Option<ConsentRow> = None;
    for one in store::group::members(tx, &standing)? {
        let rows = store::privacy::consents(tx, &one)?.into_iter();
        let found = rows.filter(|it| it.purpose == purpose && it.channel == channel);
        newest = newest.into_iter().chain(found).max_by(|a, b| a.id.cmp(&b.id));
    }
    Ok(newest.is_some_and(|it| it.given))
}

/// Holds a customer's data for the law: nothing is erased while it stands.
pub fn hold(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId, reason: &str) -> Result<Vec<Hold>> {
    actor.may(Right::EraseCustomers)?;
    let row = standing(tx, actor, id)?;
    let reason = reason.trim();
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(Refused::ReasonMissing.into());
    }
    let hold: HoldId = tx.id();
    let sealed = of.vault().seal(tx, &place("customers_hold", "reason", hold.as_str()), reason)?;
    let written = HoldRow {
        customer: row.id.clone(),
        reason: Some(sealed),
        at: tx.now(),
        by: actor.by().cloned(),
        lifted: None,
        id: hold.clone(),
    };
    store::privacy::add_hold(tx, &written)?;
    tell(tx, actor, &row.id, &HoldPlaced { customer: row.id.clone(), hold })?;
    holds(of, tx, actor, id)
}

/// Lifts a hold.
pub fn lift(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &HoldId) -> Result<Vec<Hold>> {
    actor.may(Right::EraseCustomers)?;
    actor.may(Right::ReadCustomers)?;
    let customer = store::privacy::lift(tx, id, actor.by())?.ok_or(Refused::NoHold)?;
    tell(tx, actor, &customer, &HoldLifted { customer: customer.clone(), hold: id.clone() })?;
    holds(of, tx, actor, &customer)
}

/// The holds on the data of all profiles that are this person, the newest first.
pub fn holds(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Vec<Hold>> {
    let id = standing(tx, actor, id)?.id;
    let mut rows = Vec::new();
    for one in store::group::members(tx, &id)? {
        rows.extend(store::privacy::holds(tx, &one)?);
    }
    rows.sort_by(|a, b| b.id.cmp(&a.id));
    let names = people::api::names(tx, &merging::people(rows.iter().filter_map(|it| it.by.as_ref())))?;
    let mut shown = Vec::with_capacity(rows.len());
    for it in rows {
        let reason = text(of, tx, &place("customers_hold", "reason", it.id.as_str()), it.reason.as_ref())?;
        shown.push(Hold {
            reason: reason.unwrap_or_default(),
            at: it.at,
            by: it.by.map(|id| ActorName { name: names.get(&id).cloned().unwrap_or_default(), id }),
            lifted_at: it.lifted,
            id: it.id,
        });
    }
    Ok(shown)
}
