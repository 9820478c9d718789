//! What people do with customers, whole: load, decide, save, tell. The routes and other capabilities call the same.

use base::ids::{CustomerId, IdentityId};
use base::{Result, Span};
use db::Tx;
use db::events::{About, Event, emit};
use vault::{Blind, Field};
use web::{Actor, Right};

use crate::events::{Created, Edited, IdentityAdded, IdentityRemoved, Revealed as RevealedEvent, RevealsNoticed};
use crate::handle::{Customers, NAME, NOTE, customer_place, identity_place};
use crate::model::{Customer, CustomerEdit, CustomerRow, IdentityRow, NewCustomer, NewIdentity, RevealAsked, Revealed};
use crate::refused::Refused;
use crate::rules::check::{check_identity, check_name, check_note, check_tier};
use crate::{names, store};

pub mod erasure;
pub mod export;
mod merge;
mod pairs;
pub mod privacy;
pub mod sheets;

pub use merge::{merge, merges, undo};
pub use pairs::{decide, of_customer, proposed, refresh};

fn tell(tx: &mut Tx<'_>, actor: &Actor, customer: &CustomerId, event: &impl Event) -> Result<()> {
    emit(tx, actor.by(), About { customer: Some(customer), ..About::default() }, None, event)
}

/// What is given, without the spaces around it; nothing when it is empty.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(|it| it.trim()).filter(|it| !it.is_empty())
}

