//! Who asks, as far as cases care: the person, the rights, and the part of the organisation within reach.

use base::ids::{PersonId, UnitId};

use web::{Actor, Reach, Right};

use super::{Case, ViewList};

/// Which part of the organisation's cases a person reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    All,
    /// Those of these units, and those the person takes part in.
    Units(Vec<UnitId>),
}

/// Who asks. Each right reaches as far as the role that gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The person; nobody when the system itself acts.
    pub person: Option<PersonId>,
    /// Which cases are within reach; without the right to read, those the person takes part in.
    pub sight: Sight,
    /// Where the person may work on cases; nothing without the right.
    pub work: Option<Sight>,
    /// Where the person may hand cases to others.
    pub transfer: Option<Sight>,
    /// Where the person may supervise.
    pub supervise: Option<Sight>,
}

impl Sight {
    /// Whether a unit is within it.
    pub fn has(&self, unit: &UnitId) -> bool {
        match self {
            Self::All => true,
            Self::Units(units) => units.contains(unit),
        }
    }

    /// How far a right reaches, as cases take it: whoever reaches only their own also reaches what belongs to their own
    /// unit. Nothing without the right.
    fn of(actor: &Actor, right: Right) -> Option<Self> {
        actor.rights.has(right).then(|| match actor.reaching(right) {
            Reach::All => Self::All,
            Reach::Units(units) => Self::Units(units.to_vec()),
            Reach::Own => Self::Units(actor.unit.iter().cloned().collect()),
        })
    }
}

impl Asker {
    /// Who asks, from what the edge knows of them.
    pub fn of(actor: &Actor) -> Self {
        Self {
            person: actor.by().cloned(),
            sight: Sight::of(actor, Right::ReadCases).unwrap_or(Sight::Units(Vec::new())),
            work: Sight::of(actor, Right::WorkCases),
            transfer: Sight::of(actor, Right::TransferCases),
            supervise: Sight::of(actor, Right::SuperviseCases),
        }
    }

    /// Who asks for the saved views of a list: within reach are the units whose rows of it they see.
    pub fn of_list(actor: &Actor, list: ViewList) -> Self {
        let who = Self::of(actor);
        match list {
            ViewList::Cases => who,
            ViewList::Conversations => Self {
                sight: Sight::of(actor, list.right(actor)).unwrap_or(Sight::Units(Vec::new())),
                supervise: Sight::of(actor, Right::SuperviseConversations),
                ..who
            },
        }
    }

    /// Timers and other work of the system itself.
    pub fn system() -> Self {
        Self::of(&Actor::system())
    }

    /// Whether the cases of a unit are within sight.
    pub fn reaches(&self, unit: &UnitId) -> bool {
        self.sight.has(unit)
    }

    /// Whether the person may work on what a unit has.
    pub fn works_in(&self, unit: &UnitId) -> bool {
        self.work.as_ref().is_some_and(|it| it.has(unit))
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
        self.supervise.as_ref().is_some_and(|it| it.has(&case.unit_id))
    }
}
