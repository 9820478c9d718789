//! The way of a version (POL-2): begun, written, submitted, reviewed, approved by a second person, withdrawn.

use base::ids::PersonId;
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, emit};
use web::{Actor, Reach, Right};

use super::load::{begun, tell_published};
use super::reading::{faults, history};
use crate::Refused;
use crate::book::Book;
use crate::events::{Discarded, Edited, Reviewed, SentBack, Submitted, Withdrawn};
use crate::house::House;
use crate::model::{Deed, Done, Kind, PolicyRef, Scope, Status, Version};
use crate::policies::Policies;
use crate::rules::{self, Act, Chain};
use crate::store::{self, NewVersion};

/// What somebody does with a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The version.
    pub name: PolicyRef,
    /// What.
    pub act: Act,
    /// The edition that was read; refused when somebody changed the version meanwhile.
    pub edition: Option<i64>,
    /// Why.
    pub reason: Option<String>,
}

/// The rights one of which an act needs.
fn rights(act: Act) -> &'static [Right] {
    match act {
        Act::Edit | Act::Submit | Act::Discard => &[Right::EditPolicy],
        Act::Review | Act::Reject => &[Right::ReviewPolicy, Right::ApprovePolicy],
        Act::Approve | Act::Withdraw => &[Right::ApprovePolicy],
    }
}

/// Refused when the person has none of the rights, or none that reaches the unit that a scope is for.
fn reaches(tx: &mut Tx<'_>, house: &dyn House, me: &Actor, any: &[Right], scope: &Scope) -> Result<()> {
    let held: Vec<Right> = any.iter().copied().filter(|it| me.rights.has(*it)).collect();
    let Some(first) = any.last() else { return Ok(()) };
    if held.is_empty() {
        return me.may(*first);
    }
    let unit = house.unit(tx, scope)?.map(|it| it.0);
    let within = |right: &Right| match me.reaching(*right) {
        Reach::All => true,
        Reach::Own => false,
        Reach::Units(units) => unit.as_ref().is_some_and(|it| units.contains(it)),
    };
    if held.iter().any(within) { Ok(()) } else { Err(Refused::OutOfReach(scope.clone()).into()) }
}

/// Refused when the person may not write policy for this scope, or the scope names no unit.
pub(crate) fn may_write(tx: &mut Tx<'_>, house: &dyn House, me: &Actor, scope: &Scope) -> Result<()> {
    me.may(Right::EditPolicy)?;
    if matches!(scope, Scope::Site(_) | Scope::Team(_)) && house.unit(tx, scope)?.is_none() {
        return Err(Refused::NoSuchUnit(scope.clone()).into());
    }
    reaches(tx, house, me, rights(Act::Edit), scope)
}

/// Whether somebody may do something with a version now.
pub(super) fn may(
    tx: &mut Tx<'_>,
    book: &Book,
    house: &dyn House,
    me: &Actor,
    it: &Version,
    history: &[Done],
    act: Act,
) -> Result<()> {
    reaches(tx, house, me, rights(act), &it.scope)?;
    rules::next_status(it, history, act, me.me()?)?;
    if act == Act::Withdraw {
        rules::may_end(it, book.versions(it.kind), tx.now())?;
    }
    Ok(())
}

/// Begins a draft from a version, for its scope or another one.
///
/// # Errors
/// Refused when there is no such version, or the scope is out of the person's reach.
pub fn start(
    tx: &mut Tx<'_>,
    policies: &Policies,
    house: &dyn House,
    me: &Actor,
    kind: Kind,
    from: Option<i64>,
    scope: Option<&Scope>,
) -> Result<Version> {
    store::hold(tx)?;
    let (book, now) = (policies.book(tx)?, tx.now());
    let base = match from {
        Some(version) => {
            let name = PolicyRef { kind, version };
            book.version(&name).ok_or(Refused::UnknownVersion { kind, version })?
        }
        None => book.for_chain(now, &Chain::through(scope.cloned())).version(kind)?,
    };
    let scope = scope.unwrap_or(&base.scope).clone();
    may_write(tx, house, me, &scope)?;
    let text = rules::begin_from(&base.text, &scope).map_err(|it| Refused::Invalid(vec![it]))?;
    let document = rules::read(&text).map_err(|it| Refused::Invalid(vec![it]))?;
    let new = NewVersion {
        text: text.into(),
        document: document.into(),
        scope,
        effective_from: now,
        status: Status::Draft,
        author: Some(me.me()?.clone()),
        approver: None,
    };
    let it = store::add(tx, new)?;
    begun(tx, me.by(), &it)?;
    Ok(it)
}

/// Keeps another text of a draft. It need not be sound yet, but has to be readable.
///
/// # Errors
/// Refused when the version is approved, when somebody changed it meanwhile, when the text cannot be read or is of
/// another kind, and when its scope is out of reach.
pub fn rewrite(
    tx: &mut Tx<'_>,
    policies: &Policies,
    house: &dyn House,
    me: &Actor,
    name: &PolicyRef,
    edition: i64,
    text: &str,
) -> Result<Version> {
    let (mut it, past) = held(tx, name, Some(edition))?;
    let book = policies.book(tx)?;
    may(tx, &book, house, me, &it, &past, Act::Edit)?;
    let document = rules::read(text).map_err(|it| Refused::Invalid(vec![it]))?;
    if document.header.kind != it.kind {
        return Err(Refused::OtherKind(document.header.kind).into());
    }
    if document.header.scope != it.scope {
        may_write(tx, house, me, &document.header.scope)?;
    }
    it.status = Status::Draft;
    it.reviewer = None;
    it.scope = document.header.scope.clone();
    it.title = document.header.title.clone();
    it.effective_from = document.header.effective_from.unwrap_or(it.created_at);
    it.text = text.into();
    it.document = document.into();
    if !store::save_text(tx, &it)? {
        return Err(Refused::Stale.into());
    }
    it.edition += 1;
    // One line for a sitting, not one for each field.
    let goes_on = |one: &Done| matches!(one.deed, Deed::Drafted | Deed::Edited) && one.by.as_ref() == me.by();
    if !past.last().is_some_and(goes_on) {
        store::deeds::add(tx, name, Deed::Edited, me.by(), None)?;
    }
    let event = Edited { policy: name.clone(), kind: it.kind, scope: it.scope.clone(), reason: None };
    emit(tx, me.by(), About::default(), Some(&name.to_string()), &event)?;
    Ok(it)
}

