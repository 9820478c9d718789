//! What the acts of this capability work with.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::Result;
use channels::Channels;
use db::Tx;
use people::People;
use policy::Policies;

use crate::agitation::Scorer;
use crate::rules::{Board, Watch};

/// Live supervision, with all that is needed for it. Cheap to clone.
#[derive(Clone)]
pub struct Quality(Arc<Inner>);

struct Inner {
    policies: Policies,
    people: People,
    channels: Channels,
    scorer: Scorer,
    board: Mutex<Board>,
}

impl fmt::Debug for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Quality")
    }
}

impl Quality {
    /// Supervision of these conversations, under these policies; `scorer` says how agitated a customer sounds.
    pub fn new(policies: Policies, people: People, channels: Channels, scorer: Scorer) -> Self {
        Self(Arc::new(Inner { policies, people, channels, scorer, board: Mutex::default() }))
    }

    pub(crate) fn people(&self) -> &People {
        &self.0.people
    }

    pub(crate) fn channels(&self) -> &Channels {
        &self.0.channels
    }

    pub(crate) fn scorer(&self) -> &Scorer {
        &self.0.scorer
    }

    pub(crate) fn board(&self) -> MutexGuard<'_, Board> {
        self.0.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What supervisors are told of now; nothing where there is no such policy yet.
    pub(crate) fn watch(&self, tx: &mut Tx<'_>) -> Result<Watch> {
        let (book, now) = (self.0.policies.book(tx)?, tx.now());
        Ok(book.at(now).alerts().map(|it| Watch::of(it.says)).unwrap_or_default())
    }

    /// The queues of policy, in its order, with their names in a language.
    pub(crate) fn queues(&self, tx: &mut Tx<'_>, english: bool) -> Result<Vec<(String, String)>> {
        let (book, now) = (self.0.policies.book(tx)?, tx.now());
        let routing = book.at(now).routing()?;
        Ok(routing.says.queues.iter().map(|it| (it.id.clone(), it.name.of(english).to_owned())).collect())
    }
}
