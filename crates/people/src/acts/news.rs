//! Whom what happens to policies, certificates and reviews concerns, and telling them (POL-2, PPL-6, PPL-11).

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{PersonId, UnitId};
use base::{Result, Span, Stamp};
use db::events::Logged;
use db::{Json, Tx, timers};
use policy::events::{Published, Reviewed, SentBack, Submitted};
use policy::model::{PolicyRef, Scope};
use web::{Actor, Reach, Right};

use crate::api::unit_of_scope;
use crate::events::{AccessReviewed, CertificateExpiring};
use crate::handle::People;
use crate::jobs::{POLICY_BEGINS, REVIEWS_DUE};
use crate::model::{News, NewsBody, NewsItem, NewsKind, NewsRow, ReviewVerdict};
use crate::rules::backup;
use crate::store::{absences, news as store, persons, roles, units};

/// So long something is shown.
const KEPT: Span = Span(30 * Span::DAY.0);
/// So many are shown.
const SHOWN: i64 = 50;

/// What the actor is told of beside their cases.
pub fn list(tx: &mut Tx<'_>, me: &Actor) -> Result<News> {
    let rows = store::of(tx, me.me()?, tx.now() - KEPT, SHOWN)?;
    let people: Vec<PersonId> =
        rows.iter().flat_map(|it| it.actor_id.iter().chain(&it.body.0.person_id)).cloned().collect();
    let names = persons::names(tx, &people)?;
    let name = |it: &Option<PersonId>| it.as_ref().and_then(|it| names.get(it).cloned());
    let item = |it: NewsRow| NewsItem {
        at: it.at,
        about: it.about,
        kind: it.kind,
        actor_name: name(&it.actor_id),
        person_name: name(&it.body.0.person_id),
        body: it.body.0,
        unseen: !it.seen,
    };
    Ok(News { items: rows.into_iter().map(item).collect() })
}

/// The actor has seen what came up to a moment, at most now.
pub fn see(tx: &mut Tx<'_>, me: &Actor, until: Stamp) -> Result<News> {
    let until = until.min(tx.now());
    store::see(tx, me.me()?, until)?;
    store::forget(tx, me.me()?, tx.now() - KEPT)?;
    list(tx, me)
}

/// Tells some people, and whoever stands in for those who are away; nobody of what they did themselves.
pub(super) fn tell(tx: &mut Tx<'_>, to: impl IntoIterator<Item = PersonId>, row: &NewsRow) -> Result<()> {
    let away = absences::away(tx, tx.now())?;
    let mut told = BTreeSet::new();
    for person in to {
        told.extend(backup::acting(&away, &person).filter(|it| **it != person).cloned());
        told.insert(person);
    }
    told.iter().filter(|it| row.actor_id.as_ref() != Some(*it)).try_for_each(|it| store::tell(tx, it, row))
}

/// Those whose own roles give one of these rights, as far as a unit.
pub(super) fn holders(
    people: &People,
    tx: &mut Tx<'_>,
    rights: &[Right],
    unit: Option<&UnitId>,
) -> Result<Vec<PersonId>> {
    let access = people.access(tx)?;
    let gives = |it: &&policy::model::Role| it.rights.iter().any(|one| rights.iter().any(|right| right.name() == one));
    let wanted: Vec<&str> = access.roles.iter().filter(gives).map(|it| it.id.as_str()).collect();
    let mut found = Vec::new();
    for person in roles::holders(tx, &wanted)? {
        let actor = people.actor(tx, &person)?;
        let reaches = |right: &Right| match actor.reaching(*right) {
            Reach::All => true,
            Reach::Units(units) => unit.is_some_and(|it| units.contains(it)),
            Reach::Own => false,
        };
        if rights.iter().any(|it| actor.rights.has(*it) && reaches(it)) {
            found.push(person);
        }
    }
    Ok(found)
}

/// Hears an event that concerns somebody. Of what is older than what is shown nobody is told any more.
pub fn hear(people: &People, tx: &mut Tx<'_>, it: &Logged) -> Result<()> {
    let late = tx.now() - it.at > KEPT;
    match it.kind.as_str() {
        "people.person_added.v1" => next_review(people, tx, it.at),
        "people.access_reviewed.v1" => reviewed(people, tx, it, late),
        _ if late => Ok(()),
        "policy.submitted.v1" => {
            let Submitted { policy, scope, reason, .. } = it.body()?;
            waits(people, tx, it, &policy, &scope, reason, NewsKind::PolicyToReview)
        }
        "policy.reviewed.v1" => {
            let Reviewed { policy, scope, reason, .. } = it.body()?;
            waits(people, tx, it, &policy, &scope, reason, NewsKind::PolicyToApprove)
        }
        "policy.sent_back.v1" => {
            let SentBack { policy, reason, .. } = it.body()?;
            let (author, body) = version(people, tx, &policy)?;
            tell(tx, author, &row(it, NewsKind::PolicySentBack, NewsBody { reason, ..body }))
        }
        "policy.published.v1" => published(people, tx, it),
        "people.certificate_expiring.v1" => certificate(people, tx, it),
        _ => Ok(()),
    }
}

fn row(it: &Logged, kind: NewsKind, body: NewsBody) -> NewsRow {
    let about = it.cursor().to_string();
    NewsRow { at: it.at, about, kind, actor_id: it.actor.clone(), body: Json(body), seen: false }
}

