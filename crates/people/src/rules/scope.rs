//! Which scopes of policy a unit lies in (POL-1).

use policy::api::Chain;
use policy::model::Scope;

use super::reach::Above;
use crate::model::UnitKind;

/// The scopes of what belongs to a unit, the nearest first. Policy names a unit by its id or its code.
///
/// `chain` begins with the unit and goes up to the company, whose scope is the organisation.
pub fn scopes(chain: &[Above]) -> Chain {
    let scope = |kind, name: String| match kind {
        UnitKind::Team => Scope::Team(name),
        UnitKind::Site => Scope::Site(name),
        UnitKind::Company => Scope::Organisation,
    };
    let names = |it: &Above| [Some(it.id.to_string()), it.code.clone()].into_iter().flatten();
    Chain::through(chain.iter().flat_map(|it| names(it).map(|name| scope(it.kind, name))))
}
