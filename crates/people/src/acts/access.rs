//! Roles as policy has them, and reviews of who may do what (OVS-2).

use std::collections::BTreeMap;

use base::ids::{PersonId, PostId, UnitId};
use base::{Result, Stamp};
use db::events::emit;
use db::{Json, Tx};
use policy::model::{Access, Reach, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, Right};

use super::{about, rounds};
use crate::events::AccessReviewed;
use crate::handle::People;
use crate::model::{AccessRow, HeldRight, LastReview, NewReview, PersonRow, ReviewUnderWay, ReviewVerdict, Source};
use crate::refused::Refused;
use crate::rules::review::{self, Reviewed};
use crate::rules::{backup, power, reach};
use crate::store::persons::{self, Wanted};
use crate::store::reviews::{self, Review};
use crate::store::rounds::{self as store, Task};
use crate::store::{absences, delegations, posts, roles, units};

/// A role that can be given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Role)]
pub struct RoleInfo {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What it may do.
    pub rights: Vec<String>,
    /// How far it reaches.
    pub reach: Reach,
    /// Whether only administrators give it.
    pub powerful: bool,
}

/// The roles of the policy.
pub fn role_list(people: &People, tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<RoleInfo>> {
    actor.may(Right::ReadPeople)?;
    let access = people.access(tx)?;
    let info = |it: &policy::model::Role| RoleInfo {
        id: it.id.clone(),
        name: it.name.clone(),
        rights: it.rights.clone(),
        reach: it.reach,
        powerful: power::may_give(&access, false, &it.id).is_err(),
    };
    Ok(access.roles.iter().map(info).collect())
}

pub(super) fn may_review(actor: &Actor) -> Result<()> {
    if actor.may(Right::ReadAudit).is_err() {
        actor.may(Right::Administer)?;
    }
    Ok(())
}

/// Who may do what and why, by login.
///
/// - `mine`: only those whom the actor is asked to review, which takes no right of its own.
pub fn report(
    people: &People,
    tx: &mut Tx<'_>,
    actor: &Actor,
    (mine, after): (bool, &str),
    rows: i64,
) -> Result<Vec<AccessRow>> {
    if mine {
        let reviewers = rounds::mine(tx, actor)?;
        let found = persons::to_review(tx, &reviewers, after, rows)?;
        return shown(people, tx, actor, found);
    }
    may_review(actor)?;
    let wanted = Wanted { after: after.to_owned(), rows, ..Wanted::default() };
    let found = persons::listed(tx, actor, &wanted)?;
    shown(people, tx, actor, found)
}

pub(super) fn shown(people: &People, tx: &mut Tx<'_>, actor: &Actor, found: Vec<PersonRow>) -> Result<Vec<AccessRow>> {
    let (access, policy, now) = (people.access(tx)?, people.staff(tx)?.0, tx.now());
    let ids: Vec<PersonId> = found.iter().map(|it| it.id.clone()).collect();
    let (mut all_roles, seen, last) =
        (roles::of_all(tx, &ids)?, persons::last_seen(tx, &ids)?, reviews::last(tx, &ids)?);
    let (tasks, mine) = (store::of_all(tx, &ids)?, rounds::mine(tx, actor)?);
    let asked = tasks.values().filter_map(|it| it.reviewer_id.clone());
    let reviewers = persons::names(tx, &last.values().map(|it| it.by_id.clone()).chain(asked).collect::<Vec<_>>())?;
    let unit_names = units::names(tx, &found.iter().map(|it| it.unit_id.clone()).collect::<Vec<UnitId>>())?;
    let post_names: BTreeMap<PostId, String> = posts::all(tx, None)?.into_iter().map(|it| (it.id, it.name)).collect();
    let mut lent = Lent::of(people, tx, &ids)?;
    let row = |it: PersonRow| {
        let roles = all_roles.remove(&it.id).unwrap_or_default();
        let seen_at = seen.get(&it.id).copied();
        let last = last.get(&it.id);
        let reviewed = Reviewed {
            roles: &roles,
            status: it.status,
            known_at: it.created_at,
            seen_at,
            last: last.map(|it| (it.at, it.verdict, it.roles.0.as_slice())),
        };
        AccessRow {
            findings: review::findings(&policy.review, &access, &reviewed, now),
            rights: [by_role(&access, &roles), lent.0.remove(&it.id).unwrap_or_default()].concat(),
            reviewed: last.map(|it| last_review(it, &roles, &reviewers)),
            under_way: tasks.get(&it.id).map(|it| under_way(it, &reviewers, &mine, now)),
            unit_name: unit_names.get(&it.unit_id).cloned().unwrap_or_default(),
            post_name: it.post_id.as_ref().and_then(|it| post_names.get(it).cloned()),
            person_id: it.id,
            login: it.login,
            name: it.name,
            status: it.status,
            roles,
            seen_at,
        }
    };
    Ok(found.into_iter().map(row).collect())
}

/// Each right with the role that gives it the furthest reach.
fn by_role(access: &Access, roles: &[String]) -> Vec<HeldRight> {
    let through = |right: &str, reach: Reach| {
        let gives = |it: &&String| {
            access.role(it).is_some_and(|it| it.reach == reach && it.rights.iter().any(|one| one == right))
        };
        roles.iter().find(gives).cloned().unwrap_or_default()
    };
    let held = |(right, reach): (String, Reach)| HeldRight {
        through: through(&right, reach),
        right,
        reach: Some(reach),
        source: Source::Role,
        until: None,
    };
    reach::rights(access, roles).into_iter().map(held).collect()
}

fn last_review(it: &Review, roles: &[String], names: &BTreeMap<PersonId, String>) -> LastReview {
    let (given, taken) = review::changes(&it.roles.0, roles);
    LastReview {
        at: it.at,
        by_name: names.get(&it.by_id).cloned().unwrap_or_default(),
        verdict: it.verdict,
        note: it.note.clone(),
        given,
        taken,
    }
}

fn under_way(it: &Task, names: &BTreeMap<PersonId, String>, mine: &[PersonId], now: Stamp) -> ReviewUnderWay {
    ReviewUnderWay {
        round: it.round.clone(),
        reviewer_name: it.reviewer_id.as_ref().and_then(|it| names.get(it).cloned()),
        mine: it.reviewer_id.as_ref().is_some_and(|it| mine.contains(it)),
        reviewer_id: it.reviewer_id.clone(),
        due_at: it.due_at,
        overdue: now >= it.due_at,
    }
}

/// What people hold beside their roles.
struct Lent(BTreeMap<PersonId, Vec<HeldRight>>);

impl Lent {
    fn of(people: &People, tx: &mut Tx<'_>, ids: &[PersonId]) -> Result<Self> {
        let now = tx.now();
        let mut all: BTreeMap<PersonId, Vec<HeldRight>> = BTreeMap::new();
        for it in delegations::held_by(tx, ids, now)? {
            let through = crate::api::name(tx, &it.giver_id)?;
            let held = |right: String| HeldRight {
                right,
                reach: None,
                source: Source::Delegation,
                through: through.clone(),
                until: Some(it.until_at),
            };
            all.entry(it.to_id).or_default().extend(it.rights.0.into_iter().map(held));
        }
        let (away, rights) = (absences::away(tx, now)?, people.staff(tx)?.0.backup.rights);
        for absent in away.keys() {
            let Some(acting) = backup::acting(&away, absent).filter(|it| *it != absent && ids.contains(it)) else {
                continue;
            };
            let through = crate::api::name(tx, absent)?;
            let held = |right: &String| HeldRight {
                right: right.clone(),
                reach: None,
                source: Source::StandingIn,
                through: through.clone(),
                until: None,
            };
            all.entry(acting.clone()).or_default().extend(rights.iter().map(held));
        }
        Ok(Self(all))
    }
}

/// Says of somebody that what they may do is right, or is to be withdrawn. Whoever is asked to review them may, and
/// those with the right.
pub fn review(people: &People, tx: &mut Tx<'_>, actor: &Actor, id: &PersonId, new: &NewReview) -> Result<AccessRow> {
    let (task, mine) = (store::of(tx, id)?, rounds::mine(tx, actor)?);
    let is_asked = task.iter().filter_map(|it| it.reviewer_id.as_ref()).any(|it| mine.contains(it));
    if !is_asked {
        may_review(actor)?;
    }
    let by_id = actor.me()?.clone();
    let row = persons::seen(tx, actor, Right::ReadPeople, id)?.ok_or(Refused::PersonNotFound)?;
    if by_id == *id {
        return Err(Refused::AboutOneself.into());
    }
    let note = new.note.trim().to_owned();
    if new.verdict == ReviewVerdict::Withdraw && note.is_empty() {
        return Err(Refused::ReviewNote.into());
    }
    let roles = roles::of(tx, id)?;
    let (verdict, at) = (new.verdict, tx.now());
    let review = Review { person_id: id.clone(), at, by_id, verdict, note: note.clone(), roles: Json(roles.clone()) };
    reviews::add(tx, &review)?;
    if let Some(task) = task {
        store::finish(tx, &task)?;
    }
    let event = AccessReviewed { person: id.clone(), verdict, note, roles };
    emit(tx, actor.by(), about(id), None, &event)?;
    shown(people, tx, actor, vec![row])?.pop().ok_or_else(|| Refused::PersonNotFound.into())
}
