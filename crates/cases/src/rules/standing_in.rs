//! What of a case passes to whoever stands in for an absent person, and comes back (AB 角, PPL-3).

use base::ids::PersonId;

use crate::model::Case;

/// What of a case somebody has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    /// They handle it.
    pub handler: bool,
    /// A transfer to them waits.
    pub receiver: bool,
    /// They received it first.
    pub first_receiver: bool,
}

impl Parts {
    /// What of a case a person has now.
    pub fn of(case: &Case, person: &PersonId) -> Self {
        let is = |it: &Option<PersonId>| it.as_ref() == Some(person);
        Self {
            handler: is(&case.owner_id),
            receiver: is(&case.transfer_person_id),
            first_receiver: is(&case.first_owner_id),
        }
    }

    /// Nothing.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Both have it.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            handler: self.handler && other.handler,
            receiver: self.receiver && other.receiver,
            first_receiver: self.first_receiver && other.first_receiver,
        }
    }

    /// One of both has it.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            handler: self.handler || other.handler,
            receiver: self.receiver || other.receiver,
            first_receiver: self.first_receiver || other.first_receiver,
        }
    }
}

/// What passes to whoever stands in: handling, and acceptance of what waits; first-receiver responsibility where policy
/// says so. What is closed stays.
pub fn passes(case: &Case, absent: &PersonId, first_receiver: bool) -> Parts {
    if case.is_closed() {
        return Parts::default();
    }
    Parts { handler: true, receiver: true, first_receiver }.and(Parts::of(case, absent))
}

/// What comes back, or passes on to somebody else: what once passed and is still with whoever stood in.
pub fn still(case: &Case, passed: Parts, stood_in: &PersonId) -> Parts {
    if case.is_closed() { Parts::default() } else { passed.and(Parts::of(case, stood_in)) }
}
