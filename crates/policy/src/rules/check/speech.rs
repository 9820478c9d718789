//! Checks of `standards`.

use base::FieldProblem;

use super::Found;
use crate::model::{Standards, TimeKind};

pub(super) fn check(it: &Standards, found: &mut Found) {
    found.some("openings", &it.openings);
    found.some("closings", &it.closings);
    for (name, list) in [("openings", &it.openings), ("closings", &it.closings), ("phrases", &it.phrases)] {
        found.ids(name, list.iter().map(|one| (one.id.as_str(), &one.moment)));
        for (at, one) in list.iter().enumerate() {
            found.text(&format!("{name}[{at}].text"), &one.text);
        }
    }
    found.once("forbidden", it.forbidden.iter().map(|one| one.id.as_str()));
    for (at, one) in it.forbidden.iter().enumerate() {
        let path = format!("forbidden[{at}]");
        found.add_if(one.id.trim().is_empty(), || FieldProblem::new(format!("{path}.id"), "policy.empty"));
        found.add_if(one.instead.as_ref().is_some_and(|it| it.contains(&one.id)), || {
            FieldProblem::new(format!("{path}.instead"), "policy.instead_is_forbidden").with("id", &one.id)
        });
    }
    found.range("emoji.at_most", it.emoji.at_most, 0, 20);
    found.timed("gaps.unanswered", it.gaps.unanswered, TimeKind::Wall);
    found.timed("gaps.keep_alive", it.gaps.keep_alive, TimeKind::Wall);
}
