//! Checks of `limits`.

use base::FieldProblem;

use super::Found;
use crate::model::{LimitRule, Limits, TargetKind, TimeKind, Warning};

pub(super) fn check(it: &Limits, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.some("limits", &it.limits);
    found.once("limits", it.limits.iter().map(|one| one.id.as_str()));
    for (at, one) in it.limits.iter().enumerate() {
        let path = format!("limits[{at}]");
        found.id(&format!("{path}.id"), &one.id);
        rule(&path, one, found);
        let twin = it.limits.iter().take(at).find(|other| same_match(one, other));
        if let Some(twin) = twin {
            found.add(FieldProblem::new(&path, "policy.same_match").with("id", &one.id).with("other", &twin.id));
        }
    }
    found.range("extensions.at_most_times", it.extensions.at_most_times, 0, 20);
    found.range("extensions.at_most_permille", it.extensions.at_most_permille, 0, 10_000);
}

fn rule(path: &str, one: &LimitRule, found: &mut Found) {
    match (one.within, one.target) {
        (Some(_), TargetKind::Promise) => {
            found.add(FieldProblem::new(format!("{path}.within"), "policy.promise_has_its_own_time"));
        }
        (None, TargetKind::Promise) => {}
        (None, _) => {
            found.add(FieldProblem::new(format!("{path}.within"), "policy.missing_field").with("name", "within"));
        }
        (Some(within), _) => found.timed(&format!("{path}.within"), within, one.time),
    }
    found.add_if(one.calendar.is_some() && one.time == TimeKind::Wall, || {
        FieldProblem::new(format!("{path}.calendar"), "policy.calendar_of_wall_time")
    });
    found.add_if(!one.steps.is_empty() && one.target != TargetKind::Step, || {
        FieldProblem::new(format!("{path}.steps"), "policy.steps_without_step_target")
    });
    if let Some(own) = &one.warnings {
        warnings(&format!("{path}.warnings"), own, found);
    }
}

pub(super) fn warnings(path: &str, list: &[Warning], found: &mut Found) {
    for (at, one) in list.iter().enumerate() {
        found.range(format!("{path}[{at}].at_permille"), one.at_permille, 1, 1000);
        found.some(&format!("{path}[{at}].tell"), &one.tell);
    }
    let in_order = list.iter().zip(list.iter().skip(1)).all(|(a, b)| a.at_permille < b.at_permille);
    found.add_if(!in_order, || FieldProblem::new(path, "policy.out_of_order"));
}

/// Two rules that fit the same matters and name as much of them: which one holds would be chance.
fn same_match(one: &LimitRule, other: &LimitRule) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    let key =
        |it: &LimitRule| [&it.kinds, &it.classes, &it.priorities, &it.channels, &it.steps].map(|list| sorted(list));
    one.target == other.target && key(one) == key(other)
}
