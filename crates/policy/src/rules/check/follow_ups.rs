//! Checks of `follow_ups`.

use std::collections::BTreeSet;

use base::FieldProblem;

use super::Found;
use super::approvals::{seats, term};
use super::limits::warnings;
use crate::model::{FollowUpBy, FollowUps};

pub(super) fn check(it: &FollowUps, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.ids("questions", it.questions.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, one) in it.questions.iter().enumerate() {
        found.range(format!("questions[{at}].to"), one.to, one.from + 1, one.from + 100);
    }
    found.once("rules", it.rules.iter().map(|one| one.id.as_str()));
    let questions: BTreeSet<&str> = it.questions.iter().map(|one| one.id.as_str()).collect();
    for (at, one) in it.rules.iter().enumerate() {
        let path = format!("rules[{at}]");
        found.id(&format!("{path}.id"), &one.id);
        found.share(format!("{path}.share"), one.share);
        found.range(format!("{path}.attempts"), one.attempts, 1, 20);
        found.timed(&format!("{path}.gap"), one.gap, one.gap_time);
        found.known(&format!("{path}.questions"), &one.questions, "questions", &questions);
        term(&format!("{path}.term"), &one.term, found);
        if let FollowUpBy::Seat(seat) = &one.by {
            seats(&format!("{path}.by"), [seat], found);
        }
        let confirm = one.when == crate::model::FollowUpMoment::Confirm;
        found.add_if(confirm && !one.outcomes.is_empty(), || {
            FieldProblem::new(format!("{path}.outcomes"), "policy.outcomes_before_closing")
        });
    }
}
