//! What happens, pushed to those who may see it.
//!
//! One pump per process reads the event log and hands every event, with its audience, to all open sockets; each socket
//! passes on what its person may see. A client that was away gives the last cursor it saw and first gets what it
//! missed.

pub mod frames;
mod hub;
pub mod nodes;
mod presence;
pub mod socket;

use std::collections::HashMap;

use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
use db::Tx;
use serde::{Deserialize, Serialize};

use crate::{Actor, Reach, Right};

pub use hub::{Heard, Hub, pump, share};
pub use nodes::Nodes;
pub use socket::connect;

/// Who may see what happens on a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// The unit it belongs to.
    pub unit: Option<UnitId>,
    /// Those who are a party to it.
    pub parties: Vec<PersonId>,
}

impl Audience {
    /// Whether this actor is among them: whoever may read cases, as far as that right reaches.
    pub fn has(&self, actor: &Actor) -> bool {
        if !actor.rights.has(Right::ReadCases) {
            return false;
        }
        let within = match actor.reaching(Right::ReadCases) {
            Reach::All => true,
            Reach::Units(units) => self.unit.as_ref().is_some_and(|it| units.contains(it)),
            // Everybody sees the cases of their own unit.
            Reach::Own => self.unit.is_some() && self.unit == actor.unit,
        };
        within || actor.by().is_some_and(|me| self.parties.contains(me))
    }
}

/// What the stream needs to ask the capabilities; joined in the server.
pub trait Source: Send + Sync + 'static {
    /// The audience of each case.
    fn audiences(&self, tx: &mut Tx<'_>, cases: &[CaseId]) -> Result<HashMap<CaseId, Audience>>;
    /// The counters of somebody's lists, as a JSON object.
    fn counts(&self, tx: &mut Tx<'_>, actor: &Actor) -> Result<serde_json::Value>;
    /// A person's name, for presence.
    fn name(&self, tx: &mut Tx<'_>, person: &PersonId) -> Result<String>;
}

/// What the server sends.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Sent {
    /// The stream is open; it begins after this cursor.
    Hello {
        /// The place in the log.
        cursor: String,
    },
    /// Something happened.
    Event {
        /// Give this as `since` to go on after it.
        cursor: String,
        /// `capability.past_tense.vN`.
        kind: String,
        /// When.
        at: base::Stamp,
        /// On which case.
        case_id: Option<CaseId>,
        /// Who did it.
        actor_id: Option<PersonId>,
        /// The event's fields.
        body: Box<serde_json::value::RawValue>,
    },
    /// The counters of the person's lists.
    Counts {
        /// By the names of `GET /cases/counts`.
        counts: serde_json::Value,
    },
    /// Who is looking at a case.
    Presence {
        /// The case.
        case_id: CaseId,
        /// Those who look, without the receiver.
        people: Vec<Present>,
    },
}

/// Somebody who looks at a case or a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Present {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they are writing.
    pub typing: bool,
}

/// What a client sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Received {
    /// Looks at a case.
    Watch {
        /// The case.
        case_id: CaseId,
        /// Whether they are writing.
        #[serde(default)]
        typing: bool,
    },
    /// Looks at no case any more.
    Unwatch,
}
