//! Checks of `portal`.

use base::FieldProblem;

use super::Found;
use crate::model::{Often, Portal};

pub(super) fn check(it: &Portal, found: &mut Found) {
    found.once("kinds", it.kinds.iter().map(|one| one.id.as_str()));
    found.add_if(it.unit.trim().is_empty(), || FieldProblem::new("unit", "policy.empty"));
    for (at, one) in it.kinds.iter().enumerate() {
        found.id(&format!("kinds[{at}].id"), &one.id);
        let empty = one.unit.as_ref().is_some_and(|it| it.trim().is_empty());
        found.add_if(empty, || FieldProblem::new(format!("kinds[{at}].unit"), "policy.empty"));
    }
    let kinds = it.kinds.iter().map(|one| one.id.as_str()).collect();
    found.known("left", [&it.left], "kinds", &kinds);
    found.range("longest", it.longest, 50, 20_000);
    found.range("files", it.files, 0, 50);
    for (path, often) in
        [("by_address", &it.by_address), ("by_contact", &it.by_contact), ("words", &it.words), ("wrong", &it.wrong)]
    {
        check_often(path, often, found);
    }
}

fn check_often(path: &str, it: &Often, found: &mut Found) {
    found.range(format!("{path}.most"), it.most, 1, 100_000);
    found.length(format!("{path}.within"), it.within);
}