/// Who wrote a version, and what it is called.
fn version(people: &People, tx: &mut Tx<'_>, name: &PolicyRef) -> Result<(Option<PersonId>, NewsBody)> {
    let book = people.policies().book(tx)?;
    let found = book.version(name);
    let body =
        NewsBody { policy: Some(name.to_string()), title: found.map(|it| it.title.clone()), ..NewsBody::default() };
    Ok((found.and_then(|it| it.author.clone()), body))
}

/// A version waits for those who review or approve within its scope, its author excepted.
fn waits(
    people: &People,
    tx: &mut Tx<'_>,
    it: &Logged,
    policy: &PolicyRef,
    scope: &Scope,
    reason: Option<String>,
    kind: NewsKind,
) -> Result<()> {
    let (author, body) = version(people, tx, policy)?;
    let rights: &[Right] = match kind {
        NewsKind::PolicyToReview => &[Right::ReviewPolicy, Right::ApprovePolicy],
        _ => &[Right::ApprovePolicy],
    };
    let unit = unit_of_scope(tx, scope)?.map(|it| it.id);
    let to = holders(people, tx, rights, unit.as_ref())?.into_iter().filter(|it| author.as_ref() != Some(it));
    tell(tx, to, &row(it, kind, NewsBody { reason, ..body }))
}

/// A version was approved: its author hears of it now, and with whoever approved it when it begins to hold.
fn published(people: &People, tx: &mut Tx<'_>, it: &Logged) -> Result<()> {
    let Published { policy, effective_from, .. } = it.body()?;
    let (author, body) = version(people, tx, &policy)?;
    if effective_from > it.at {
        timers::set(tx, effective_from, POLICY_BEGINS, &policy.to_string(), &())?;
    }
    tell(tx, author, &row(it, NewsKind::PolicyApproved, NewsBody { moment: Some(effective_from), ..body }))
}

/// The day of a version has come; nothing is told of one that was withdrawn meanwhile.
pub fn begins(people: &People, tx: &mut Tx<'_>, name: &PolicyRef) -> Result<()> {
    let (author, body) = version(people, tx, name)?;
    let now = tx.now();
    let book = people.policies().book(tx)?;
    let Some(found) = book.version(name).filter(|it| it.withdrawn_at.is_none_or(|at| at > now)) else {
        return Ok(());
    };
    let to: Vec<PersonId> = author.into_iter().chain(found.approver.clone()).collect();
    tell(tx, to, &by_time(now, name.to_string(), NewsKind::PolicyInForce, body))
}

pub(super) fn by_time(at: Stamp, about: String, kind: NewsKind, body: NewsBody) -> NewsRow {
    NewsRow { at, about, kind, actor_id: None, body: Json(body), seen: false }
}

/// A certificate ends soon: for its holder, and for those who lead them most nearly.
fn certificate(people: &People, tx: &mut Tx<'_>, it: &Logged) -> Result<()> {
    let CertificateExpiring { person, kind, left, .. } = it.body()?;
    let Some(holder) = persons::person(tx, &person)? else { return Ok(()) };
    let kinds = people.staff(tx)?.0.certificates;
    let body = NewsBody {
        title: kinds.kind(&kind).map(|it| it.name.clone()),
        moment: Some(it.at + left),
        person_id: Some(person.clone()),
        ..NewsBody::default()
    };
    let mut to = leads(people, tx, &holder.unit_id, &person)?;
    to.push(person);
    tell(tx, to, &row(it, NewsKind::CertificateEnding, body))
}

/// Those who lead somebody: who supervises in the nearest unit that has anybody who does.
fn leads(people: &People, tx: &mut Tx<'_>, unit: &UnitId, except: &PersonId) -> Result<Vec<PersonId>> {
    let mut nearest: BTreeMap<usize, Vec<PersonId>> = BTreeMap::new();
    let chain = units::chain(tx, unit)?;
    for person in holders(people, tx, &[Right::SuperviseCases], Some(unit))?.into_iter().filter(|it| it != except) {
        let at = persons::person(tx, &person)?.and_then(|it| chain.iter().position(|one| one.id == it.unit_id));
        nearest.entry(at.unwrap_or(usize::MAX)).or_default().push(person);
    }
    Ok(nearest.into_values().next().unwrap_or_default())
}

/// A reviewer said something of somebody: what is to be withdrawn is for those who change people; the next review has
/// its day.
fn reviewed(people: &People, tx: &mut Tx<'_>, it: &Logged, late: bool) -> Result<()> {
    let AccessReviewed { person, verdict, note, .. } = it.body()?;
    next_review(people, tx, it.at)?;
    let asked = verdict == ReviewVerdict::Withdraw && !late;
    let Some(found) = persons::person(tx, &person)?.filter(|_| asked) else {
        return Ok(());
    };
    let body = NewsBody { reason: Some(note), person_id: Some(person.clone()), ..NewsBody::default() };
    let to = holders(people, tx, &[Right::EditPeople], Some(&found.unit_id))?.into_iter().filter(|it| *it != person);
    tell(tx, to, &row(it, NewsKind::AccessToWithdraw, body))
}

/// One timer for all whose review is due on the same day.
fn next_review(people: &People, tx: &mut Tx<'_>, last: Stamp) -> Result<()> {
    let every = people.staff(tx)?.0.review.every.span(Span::DAY);
    let zone = people.zone(tx)?;
    let day = (last + every).day(&zone).next();
    timers::set(tx, day.start(&zone), REVIEWS_DUE, &day.to_string(), &())
}
