//! Checks of `labour`, and of what has to stay within it.

use base::FieldProblem;

use super::Found;
use crate::model::{Labour, Pay};

pub(super) fn check(it: &Labour, found: &mut Found) {
    found.some("bounds", &it.bounds);
    found.ids("bounds", it.bounds.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.bounds.iter().enumerate() {
        found.range(format!("bounds[{at}].value"), one.value, 0, 1_000_000);
        found
            .add_if(one.source.trim().is_empty(), || FieldProblem::new(format!("bounds[{at}].source"), "policy.empty"));
    }
}

/// Pay stays within the strict bounds that concern it.
pub(super) fn within(labour: &Labour, pay: &Pay, found: &mut Found) {
    let overtime = &pay.overtime;
    let table = [
        ("overtime_hours_per_month", "overtime.hours_per_month", overtime.hours_per_month),
        ("overtime_weekday", "overtime.weekday_permille", overtime.weekday_permille.0),
        ("overtime_rest_day", "overtime.rest_day_permille", overtime.rest_day_permille.0),
        ("overtime_holiday", "overtime.holiday_permille", overtime.holiday_permille.0),
        ("hours_per_day", "hours_per_day", pay.hours_per_day),
        ("paid_days_per_month", "paid_days_centi", pay.paid_days_centi),
        ("deduction_for_damage", "deduction_permille", pay.deduction_permille.0),
        ("pay_record", "keep", pay.keep.least_days() / 28),
    ];
    for (id, path, value) in table {
        let Some(bound) = labour.bound(id).filter(|it| it.strict) else { continue };
        found.add_if(!bound.is.allows(value, bound.value), || {
            FieldProblem::new(format!("pay.{path}"), "policy.beyond_bound")
                .with("found", value)
                .with("value", bound.value)
                .saying("name", &bound.name)
                .with("source", &bound.source)
        });
    }
}
