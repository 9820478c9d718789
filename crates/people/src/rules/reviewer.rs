//! Who reviews what somebody may do (OVS-2).

use base::ids::{PersonId, UnitId};
use base::{Span, Stamp};
use policy::model::Reviewing;

use super::backup::{self, AllAway};
use crate::model::ReviewStep;

/// Somebody who leads others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Who.
    pub person: PersonId,
    /// Where they work.
    pub unit: UnitId,
}

/// Those who may be asked to review somebody, the first choice first: who leads them most nearly, then administrators;
/// in place of each who is away, whoever acts for them. Nobody reviews themselves.
///
/// - `chain`: the person's unit and those above it, the nearest first.
/// - `before`: who reviewed so far; only whoever stands above them comes into question then.
pub fn candidates<'a>(
    (person, before): (&PersonId, Option<&Lead>),
    chain: &[UnitId],
    (leads, admins): (&'a [Lead], &'a [PersonId]),
    away: &'a AllAway,
) -> Vec<&'a PersonId> {
    let place = |unit: &UnitId| chain.iter().position(|it| it == unit);
    let from = before.map_or(Some(0), |it| place(&it.unit).map(|at| at + 1));
    let mut near: Vec<(usize, &PersonId)> = leads
        .iter()
        .filter_map(|it| Some((place(&it.unit).filter(|at| from.is_some_and(|from| *at >= from))?, &it.person)))
        .collect();
    near.sort_by_key(|it| it.0);
    let mut found: Vec<&PersonId> = Vec::new();
    for one in near.into_iter().map(|it| it.1).chain(admins) {
        let acting =
            backup::acting(away, one).filter(|it| *it != person && before.is_none_or(|was| was.person != **it));
        if let Some(acting) = acting.filter(|it| !found.contains(it)) {
            found.push(acting);
        }
    }
    found
}

/// What happens in a round, and when, for one that is due at a moment: reminders before it, the notice that it passed,
/// and the first time that what is left goes on. What lies before `now` is left out.
pub fn steps(policy: &Reviewing, due: Stamp, now: Stamp) -> Vec<(Stamp, ReviewStep)> {
    let before = policy.remind_before.iter().map(|it| (due - it.span(Span::DAY), ReviewStep::Remind));
    let after = [(due, ReviewStep::Overdue), (due + policy.escalate_after.span(Span::DAY), ReviewStep::PassOn)];
    let mut all: Vec<(Stamp, ReviewStep)> = before.chain(after).filter(|it| it.0 > now).collect();
    all.sort_by_key(|it| it.0);
    all
}
