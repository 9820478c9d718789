//! Who asks, as far as cases care: the person, the rights, and the part of the organisation within reach.

use base::ids::{PersonId, UnitId};

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
}

impl Asker {
    /// Timers and other work of the system itself.
    pub fn system() -> Self {
        Self { person: None, sight: Sight::All, create: true, work: true, transfer: true, supervise: true }
    }

    /// Whether a unit is within reach.
    pub fn reaches(&self, unit: &UnitId) -> bool {
        match &self.sight {
            Sight::All => true,
            Sight::Units(units) => units.contains(unit),
        }
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
        self.supervise && self.reaches(&case.unit_id)
    }
}
