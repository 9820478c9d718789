//! Checks of `pay`.

use base::FieldProblem;

use super::Found;
use crate::model::{Pay, PayPartKind};

/// Overtime rates that the law lets nobody go below (劳动法 44): working day, rest day, statutory holiday.
const LEAST_RATES: [i64; 3] = [1500, 2000, 3000];

/// Hours of overtime a month (劳动法 41), and the share of the month's pay a deduction may take (工资支付暂行规定 16).
const MOST_OVERTIME_HOURS: i64 = 36;
const MOST_DEDUCTION: i64 = 200;

pub(super) fn check(it: &Pay, found: &mut Found) {
    found.ids("parts", it.parts.iter().map(|one| (one.id.as_str(), &one.name)));
    found.add_if(!it.parts.iter().any(|one| one.is == PayPartKind::Base), || {
        FieldProblem::new("parts", "policy.no_base_pay")
    });
    found.some("minimum_wages", &it.minimum_wages);
    found.once("minimum_wages", it.minimum_wages.iter().map(|one| one.id.as_str()));
    for (at, one) in it.minimum_wages.iter().enumerate() {
        found.id(&format!("minimum_wages[{at}].id"), &one.id);
        found.text(&format!("minimum_wages[{at}].region"), &one.region);
        found.amount(format!("minimum_wages[{at}].month_fen"), one.month_fen);
    }
    let rates = [
        ("weekday_permille", it.overtime.weekday_permille),
        ("rest_day_permille", it.overtime.rest_day_permille),
        ("holiday_permille", it.overtime.holiday_permille),
    ];
    for ((name, rate), least) in rates.into_iter().zip(LEAST_RATES) {
        found.range(format!("overtime.{name}"), rate.0, least, 10_000);
    }
    found.range("overtime.hours_per_month", it.overtime.hours_per_month, 0, MOST_OVERTIME_HOURS);
    found.range("deduction_permille", it.deduction_permille.0, 0, MOST_DEDUCTION);
    found.range("paid_days_centi", it.paid_days_centi, 1500, 3100);
    found.range("hours_per_day", it.hours_per_day, 1, 12);
    found.range("signatures", it.signatures, 1, 5);
    found.add_if(it.keep.least_days() < 2 * 365, || {
        FieldProblem::new("keep", "policy.below_law").with("found", it.keep).with("least", "2y")
    });
}
