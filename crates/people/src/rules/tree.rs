//! The tree of units: what may stand below what.

use base::ids::UnitId;

use crate::model::UnitKind;
use crate::refused::Refused;

/// Whether a unit of `kind` may stand below one of `above` (`None`: at the top).
pub fn fits(kind: UnitKind, above: Option<UnitKind>) -> Result<(), Refused> {
    let good = match (above, kind) {
        (None, UnitKind::Company) | (Some(UnitKind::Company | UnitKind::Site), UnitKind::Site | UnitKind::Team) => true,
        (Some(UnitKind::Team), kind) => kind == UnitKind::Team,
        _ => false,
    };
    if good { Ok(()) } else { Err(Refused::UnitMisplaced) }
}

/// Whether a unit may move below `to`, when `below` are the units at and below it.
pub fn may_move(below: &[UnitId], to: &UnitId) -> Result<(), Refused> {
    if below.contains(to) { Err(Refused::UnitInItself) } else { Ok(()) }
}