/// Carries a version further as somebody who has the right within the version's part of the organisation.
///
/// # Errors
/// Refused as [`advance`] refuses, without the right, out of reach, and without a reason where one is needed.
pub fn act(tx: &mut Tx<'_>, policies: &Policies, house: &dyn House, me: &Actor, wish: &Move) -> Result<Version> {
    let (it, past) = held(tx, &wish.name, wish.edition)?;
    let book = policies.book(tx)?;
    may(tx, &book, house, me, &it, &past, wish.act)?;
    rules::must_say_why(wish.act, wish.reason.as_deref())?;
    carry(tx, policies, it, &past, wish, me.me()?)
}

/// Carries a version further: submission, review, approval, rejection, withdrawal (POL-2).
///
/// # Errors
/// Refused when the version is not in a state for it, when its author approves it, when it is faulty and is to be
/// approved, or when somebody changed it meanwhile.
pub fn advance(tx: &mut Tx<'_>, policies: &Policies, name: &PolicyRef, act: Act, by: &PersonId) -> Result<Version> {
    let (it, past) = held(tx, name, None)?;
    carry(tx, policies, it, &past, &Move { name: name.clone(), act, edition: None, reason: None }, by)
}

/// A version with its history, that nobody else changes until this transaction is over.
fn held(tx: &mut Tx<'_>, name: &PolicyRef, edition: Option<i64>) -> Result<(Version, Vec<Done>)> {
    store::hold(tx)?;
    let unknown = Refused::UnknownVersion { kind: name.kind, version: name.version };
    let it = store::one(tx, name.kind, name.version)?.ok_or(unknown)?;
    if edition.is_some_and(|seen| seen != it.edition) {
        return Err(Refused::Stale.into());
    }
    let past = history(tx, &it)?;
    Ok((it, past))
}

fn carry(
    tx: &mut Tx<'_>,
    policies: &Policies,
    mut it: Version,
    past: &[Done],
    wish: &Move,
    by: &PersonId,
) -> Result<Version> {
    let now = tx.now();
    it.status = rules::next_status(&it, past, wish.act, by)?;
    let mut first = false;
    match wish.act {
        Act::Submit => must_be_sound(tx, policies, &it, now)?,
        Act::Review => it.reviewer = Some(by.clone()),
        Act::Approve => {
            must_be_sound(tx, policies, &it, now)?;
            let book = policies.book(tx)?;
            first = book.versions(it.kind).iter().all(|one| one.approved_at.is_none() || one.scope != it.scope);
            it.approver = Some(by.clone());
            it.approved_at = Some(now);
            it.effective_from = it.effective_from.max(now);
        }
        Act::Withdraw => it.withdrawn_at = Some(now),
        Act::Reject | Act::Edit => it.reviewer = None,
        Act::Discard => {}
    }
    if !store::save_status(tx, &it)? {
        return Err(Refused::Stale.into());
    }
    it.edition += 1;
    let reason = wish.reason.as_deref().map(str::trim).filter(|it| !it.is_empty());
    store::deeds::add(tx, &wish.name, wish.act.deed(), Some(by), reason)?;
    tell(tx, by, &it, wish.act, reason, first)?;
    Ok(it)
}

fn must_be_sound(tx: &mut Tx<'_>, policies: &Policies, it: &Version, now: Stamp) -> Result<()> {
    let faults = faults(&*policies.book(tx)?, &it.document, now);
    if faults.is_empty() { Ok(()) } else { Err(Refused::Invalid(faults).into()) }
}

fn tell(tx: &mut Tx<'_>, by: &PersonId, it: &Version, act: Act, reason: Option<&str>, first: bool) -> Result<()> {
    let (policy, kind, scope) = (it.reference(), it.kind, it.scope.clone());
    let (name, reason) = (policy.to_string(), reason.map(str::to_owned));
    macro_rules! tell {
        ($event:expr) => {
            emit(tx, Some(by), About::default(), Some(&name), &$event)
        };
    }
    match act {
        Act::Edit => tell!(Edited { policy, kind, scope, reason }),
        Act::Submit => tell!(Submitted { policy, kind, scope, reason }),
        Act::Review => tell!(Reviewed { policy, kind, scope, reason }),
        Act::Reject => tell!(SentBack { policy, kind, scope, reason }),
        Act::Discard => tell!(Discarded { policy, kind, scope, reason }),
        Act::Approve => tell_published(tx, Some(by), it, first),
        Act::Withdraw => {
            let at = it.withdrawn_at.unwrap_or(it.effective_from);
            tell!(Withdrawn { policy, kind, scope, at, reason })
        }
    }
}
