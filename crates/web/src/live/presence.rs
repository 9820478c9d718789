//! Who is looking at which case, so that two people do not answer the same customer.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base::ids::{CaseId, PersonId};
use tokio::sync::broadcast;

use super::Present;

/// Those who look at cases, on this node.
pub(crate) struct Presences {
    looking: Mutex<HashMap<u64, (CaseId, Present)>>,
    pub changed: broadcast::Sender<CaseId>,
}

impl Default for Presences {
    fn default() -> Self {
        Self { looking: Mutex::default(), changed: broadcast::channel(256).0 }
    }
}

impl Presences {
    /// Notes what a socket's person looks at now; nothing when they look away.
    pub fn set(&self, socket: u64, now: Option<(CaseId, Present)>) {
        let mut looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let case = now.as_ref().map(|(case, _)| case.clone());
        let before = match now {
            Some(it) => looking.insert(socket, it),
            None => looking.remove(&socket),
        };
        drop(looking);
        let before = before.map(|(case, _)| case).filter(|it| Some(it) != case.as_ref());
        for changed in before.into_iter().chain(case) {
            // Nobody may be listening.
            let _ = self.changed.send(changed);
        }
    }

    /// Those who look at a case, each once, without `me`.
    pub fn at(&self, case: &CaseId, me: &PersonId) -> Vec<Present> {
        let looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        let mut people: Vec<Present> =
            looking.values().filter(|(at, who)| at == case && who.id != *me).map(|(_, who)| who.clone()).collect();
        people.sort_by(|a, b| (&a.id, b.typing).cmp(&(&b.id, a.typing)));
        people.dedup_by(|b, a| a.id == b.id);
        people
    }
}
