//! Checks of `teamwork`.

use base::FieldProblem;

use super::Found;
use super::approvals::term;
use super::limits::warnings;
use crate::model::Teamwork;

pub(super) fn check(it: &Teamwork, found: &mut Found) {
    warnings("warnings", &it.warnings, found);
    found.once("handling", it.handling.iter().map(|one| one.id.as_str()));
    for (at, one) in it.handling.iter().enumerate() {
        found.id(&format!("handling[{at}].id"), &one.id);
        term(&format!("handling[{at}].term"), &one.term, found);
    }
    if let Some(joint) = &it.joint {
        term("joint.accept", &joint.accept, found);
        term("joint.deliver", &joint.deliver, found);
        found.range("joint.most", joint.most, 1, 50);
    }
    if let Some(urging) = &it.urging {
        found.timed("urging.gap", urging.gap, urging.gap_time);
        term("urging.watch", &urging.watch, found);
        for (at, one) in urging.rises.iter().enumerate() {
            let path = format!("urging.rises[{at}].at");
            found.range(&path, one.at, 1, 1000);
            let twin = urging.rises.iter().take(at).any(|other| other.at == one.at);
            found.add_if(twin, || FieldProblem::new(&path, "policy.twice").with("id", one.at));
        }
    }
    if let Some(merging) = &it.merging {
        found.timed("merging.undo_within", merging.undo_within, merging.undo_time);
        found.range("merging.most", merging.most, 1, 50);
    }
}
