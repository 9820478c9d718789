//! Who may give which role, and change whom: nobody makes themselves mightier than they are (PPL-2).

use policy::model::Access;

use crate::refused::Refused;

/// Rights over people, rules and the system. A role with one of them is given, and its holders are changed, only by
/// those who administer the system.
const POWERS: [&str; 4] = ["system.admin", "people.edit", "policy.approve", "audit.read"];

/// The right of those who administer the system.
pub const ADMINISTER: &str = "system.admin";

fn has_any(access: &Access, role: &str, rights: &[&str]) -> bool {
    access.role(role).is_some_and(|it| it.rights.iter().any(|right| rights.contains(&right.as_str())))
}

/// Whether `giver` (who administers, or not) may give or take a role.
pub fn may_give(access: &Access, administers: bool, role: &str) -> Result<(), Refused> {
    if access.role(role).is_none() {
        return Err(Refused::UnknownRole(role.to_owned()));
    }
    if !administers && has_any(access, role, &POWERS) {
        return Err(Refused::RoleTooPowerful(role.to_owned()));
    }
    Ok(())
}

/// Whether somebody with these roles may be changed, or given a new password, by one who administers or not.
pub fn may_change(access: &Access, administers: bool, roles: &[String]) -> Result<(), Refused> {
    if !administers && roles.iter().any(|it| has_any(access, it, &POWERS)) {
        return Err(Refused::PersonTooPowerful);
    }
    Ok(())
}

/// Whether these roles administer the system.
pub fn administers(access: &Access, roles: &[String]) -> bool {
    roles.iter().any(|it| has_any(access, it, &[ADMINISTER]))
}

/// The roles of the policy that administer the system.
pub fn administering(access: &Access) -> Vec<&str> {
    access.roles.iter().map(|it| it.id.as_str()).filter(|it| has_any(access, it, &[ADMINISTER])).collect()
}
