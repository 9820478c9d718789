//! How far a person's rights reach (PPL-2).

use std::collections::BTreeMap;

use base::ids::UnitId;
use policy::model::{Access, Reach};

use crate::model::UnitKind;

/// A unit and how far above the person's own it stands (0 = their own).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// The unit.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// By what policy names it.
    pub code: Option<String>,
}

/// For each right the widest reach of the roles that give it; roles the policy no longer has give nothing.
pub fn rights(access: &Access, roles: &[String]) -> BTreeMap<String, Reach> {
    let mut rights = BTreeMap::new();
    for role in roles.iter().filter_map(|it| access.role(it)) {
        for right in &role.rights {
            let widest = rights.entry(right.clone()).or_insert(role.reach);
            *widest = role.reach.max(*widest);
        }
    }
    rights
}

/// The unit whose whole subtree a reach covers; nothing for [`Reach::All`] and [`Reach::Own`].
///
/// `chain` begins with the person's own unit and goes up to the company. A site is the nearest one at or above;
/// somebody who stands above all sites (in the company itself) reaches what is below their own unit.
pub fn root(reach: Reach, chain: &[Above]) -> Option<&UnitId> {
    let own = chain.first();
    match reach {
        Reach::Own | Reach::All => None,
        Reach::Team => own.map(|it| &it.id),
        Reach::Site => chain.iter().find(|it| it.kind == UnitKind::Site).or(own).map(|it| &it.id),
    }
}
