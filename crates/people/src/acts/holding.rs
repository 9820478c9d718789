//! What somebody may do by their own roles, and what others lend them.

use base::Result;
use base::ids::{PersonId, UnitId};
use db::Tx;
use policy::model::{Access, Reach as PolicyReach};
use web::{Reach, Right};

use crate::model::PersonStatus;
use crate::rules::reach::{self, Above};
use crate::store::{persons, roles, units};

/// The rights somebody holds, and their unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Where they work.
    pub unit: UnitId,
    /// Each right and how far it reaches.
    pub reaches: Vec<(Right, Reach)>,
}

/// What somebody who works here may do by their own roles.
pub fn by_roles(tx: &mut Tx<'_>, access: &Access, person: &PersonId) -> Result<Option<Held>> {
    let found = persons::person(tx, person)?.filter(|it| it.status == PersonStatus::Active);
    let Some(row) = found else { return Ok(None) };
    let chain = units::chain(tx, &row.unit_id)?;
    let mut reaches = Vec::new();
    for (name, reach) in reach::rights(access, &roles::of(tx, person)?) {
        // A right this program does not know is a right to nothing.
        if let Ok(right) = name.parse::<Right>() {
            reaches.push((right, reach_of(tx, reach, &chain)?));
        }
    }
    Ok(Some(Held { unit: row.unit_id, reaches }))
}

fn reach_of(tx: &mut Tx<'_>, reach: PolicyReach, chain: &[Above]) -> Result<Reach> {
    match (reach, reach::root(reach, chain)) {
        (PolicyReach::All, _) => Ok(Reach::All),
        (_, Some(root)) => Ok(Reach::Units(units::below(tx, root)?.into())),
        (_, None) => Ok(Reach::Own),
    }
}

impl Held {
    /// Adds those of another's rights that are named: each reaches as far as theirs, beside as far as one's own.
    pub fn lend(&mut self, theirs: &Self, names: &[String]) {
        for (right, reach) in theirs.reaches.iter().filter(|it| names.iter().any(|name| name == it.0.name())) {
            let lent = match reach {
                Reach::All => Reach::All,
                Reach::Units(units) => Reach::Units(units.clone()),
                Reach::Own => Reach::Units([theirs.unit.clone()].into()),
            };
            match self.reaches.iter_mut().find(|it| it.0 == *right) {
                Some((_, own)) => *own = both(own, &lent, &self.unit),
                None => self.reaches.push((*right, lent)),
            }
        }
    }
}

/// As far as either of two reaches; `unit` is what somebody's own work lies in.
fn both(one: &Reach, other: &Reach, unit: &UnitId) -> Reach {
    let units = |it: &Reach| match it {
        Reach::All => None,
        Reach::Units(units) => Some(units.to_vec()),
        Reach::Own => Some(vec![unit.clone()]),
    };
    let (Some(one), Some(other)) = (units(one), units(other)) else { return Reach::All };
    let mut all = [one, other].concat();
    all.sort_unstable();
    all.dedup();
    Reach::Units(all.into())
}
