//! Roles as policy has them, and the report of who may do what (OVS-2, access reviews).

use base::ids::PersonId;
use base::{Result, Span, Stamp};
use db::Tx;
use policy::model::{Access, Reach, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Actor, Right};

use crate::handle::People;
use crate::model::PersonStatus;
use crate::rules::{power, reach};
use crate::store::persons::{self, Wanted};
use crate::store::roles;

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

/// What somebody may do, and what is odd about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccessRow {
    /// Who.
    pub person_id: PersonId,
    /// Their login.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Whether they work here now.
    pub status: PersonStatus,
    /// Their roles.
    pub roles: Vec<String>,
    /// Each right and how far it reaches.
    pub rights: Vec<ReachingRight>,
    /// When they last used the system.
    pub seen_at: Option<Stamp>,
    /// What a reviewer should look at.
    pub findings: Vec<Finding>,
}

/// A right and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReachingRight {
    /// The right.
    pub right: String,
    /// How far.
    pub reach: Reach,
}

/// What a reviewer of access should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Roles, but nobody used them for ninety days.
    Unused,
    /// Roles, but the person does not work here now.
    NotActive,
    /// A role that the policy does not have any more.
    UnknownRole,
    /// Power over people, rules or the system.
    Powerful,
}

const UNUSED_AFTER: Span = Span(90 * 86_400_000);

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

/// Who may do what, by login.
pub fn report(people: &People, tx: &mut Tx<'_>, actor: &Actor, after: &str, rows: i64) -> Result<Vec<AccessRow>> {
    if actor.may(Right::ReadAudit).is_err() {
        actor.may(Right::Administer)?;
    }
    let access = people.access(tx)?;
    let wanted = Wanted { after: after.to_owned(), rows, ..Wanted::default() };
    let found = persons::listed(tx, actor, &wanted)?;
    let ids: Vec<PersonId> = found.iter().map(|it| it.id.clone()).collect();
    let (mut all_roles, seen) = (roles::of_all(tx, &ids)?, persons::last_seen(tx, &ids)?);
    let now = tx.now();
    let row = |it: crate::model::PersonRow| {
        let roles = all_roles.remove(&it.id).unwrap_or_default();
        let seen_at = seen.get(&it.id).copied();
        AccessRow {
            findings: findings(&access, &roles, it.status, seen_at.unwrap_or(it.created_at), now),
            rights: reach::rights(&access, &roles)
                .into_iter()
                .map(|(right, reach)| ReachingRight { right, reach })
                .collect(),
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

fn findings(access: &Access, roles: &[String], status: PersonStatus, seen_at: Stamp, now: Stamp) -> Vec<Finding> {
    let found = [
        (Finding::Unused, !roles.is_empty() && now - seen_at > UNUSED_AFTER),
        (Finding::NotActive, !roles.is_empty() && status != PersonStatus::Active),
        (Finding::UnknownRole, roles.iter().any(|it| access.role(it).is_none())),
        (Finding::Powerful, power::may_change(access, false, roles).is_err()),
    ];
    found.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}
