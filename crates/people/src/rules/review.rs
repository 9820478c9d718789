//! What a reviewer of access should look at (OVS-2).

use base::{Span, Stamp};
use policy::model::{Access, Reviewing};

use super::power;
use crate::model::{Finding, PersonStatus, ReviewVerdict};

/// Somebody under review.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    /// Their roles.
    pub roles: &'a [String],
    /// Whether they work here now.
    pub status: PersonStatus,
    /// Since when they are known.
    pub known_at: Stamp,
    /// When they last used the system.
    pub seen_at: Option<Stamp>,
    /// The last review: when, what was said, and the roles of then.
    pub last: Option<(Stamp, ReviewVerdict, &'a [String])>,
}

/// What is odd about what somebody may do, at a moment.
pub fn findings(policy: &Reviewing, access: &Access, it: &Reviewed<'_>, now: Stamp) -> Vec<Finding> {
    let any = !it.roles.is_empty();
    let changed = it.last.is_some_and(|(_, _, then)| changes(then, it.roles) != (Vec::new(), Vec::new()));
    let asked = it.last.is_some_and(|(_, verdict, _)| verdict == ReviewVerdict::Withdraw);
    let old = now - it.last.map_or(it.known_at, |it| it.0) > policy.every.span(Span::DAY);
    let found = [
        (Finding::Withdraw, any && asked && !changed),
        (Finding::Changed, changed),
        (Finding::Due, any && old),
        (Finding::Unused, any && now - it.seen_at.unwrap_or(it.known_at) > policy.unused_after.span(Span::DAY)),
        (Finding::NotActive, any && it.status != PersonStatus::Active),
        (Finding::UnknownRole, it.roles.iter().any(|role| access.role(role).is_none())),
        (Finding::Powerful, power::may_change(access, false, it.roles).is_err()),
    ];
    found.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}

/// The roles given and taken since then.
pub fn changes(then: &[String], now: &[String]) -> (Vec<String>, Vec<String>) {
    let without = |all: &[String], known: &[String]| all.iter().filter(|it| !known.contains(it)).cloned().collect();
    (without(now, then), without(then, now))
}