/// A customer as shown; refused when there is none, or the actor may not read customers.
pub fn customer(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Customer> {
    let row = standing(tx, actor, id)?;
    of.shown(tx, vec![row])?.pop().ok_or_else(|| Refused::NotFound.into())
}

/// The customer who stands for an id; refused when there is none, or the actor may not read customers.
pub fn standing(tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<CustomerRow> {
    let row = store::customer(tx, actor, id)?.ok_or(Refused::NotFound)?;
    match &row.survivor {
        Some(by) => store::customer(tx, actor, by)?.ok_or_else(|| Refused::NotFound.into()),
        None => Ok(row),
    }
}

/// Refuses to write anything personal about somebody who was let go.
fn must_be_known(row: &CustomerRow) -> Result<()> {
    if row.pseudonym.is_some() { Err(Refused::Erased.into()) } else { Ok(()) }
}

/// Adds a customer.
pub fn add(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, new: &NewCustomer) -> Result<CustomerId> {
    actor.may(Right::EditCustomers)?;
    let id = tx.id();
    add_anyway(of, tx, actor, new, id)
}

/// Adds a customer for somebody who may open cases, though not edit customers.
fn add_anyway(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, new: &NewCustomer, id: CustomerId) -> Result<CustomerId> {
    let name = given(new.name.as_ref());
    if name.is_none() && new.identities.is_empty() {
        return Err(Refused::Empty.into());
    }
    let tier = given(new.tier.as_ref());
    let note = given(new.note.as_ref());
    let fields = [name.and_then(check_name), tier.and_then(check_tier), note.and_then(check_note)];
    let identities = new.identities.iter().enumerate();
    let identities = identities.map(|(at, it)| check_identity(&format!("identities[{at}].value"), it));
    Refused::fields(fields.into_iter().chain(identities))?;
    let row = CustomerRow {
        name: name.map(|it| of.vault().seal(tx, &customer_place(NAME, &id), it)).transpose()?,
        name_blind: name.map(|it| of.vault().blind(Field::Name, it)).transpose()?,
        tier: tier.map(str::to_owned),
        note: note.map(|it| of.vault().seal(tx, &customer_place(NOTE, &id), it)).transpose()?,
        open_cases: 0,
        version: 1,
        created_at: tx.now(),
        marks_epoch: 0,
        survivor: None,
        pseudonym: None,
        id,
    };
    store::add(tx, &row)?;
    names::mark(of, tx, &row.id, (None, 0), name)?;
    for identity in &new.identities {
        put_identity(of, tx, &row.id, identity)?;
    }
    let kinds = new.identities.iter().map(|it| it.kind).collect();
    let event = Created { customer: row.id.clone(), tier: row.tier, identities: kinds };
    tell(tx, actor, &row.id, &event)?;
    Ok(row.id)
}

fn put_identity(of: &Customers, tx: &mut Tx<'_>, customer: &CustomerId, new: &NewIdentity) -> Result<IdentityId> {
    let blind = of.vault().blind(new.kind.field(), &new.value)?;
    let id: IdentityId = tx.id();
    let content = of.vault().seal(tx, &identity_place(&id), new.value.trim())?;
    let row = IdentityRow { id, customer: customer.clone(), kind: new.kind, content, verified: new.verified };
    if store::add_identity(tx, &row, &blind)? {
        return Ok(row.id);
    }
    let owner = store::owners(tx, std::slice::from_ref(&blind))?.remove(&blind);
    Err(Refused::IdentityTaken(owner.unwrap_or_else(|| customer.clone())).into())
}

/// Changes a customer.
pub fn edit(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId, edit: &CustomerEdit) -> Result<Customer> {
    actor.may(Right::EditCustomers)?;
    let before = standing(tx, actor, id)?;
    let id = &before.id.clone();
    must_be_known(&before)?;
    if before.version != edit.version {
        return Err(Refused::Stale(before.version).into());
    }
    let texts = [&edit.name, &edit.tier, &edit.note];
    let [name, tier, note] = texts.map(|it| it.as_deref().unwrap_or_default().trim());
    Refused::fields([check_name(name), check_tier(tier), check_note(note)])?;
    let mut after = before.clone();
    let mut changed = Vec::new();
    if edit.name.is_some() {
        let name = given(edit.name.as_ref());
        let old = of.full_name(tx, &before)?;
        names::mark(of, tx, id, (old.as_ref().map(vault::Plain::reveal), before.marks_epoch), name)?;
        after.name = name.map(|it| of.vault().seal(tx, &customer_place(NAME, id), it)).transpose()?;
        after.name_blind = name.map(|it| of.vault().blind(Field::Name, it)).transpose()?;
        changed.push(NAME.to_owned());
    }
    if edit.tier.is_some() {
        after.tier = given(edit.tier.as_ref()).map(str::to_owned);
        changed.push("tier".to_owned());
    }
    if edit.note.is_some() {
        let note = given(edit.note.as_ref());
        after.note = note.map(|it| of.vault().seal(tx, &customer_place(NOTE, id), it)).transpose()?;
        changed.push(NOTE.to_owned());
    }
    if !store::save(tx, &after)? {
        return Err(Refused::Stale(before.version + 1).into());
    }
    if !changed.is_empty() {
        tell(tx, actor, id, &Edited { customer: id.clone(), changed })?;
    }
    customer(of, tx, actor, id)
}

/// Adds an identity to a customer.
pub fn add_identity(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    new: &NewIdentity,
) -> Result<Customer> {
    actor.may(Right::EditCustomers)?;
    let row = standing(tx, actor, id)?;
    must_be_known(&row)?;
    let id = &row.id;
    Refused::fields([check_identity("value", new)])?;
    let identity = put_identity(of, tx, id, new)?;
    tell(tx, actor, id, &IdentityAdded { customer: id.clone(), identity, identity_kind: new.kind })?;
    customer(of, tx, actor, id)
}

/// Takes an identity away from a customer.
pub fn remove_identity(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    identity: &IdentityId,
) -> Result<Customer> {
    actor.may(Right::EditCustomers)?;
    let id = &standing(tx, actor, id)?.id;
    let members = store::group::members(tx, id)?;
    let found = store::identities(tx, &members.iter().collect::<Vec<_>>())?.into_iter().find(|it| it.id == *identity);
    let found = found.ok_or(Refused::IdentityNotFound)?;
    store::remove_identity(tx, &found.id)?;
    tell(tx, actor, id, &IdentityRemoved { customer: id.clone(), identity: found.id, identity_kind: found.kind })?;
    customer(of, tx, actor, id)
}

/// Shows a value in full, on record.
pub fn reveal(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    asked: &RevealAsked,
) -> Result<Revealed> {
    actor.may(Right::RevealCustomers)?;
    let row = standing(tx, actor, id)?;
    let id = &row.id;
    let policy = of.reveal_policy(tx)?;
    let reason = asked.reason.trim();
    let long = reason.chars().count();
    if long > 200 || (policy.reason && long < 2) {
        return Err(Refused::ReasonMissing.into());
    }
    let (field, identity, value) = match asked.field.as_str() {
        NAME => {
            let name = of.full_name(tx, &row)?.ok_or(Refused::IdentityNotFound)?;
            (NAME.to_owned(), None, name)
        }
        which => {
            let members = store::group::members(tx, id)?;
            let found = one_identity(store::identities(tx, &members.iter().collect::<Vec<_>>())?, which)?;
            let value = of.opened(tx, &identity_place(&found.id), &found.content)?;
            (found.kind.as_str().to_owned(), Some(found.id), value)
        }
    };
    let event = RevealedEvent { customer: id.clone(), field, identity, reason: reason.to_owned() };
    tell(tx, actor, id, &event)?;
    count_reveal(tx, actor, policy.notice_above_per_day)?;
    Ok(Revealed { value: value.reveal().to_owned(), shown_for_ms: policy.shown_for.span(Span::DAY).0 })
}

/// Counts a value shown in full, of a customer or a case. More of them in a day than are usual is told once, at the first
/// one too many.
fn count_reveal(tx: &mut Tx<'_>, actor: &Actor, usual: i64) -> Result<()> {
    let Some(person) = actor.by() else { return Ok(()) };
    let times = store::count_reveal(tx, person)?;
    if times == usual + 1 {
        let about = About { person: Some(person), ..About::default() };
        emit(tx, actor.by(), about, None, &RevealsNoticed { times, usual })?;
    }
    Ok(())
}

/// Counts what was shown in full of something else than a customer.
pub fn revealed(of: &Customers, tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    let usual = of.reveal_policy(tx)?.notice_above_per_day;
    count_reveal(tx, actor, usual)
}

/// The identity of this id, or the only one of this kind.
fn one_identity(all: Vec<IdentityRow>, which: &str) -> Result<IdentityRow> {
    let mut found = all.into_iter().filter(|it| it.id.as_str() == which || it.kind.as_str() == which);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(Refused::IdentityNotFound.into()),
    }
}

/// The customer known by one of these identities, else a new one. What the found one was not known by yet, and nobody
/// else is, is added to them.
pub fn find_or_create(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, new: &NewCustomer) -> Result<CustomerId> {
    if actor.may(Right::CreateCases).is_err() {
        actor.may(Right::EditCustomers)?;
    }
    let (mut blinds, mut distinct) = (Vec::<Blind>::new(), Vec::new());
    for it in &new.identities {
        let blind = of.vault().blind(it.kind.field(), &it.value)?;
        if !blinds.contains(&blind) {
            blinds.push(blind);
            distinct.push(it.clone());
        }
    }
    let new = &NewCustomer { identities: distinct, ..new.clone() };
    let owners = store::owners(tx, &blinds)?;
    // The first identity given decides when they point at different customers; merging is for people to decide.
    let Some(found) = blinds.iter().find_map(|it| owners.get(it)).cloned() else {
        let id: CustomerId = tx.id();
        let added = add_anyway(of, tx, actor, new, id.clone());
        if !added.as_ref().is_err_and(|it| it.code() == Some("customers.identity_taken")) {
            return added;
        }
        // Somebody else wrote the same customer down at this very moment.
        let made = names::epoch(of, tx)?;
        names::mark(of, tx, &id, (given(new.name.as_ref()), made), None)?;
        store::take_back(tx, &id)?;
        let owners = store::owners(tx, &blinds)?;
        return blinds.iter().find_map(|it| owners.get(it)).cloned().map_or(added, Ok);
    };
    let fresh = new.identities.iter().zip(&blinds).filter(|it| !owners.contains_key(it.1)).map(|it| it.0);
    add_unknown(of, tx, actor, &found, fresh)?;
    Ok(found)
}

/// Adds to a customer what nobody is known by yet.
fn add_unknown<'a>(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &CustomerId,
    fresh: impl Iterator<Item = &'a NewIdentity>,
) -> Result<()> {
    for identity in fresh {
        Refused::fields([check_identity("value", identity)])?;
        let added = put_identity(of, tx, id, identity)?;
        let event = IdentityAdded { customer: id.clone(), identity: added, identity_kind: identity.kind };
        tell(tx, actor, id, &event)?;
    }
    Ok(())
}
