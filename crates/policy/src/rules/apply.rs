//! Which limit holds for a matter.

use crate::model::{LimitRule, Limits, Matter, TargetKind, Warning, fits};

/// How much of a matter a rule names: a step says more than a class, a class more than a priority, and so on.
fn weight(it: &LimitRule) -> u8 {
    let weights = [(&it.steps, 16), (&it.classes, 8), (&it.priorities, 4), (&it.channels, 2), (&it.kinds, 1)];
    weights.iter().filter(|(list, _)| !list.is_empty()).map(|(_, weight)| weight).sum()
}

/// The limit that holds for a matter, or nothing when the policy sets none.
///
/// Of the rules that fit, the one holds that names most of the matter: step, then class, priority, channel, kind.
/// Source: CAS-7; `docs/book` "Time limits".
pub fn pick_limit<'a>(limits: &'a Limits, target: TargetKind, of: &Matter<'_>) -> Option<&'a LimitRule> {
    let fitting = limits.limits.iter().filter(|it| {
        it.target == target
            && fits(&it.kinds, Some(of.kind))
            && fits(&it.classes, of.class)
            && fits(&it.priorities, Some(of.priority))
            && fits(&it.channels, Some(of.channel))
            && fits(&it.steps, of.step)
    });
    let mut best: Option<&LimitRule> = None;
    for rule in fitting {
        if best.is_none_or(|it| weight(rule) > weight(it)) {
            best = Some(rule);
        }
    }
    best
}

impl Limits {
    /// The warnings of a rule: its own, or those of all.
    pub fn warnings_of<'a>(&'a self, rule: &'a LimitRule) -> &'a [Warning] {
        rule.warnings.as_deref().unwrap_or(&self.warnings)
    }
}
