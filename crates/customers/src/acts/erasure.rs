//! A customer is let go: what is personal goes, figures and the record stay under a pseudonym (CUS-2).
//!
//! Somebody asks, a second person decides. What customers hold goes at once; the texts of the log and of cases are gone
//! through in batches, and what was looked for is forgotten at the end.

use base::ids::{CustomerId, ErasureId};
use base::{Paged, Result, fault};
use db::events::{About, Logged, emit};
use db::{Tx, timers};
use web::{Actor, Right};

use super::privacy::place;
use super::{standing, tell};
use crate::events::{Erased, ErasureAsked as AskedEvent, ErasureDecided as DecidedEvent, ErasureDone};
use crate::handle::{Customers, identity_place};
use crate::jobs::REDACT;
use crate::model::{ActorName, Erasure, ErasurePreview, ErasureState, IdentityKind, merging};
use crate::names;
use crate::refused::Refused;
use crate::rules::redact::Redaction;
use crate::store;
use crate::store::privacy::ErasureRow;

/// What stands in the way of letting a customer go; nothing when nothing does.
fn stopped(of: &Customers, tx: &mut Tx<'_>, id: &CustomerId) -> Result<Option<Refused>> {
    let members = store::group::members(tx, id)?;
    let mut open_cases = 0;
    for one in &members {
        let row = store::customer(tx, &Actor::system(), one)?.ok_or(Refused::NotFound)?;
        open_cases += row.open_cases;
        if row.pseudonym.is_some() {
            return Ok(Some(Refused::Erased));
        }
        if store::privacy::holds(tx, one)?.iter().any(|it| it.lifted.is_none()) {
            return Ok(Some(Refused::OnHold));
        }
    }
    let stops = open_cases > 0 && !of.rules(tx)?.erasure.with_open_cases;
    Ok(stops.then_some(Refused::OpenCases(open_cases)))
}

