//! Who asks, as far as cases care: the person, the rights, and the part of the organisation within reach.

use base::ids::{PersonId, UnitId};

use web::{Actor, Reach, Right};

use super::Case;

/// Which part of the organisation's cases a person reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    All,
    /// Those of these units, and those the person takes part in.
    Units(Vec<UnitId>),
}

/// Who asks.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The person; nobody when the system itself acts.
    pub person: Option<PersonId>,
    /// Which cases are within reach.
    pub sight: Sight,
    /// May take in new cases.
    pub create: bool,
    /// May work on cases.
    pub work: bool,
    /// May hand cases to others.
    pub transfer: bool,
    /// May supervise.
    pub supervise: bool,
    /// Which cases are within reach of supervision; may be another part than that of sight.
    pub oversight: Sight,
}

impl Sight {
    /// Whether a unit is within it.
    pub fn has(&self, unit: &UnitId) -> bool {
        match self {
            Self::All => true,
            Self::Units(units) => units.contains(unit),
        }
    }

    /// A reach as cases take it: whoever reaches only their own also reaches what belongs to their own unit.
    fn of(reach: &Reach, unit: Option<&UnitId>) -> Self {
        match reach {
            Reach::All => Self::All,
            Reach::Units(units) => Self::Units(units.to_vec()),
            Reach::Own => Self::Units(unit.into_iter().cloned().collect()),
        }
    }
}

impl Asker {
    /// Who asks, from what the edge knows of them.
    pub fn of(actor: &Actor) -> Self {
        let has = |right| actor.rights.has(right);
        Self {
            person: actor.by().cloned(),
            sight: Sight::of(&actor.reach, actor.unit.as_ref()),
            create: has(Right::CreateCases),
            work: has(Right::WorkCases),
            transfer: has(Right::TransferCases),
            supervise: has(Right::SuperviseCases),
            oversight: Sight::of(actor.reaching(Right::SuperviseCases), actor.unit.as_ref()),
        }
    }

    /// Timers and other work of the system itself.
    pub fn system() -> Self {
        Self::of(&Actor::system())
    }

    /// Whether a unit is within reach.
    pub fn reaches(&self, unit: &UnitId) -> bool {
        self.sight.has(unit)
    }

    /// Whether this person is the one named.
    pub fn is(&self, person: Option<&PersonId>) -> bool {
        self.person.is_some() && self.person.as_ref() == person
    }

    /// Whether the person handles the case.
    pub fn handles(&self, case: &Case) -> bool {
        self.is(case.owner_id.as_ref())
    }

    /// Whether the person is the case's first receiver.
    pub fn received(&self, case: &Case) -> bool {
        self.is(case.first_owner_id.as_ref())
    }

    /// Whether the person supervises the case.
    pub fn supervises(&self, case: &Case) -> bool {
        self.supervise && self.oversight.has(&case.unit_id)
    }
}
