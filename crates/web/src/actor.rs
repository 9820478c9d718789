//! Who asks. Every store function takes the actor and filters in SQL by its reach.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use base::ids::{PersonId, UnitId};
use base::{Refusal, Result};

use crate::{Problem, Right, Rights};

/// How far somebody sees: their part of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Only what they are a party to.
    Own,
    /// Also what belongs to these units.
    Units(Arc<[UnitId]>),
    /// The whole organisation.
    All,
}

/// Who asks, what they may do and how far they see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    person: Option<PersonId>,
    /// The unit of their post.
    pub unit: Option<UnitId>,
    /// What they may do.
    pub rights: Rights,
    /// How far the rights reach that do not reach differently.
    reach: Reach,
    /// Rights that reach differently: each reaches as far as the role that gives it.
    apart: Arc<[(Right, Reach)]>,
}

impl Actor {
    /// A member of staff.
    pub fn person(person: PersonId, unit: Option<UnitId>, rights: Rights, reach: Reach) -> Self {
        Self { person: Some(person), unit, rights, reach, apart: Arc::new([]) }
    }

    /// With rights that reach differently from the rest.
    #[must_use]
    pub fn apart(mut self, apart: impl Into<Arc<[(Right, Reach)]>>) -> Self {
        self.apart = apart.into();
        self
    }

    /// How far a right reaches.
    pub fn reaching(&self, right: Right) -> &Reach {
        self.apart.iter().find(|it| it.0 == right).map_or(&self.reach, |it| &it.1)
    }

    /// The system itself: timers, imports, the command line.
    pub fn system() -> Self {
        Self { person: None, unit: None, rights: Rights::all(), reach: Reach::All, apart: Arc::new([]) }
    }

    /// Who acts, for the event log; nobody when the system does.
    pub fn by(&self) -> Option<&PersonId> {
        self.person.as_ref()
    }

    /// Who acts, where it has to be a person.
    ///
    /// # Errors
    /// Refused when the system acts.
    pub fn me(&self) -> Result<&PersonId> {
        self.person.as_ref().ok_or_else(|| Refusal::new(401, "web.signed_out").into())
    }

    /// Passes when they hold the right.
    ///
    /// # Errors
    /// Refused when they do not, naming the right.
    pub fn may(&self, right: Right) -> Result<()> {
        if self.rights.has(right) {
            return Ok(());
        }
        Err(Refusal::new(403, "web.no_right").with("right", right.name()).into())
    }
}

impl<S: Sync> FromRequestParts<S> for Actor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Problem> {
        // Put there by the session layer, which has checked the cookie and the CSRF token.
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Refusal::new(401, "web.signed_out").into())
    }
}