/// What would go of a customer.
pub fn preview(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<ErasurePreview> {
    actor.may(Right::EraseCustomers)?;
    let row = standing(tx, actor, id)?;
    let members = store::group::members(tx, &row.id)?;
    let rows = store::several(tx, actor, &members)?;
    let identities = store::identities(tx, &members.iter().collect::<Vec<_>>())?.len();
    let (mut consents, mut events) = (0, 0);
    for one in &members {
        consents += store::privacy::consents(tx, one)?.len();
        events += db::events::of_customer(tx, one, None, 1_000)?.len();
    }
    let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
    let stopped = stopped(of, tx, &row.id)?.map(|it| base::Refuse::refusal(&it).code.to_owned());
    Ok(ErasurePreview {
        profiles: count(members.len()),
        identities: count(identities),
        note: rows.iter().any(|it| it.note.is_some()),
        consents: count(consents),
        events: count(events),
        open_cases: rows.iter().map(|it| it.open_cases).sum(),
        stopped_by: stopped,
    })
}

/// Asks for a customer to be let go.
pub fn ask(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId, reason: &str) -> Result<Erasure> {
    actor.may(Right::EraseCustomers)?;
    let id = standing(tx, actor, id)?.id;
    if !of.rules(tx)?.erasure.reasons.iter().any(|it| it.id == reason) {
        return Err(Refused::UnknownWord("reason").into());
    }
    if let Some(why) = stopped(of, tx, &id)? {
        return Err(why.into());
    }
    let waits = store::privacy::erasures_of(tx, &id)?
        .into_iter()
        .find(|it| matches!(it.state, ErasureState::Asked | ErasureState::Going | ErasureState::Proposed));
    let erasure = match waits {
        Some(it) if it.state == ErasureState::Proposed => it,
        Some(_) => return Err(Refused::ErasureWaits.into()),
        None => fresh(tx, &id, reason),
    };
    let (by, now) = (actor.by().cloned(), tx.now());
    let row = ErasureRow { state: ErasureState::Asked, reason: reason.to_owned(), asked: now, asked_by: by, ..erasure };
    store::privacy::put_erasure(tx, &row)?;
    let told = AskedEvent { customer: id.clone(), erasure: row.id.clone(), reason: reason.to_owned() };
    tell(tx, actor, &id, &told)?;
    one_shown(of, tx, actor, row)
}

fn fresh(tx: &Tx<'_>, id: &CustomerId, reason: &str) -> ErasureRow {
    ErasureRow {
        id: tx.id(),
        customer: id.clone(),
        state: ErasureState::Proposed,
        reason: reason.to_owned(),
        pseudonym: None,
        words: None,
        asked: tx.now(),
        asked_by: None,
        decided: None,
        decided_by: None,
        done: None,
    }
}

/// Proposes a customer whose data is past its time, unless somebody thought of it already; answers whether it did.
pub fn propose(of: &Customers, tx: &mut Tx<'_>, id: &CustomerId) -> Result<bool> {
    if stopped(of, tx, id)?.is_some() || !store::privacy::erasures_of(tx, id)?.is_empty() {
        return Ok(false);
    }
    let row = fresh(tx, id, "retention");
    store::privacy::put_erasure(tx, &row)?;
    let told = AskedEvent { customer: id.clone(), erasure: row.id, reason: row.reason };
    tell(tx, &Actor::system(), id, &told)?;
    Ok(true)
}

/// Decides about what another asked for, or takes back what one asked for oneself.
pub fn decide(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &ErasureId, approve: bool) -> Result<Erasure> {
    actor.may(Right::EraseCustomers)?;
    actor.may(Right::ReadCustomers)?;
    let row = store::privacy::erasure(tx, id)?.ok_or(Refused::NoErasure)?;
    if !matches!(row.state, ErasureState::Asked | ErasureState::Proposed) {
        return Err(Refused::Decided.into());
    }
    let own = row.asked_by.is_some() && row.asked_by.as_ref() == actor.by();
    if approve && (own || row.state == ErasureState::Proposed) {
        return Err(Refused::SecondPerson.into());
    }
    if approve && let Some(why) = stopped(of, tx, &row.customer)? {
        return Err(why.into());
    }
    let state = match (approve, own) {
        (true, _) => ErasureState::Going,
        (false, true) => ErasureState::TakenBack,
        (false, false) => ErasureState::Refused,
    };
    let decided = ErasureRow { state, decided: Some(tx.now()), decided_by: actor.by().cloned(), ..row };
    let told = DecidedEvent { customer: decided.customer.clone(), erasure: id.clone(), state };
    tell(tx, actor, &decided.customer, &told)?;
    let decided = if approve { go(of, tx, decided)? } else { decided };
    store::privacy::put_erasure(tx, &decided)?;
    one_shown(of, tx, actor, decided)
}

/// A pseudonym that nobody has: four hexadecimal letters, more once those are taken.
fn pseudonym(tx: &mut Tx<'_>, called: &str) -> Result<String> {
    for long in [4, 4, 4, 6, 8, 16] {
        let letters = base::text::hex(&tx.random::<8>()).to_uppercase();
        let name = format!("{called} #{}", letters.get(..long).unwrap_or(&letters));
        if !store::privacy::is_called(tx, &name)? {
            return Ok(name);
        }
    }
    Err(fault("no pseudonym is free"))
}

/// Takes away what customers hold of a person, and lets the texts be gone through.
fn go(of: &Customers, tx: &mut Tx<'_>, row: ErasureRow) -> Result<ErasureRow> {
    let policy = of.rules(tx)?.erasure;
    let called = pseudonym(tx, &policy.called)?;
    let members = store::group::members(tx, &row.customer)?;
    let (mut said, mut known) = (Vec::new(), Vec::<(IdentityKind, String)>::new());
    let masking = of.masking(tx)?;
    for one in store::several(tx, &Actor::system(), &members)? {
        let name = of.full_name(tx, &one)?;
        names::mark(of, tx, &one.id, (name.as_ref().map(vault::Plain::reveal), one.marks_epoch), None)?;
        said.extend(name.map(|it| it.reveal().to_owned()));
    }
    said.extend(super::merge::names_before(of, tx, &members)?);
    for it in store::identities(tx, &members.iter().collect::<Vec<_>>())? {
        let value = of.opened(tx, &identity_place(&it.id), &it.content)?;
        // What was shown masked stands in the log of cases.
        known.push((IdentityKind::Social, masking.mask(it.kind.field(), value.reveal())));
        known.push((it.kind, value.reveal().to_owned()));
    }
    let redaction = Redaction::new(&said, &known, &called, policy.whole_texts);
    let text = serde_json::to_string(&redaction).map_err(fault)?;
    let words = of.vault().seal(tx, &place("customers_erasure", "words", row.id.as_str()), &text)?;
    for one in &members {
        store::privacy::strip(tx, one, &called)?;
    }
    for word in redaction.words() {
        db::idempotency::forget_holding(tx, word)?;
    }
    timers::set(tx, tx.now(), REDACT, row.id.as_str(), &Vec::<i64>::new())?;
    Ok(ErasureRow { pseudonym: Some(called), words: Some(words), ..row })
}

/// What an erasure takes out of texts; nothing once it is done.
pub fn redaction(of: &Customers, tx: &mut Tx<'_>, id: &ErasureId) -> Result<Option<Redaction>> {
    let Some(sealed) = store::privacy::erasure(tx, id)?.and_then(|it| it.words) else { return Ok(None) };
    let plain = of.opened(tx, &place("customers_erasure", "words", id.as_str()), &sealed)?;
    serde_json::from_str(plain.reveal()).map(Some).map_err(fault)
}

/// Takes a person out of entries of the log. What happened, when and by whom stays as it is written.
pub fn redact_events(tx: &mut Tx<'_>, by: &Redaction, entries: &[Logged]) -> Result<()> {
    for it in entries {
        let before: serde_json::Value = it.body()?;
        let after = by.json(before.clone());
        if after != before {
            db::events::redact(tx, it.seq, &after)?;
        }
    }
    Ok(())
}

/// So many entries of the log in one transaction.
const BATCH: i64 = 200;

/// Goes on with the log of a customer, from the newest entry back; answers where it goes on, if there is more. At the end
/// the others hear of it, who have texts of their own to go through.
pub fn go_on(of: &Customers, tx: &mut Tx<'_>, id: &ErasureId, at: (usize, i64)) -> Result<Option<(usize, i64)>> {
    let (Some(by), Some(row)) = (redaction(of, tx, id)?, store::privacy::erasure(tx, id)?) else { return Ok(None) };
    let members = store::group::members(tx, &row.customer)?;
    let Some(one) = members.get(at.0) else {
        let told = Erased { customer: row.customer.clone(), profiles: members, erasure: row.id };
        tell(tx, &Actor::system(), &row.customer, &told)?;
        return Ok(None);
    };
    let entries = db::events::of_customer(tx, one, Some(at.1), BATCH)?;
    redact_events(tx, &by, &entries)?;
    Ok(match entries.last() {
        Some(last) => Some((at.0, last.seq)),
        None => Some((at.0 + 1, i64::MAX)),
    })
}

/// Nothing is left: what was looked for is forgotten.
pub fn finish(tx: &mut Tx<'_>, id: &ErasureId) -> Result<()> {
    let Some(row) = store::privacy::erasure(tx, id)?.filter(|it| it.state == ErasureState::Going) else {
        return Ok(());
    };
    let customer = row.customer.clone();
    let done = ErasureRow { state: ErasureState::Done, words: None, done: Some(tx.now()), ..row };
    store::privacy::put_erasure(tx, &done)?;
    let about = About { customer: Some(&customer), ..About::default() };
    emit(tx, None, about, None, &ErasureDone { customer: customer.clone(), erasure: id.clone() })
}

fn one_shown(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, row: ErasureRow) -> Result<Erasure> {
    shown(of, tx, actor, vec![row])?.pop().ok_or_else(|| Refused::NoErasure.into())
}

fn shown(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, rows: Vec<ErasureRow>) -> Result<Vec<Erasure>> {
    let ids: Vec<&CustomerId> = rows.iter().map(|it| &it.customer).collect();
    let called = crate::api::display(of, tx, &ids)?;
    let who = rows.iter().flat_map(|it| [it.asked_by.as_ref(), it.decided_by.as_ref()]).flatten();
    let people = people::api::names(tx, &merging::people(who))?;
    let named = |id: Option<base::ids::PersonId>| {
        id.map(|id| ActorName { name: people.get(&id).cloned().unwrap_or_default(), id })
    };
    let one = |it: ErasureRow| {
        let may = actor.may(Right::EraseCustomers).is_ok() && it.state == ErasureState::Asked;
        let mine = it.asked_by.is_some() && it.asked_by.as_ref() == actor.by();
        Erasure {
            name: called.get(&it.customer).cloned().unwrap_or_default(),
            customer: it.customer,
            state: it.state,
            reason: it.reason,
            asked_at: it.asked,
            asked_by: named(it.asked_by),
            decided_at: it.decided,
            decided_by: named(it.decided_by),
            done_at: it.done,
            can_decide: may && !mine,
            mine: may && mine,
            id: it.id,
        }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The erasures of a customer, the newest first.
pub fn of_customer(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, id: &CustomerId) -> Result<Vec<Erasure>> {
    let id = standing(tx, actor, id)?.id;
    let rows = store::privacy::erasures_of(tx, &id)?;
    shown(of, tx, actor, rows)
}

/// Erasures in a state, the newest first.
pub fn list(
    of: &Customers,
    tx: &mut Tx<'_>,
    actor: &Actor,
    state: ErasureState,
    page: &base::Page,
) -> Result<Paged<Erasure>> {
    actor.may(Right::EraseCustomers)?;
    actor.may(Right::ReadCustomers)?;
    let rows = page.rows();
    let found = store::privacy::erasures(tx, state, page.after.as_deref().unwrap_or("era_~"), rows + 1)?;
    let found = Paged::of(found, rows, |it| it.id.to_string());
    Ok(Paged { items: shown(of, tx, actor, found.items)?, next: found.next })
}
