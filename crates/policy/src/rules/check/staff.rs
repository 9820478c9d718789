//! Checks of `staff`.

use base::FieldProblem;

use super::Found;
use crate::model::{Right, Staff, TimeKind};

pub(super) fn check(it: &Staff, found: &mut Found) {
    found.timed("absence.longest", it.absence.longest, TimeKind::Wall);
    found.some("absence.kinds", &it.absence.kinds);
    found.ids("absence.kinds", it.absence.kinds.iter().map(|one| (one.id.as_str(), &one.name)));
    rights("backup.rights", &it.backup.rights, found);
    rights("delegation.rights", &it.delegation.rights, found);
    found.timed("review.every", it.review.every, TimeKind::Wall);
    found.timed("review.unused_after", it.review.unused_after, TimeKind::Wall);
    found.timed("review.ahead", it.review.ahead, TimeKind::Wall);
    found.timed("review.within", it.review.within, TimeKind::Wall);
    found.timed("review.escalate_after", it.review.escalate_after, TimeKind::Wall);
    for (at, before) in it.review.remind_before.iter().enumerate() {
        found.timed(&format!("review.remind_before[{at}]"), *before, TimeKind::Wall);
    }
    found.ids("certificates.kinds", it.certificates.kinds.iter().map(|one| (one.id.as_str(), &one.name)));
    for (at, before) in it.certificates.remind_before.iter().enumerate() {
        found.timed(&format!("certificates.remind_before[{at}]"), *before, TimeKind::Wall);
    }
    // Each first password takes a moment to hash, and the page waits for all of them.
    found.range("import.most_rows", it.import.most_rows, 1, 1000);
    found.timed("delegation.longest", it.delegation.longest, TimeKind::Wall);
}

/// Rights that pass from one to another: known ones, and never the one that gives all others.
fn rights(path: &str, rights: &[String], found: &mut Found) {
    found.once(path, rights.iter().map(String::as_str));
    for right in rights {
        let passes = right.parse::<Right>().is_ok_and(|it| it != Right::Administer);
        found.add_if(!passes, || FieldProblem::new(path, "policy.unknown_right").with("id", right));
    }
}
