//! Which version holds, at a time and for a scope.

use base::Stamp;

use crate::model::{Scope, Standing, Status, Version};

/// What resolving needs to know of a version.
pub trait Dated {
    /// For whom it holds.
    fn scope(&self) -> &Scope;
    /// From when on.
    fn effective_from(&self) -> Stamp;
    /// Its number.
    fn number(&self) -> i64;
    /// From when on it holds no more, though nothing followed it.
    fn withdrawn_at(&self) -> Option<Stamp>;
    /// Whether a second person has approved it, be it withdrawn later or not.
    fn was_approved(&self) -> bool;
}

impl Dated for Version {
    fn scope(&self) -> &Scope {
        &self.scope
    }
    fn effective_from(&self) -> Stamp {
        self.effective_from
    }
    fn number(&self) -> i64 {
        self.version
    }
    fn withdrawn_at(&self) -> Option<Stamp> {
        self.withdrawn_at
    }
    fn was_approved(&self) -> bool {
        self.approved_at.is_some()
    }
}

/// The scopes something is in, the narrowest first. It ends with the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain(Vec<Scope>);

impl Default for Chain {
    fn default() -> Self {
        Self::through([])
    }
}

impl Chain {
    /// From narrow scopes, the narrowest first, to the organisation. A role is narrower than a team, a team than a
    /// site; of several roles the first one given comes first.
    pub fn through(narrow: impl IntoIterator<Item = Scope>) -> Self {
        let narrow = narrow.into_iter().filter(|it| *it != Scope::Organisation);
        Self(narrow.chain([Scope::Organisation]).collect())
    }

    /// The scopes, the narrowest first.
    pub fn scopes(&self) -> &[Scope] {
        &self.0
    }
}

/// The version that holds at a moment within a chain of scopes.
///
/// - `versions`: all versions of ONE kind, in any order.
/// - The narrowest scope that has a version in force wins, as a whole: documents are not mixed.
/// - Within a scope the one with the latest start wins, the higher number among equal ones. A version withdrawn
///   before the moment does not count, so the one before it holds again.
pub fn resolve<'a, V: Dated>(versions: &'a [V], at: Stamp, chain: &Chain) -> Option<&'a V> {
    chain.0.iter().find_map(|scope| in_force(versions, at, scope))
}

fn in_force<'a, V: Dated>(versions: &'a [V], at: Stamp, scope: &Scope) -> Option<&'a V> {
    let holding = versions.iter().filter(|it| {
        it.was_approved()
            && it.scope() == scope
            && it.effective_from() <= at
            && it.withdrawn_at().is_none_or(|end| end > at)
    });
    holding.max_by_key(|it| (it.effective_from(), it.number()))
}

/// What a version is at a moment, among all versions of its kind.
pub fn standing(one: &Version, all: &[Version], at: Stamp) -> Standing {
    match one.status {
        Status::Draft => Standing::Draft,
        Status::Submitted => Standing::Submitted,
        Status::Reviewed => Standing::Reviewed,
        Status::Discarded => Standing::Discarded,
        Status::Withdrawn if one.withdrawn_at.is_none_or(|end| end <= at) => Standing::Withdrawn,
        Status::Approved | Status::Withdrawn => match in_force(all, at, &one.scope) {
            Some(holding) if holding.version == one.version => Standing::Effective,
            _ if one.effective_from > at => Standing::Approved,
            _ => Standing::Superseded,
        },
    }
}
