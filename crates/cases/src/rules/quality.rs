//! How good a record is (CAS-2): the share of what the forms ask for that is there, by the weights of policy.

use base::PerMille;
use policy::model::{Asked, RecordQuality};

/// The weight of a field in the score.
fn weight(by: &RecordQuality, asked: &Asked) -> i64 {
    if asked.required {
        by.required
    } else if asked.before_solving || asked.before_closing {
        by.later
    } else {
        by.asked
    }
}

/// The score in thousandths, 1000 when everything is there; nothing when no weight falls on what is asked.
pub fn score(by: &RecordQuality, asked: &[Asked], missing: &[String]) -> Option<PerMille> {
    let all: i64 = asked.iter().map(|it| weight(by, it)).sum();
    let absent: i64 = asked.iter().filter(|it| missing.contains(&it.field)).map(|it| weight(by, it)).sum();
    (all > 0).then(|| PerMille((all - absent) * 1_000 / all))
}
