//! The SMART check (POL-5, source B): an indicator that nobody could check is refused.

use base::FieldProblem;

use super::check::Found;
use crate::model::{Indicator, Indicators};

/// What an indicator lacks to be specific, measurable and timed: of `formula`, `unit`, `target`, `data`, `period`.
///
/// Returns nothing when it is complete. Source: POL-5.
pub fn missing(it: &Indicator) -> Vec<&'static str> {
    let empty =
        |text: Option<&crate::model::Text>| text.is_none_or(|it| it.zh.trim().is_empty() || it.en.trim().is_empty());
    let lacks = [
        ("formula", empty(it.formula.as_ref())),
        ("unit", it.unit.as_ref().is_none_or(|it| it.trim().is_empty())),
        ("target", it.target.is_none()),
        ("data", empty(it.data.as_ref())),
        ("period", it.period.is_none()),
    ];
    lacks.into_iter().filter_map(|(name, lacks)| lacks.then_some(name)).collect()
}

/// The indicators that lack something, each with all that it lacks.
pub fn smart_check(it: &Indicators) -> Vec<FieldProblem> {
    let lacking = it.indicators.iter().enumerate().map(|(at, one)| (at, one, missing(one)));
    lacking
        .filter(|(_, _, missing)| !missing.is_empty())
        .map(|(at, one, missing)| {
            FieldProblem::new(format!("indicators[{at}]"), "policy.not_smart")
                .with("id", &one.id)
                .with("missing", missing.join(", "))
        })
        .collect()
}

pub(super) fn check(it: &Indicators, found: &mut Found) {
    found.some("indicators", &it.indicators);
    found.ids("indicators", it.indicators.iter().map(|one| (one.id.as_str(), &one.name)));
    found.0.extend(smart_check(it));
}
