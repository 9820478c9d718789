//! Checks of `access`.

use base::FieldProblem;

use super::Found;
use crate::model::{Access, Right};

pub(super) fn check(it: &Access, found: &mut Found) {
    found.some("roles", &it.roles);
    found.ids("roles", it.roles.iter().map(|role| (role.id.as_str(), &role.name)));
    for (at, role) in it.roles.iter().enumerate() {
        let path = format!("roles[{at}].rights");
        found.once(&path, role.rights.iter().map(String::as_str));
        for right in role.rights.iter().filter(|it| it.parse::<Right>().is_err()) {
            found.add(FieldProblem::new(&path, "policy.unknown_right").with("id", right));
        }
    }
    // Without these nobody could mend the organisation or its policies any more.
    for right in ["people.edit", "policy.approve", "policy.edit", "system.admin"] {
        found.add_if(!it.roles.iter().any(|role| role.rights.iter().any(|has| has == right)), || {
            FieldProblem::new("roles", "policy.nobody_may").with("id", right)
        });
    }
}
