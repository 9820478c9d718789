//! Who is looking at which case, so that two people do not answer the same customer.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base::ids::{CaseId, PersonId};
use tokio::sync::broadcast;
use tokio::time::Instant;

use super::Present;
use super::nodes::{AGAIN, Elsewhere, Nodes, once};

/// What nodes tell each other: a case, and those who look at it there.
const LOOKING: &str = "cases.looking";

/// Those who look at cases, on all nodes.
pub(crate) struct Presences {
    looking: Mutex<Looking>,
    nodes: Arc<Nodes>,
    pub changed: broadcast::Sender<CaseId>,
}

#[derive(Default)]
struct Looking {
    here: HashMap<u64, (CaseId, Present)>,
    elsewhere: Elsewhere<CaseId>,
}

impl Looking {
    fn here(&self, case: &CaseId) -> impl Iterator<Item = Present> {
        self.here.values().filter(move |(at, _)| at == case).map(|(_, who)| who.clone())
    }
}

impl Presences {
    pub fn new(nodes: Arc<Nodes>) -> Self {
        Self { looking: Mutex::default(), nodes, changed: broadcast::channel(256).0 }
    }

    fn lock(&self) -> MutexGuard<'_, Looking> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what a socket's person looks at now; nothing when they look away.
    pub fn set(&self, socket: u64, now: Option<(CaseId, Present)>) {
        let case = now.as_ref().map(|(case, _)| case.clone());
        let before = match now {
            Some(it) => self.lock().here.insert(socket, it),
            None => self.lock().here.remove(&socket),
        };
        let before = before.map(|(case, _)| case).filter(|it| Some(it) != case.as_ref());
        for changed in before.into_iter().chain(case) {
            self.tell(&changed);
            self.change(changed);
        }
    }

    /// Those who look at a case, each once, without `me`.
    pub fn at(&self, case: &CaseId, me: &PersonId) -> Vec<Present> {
        let looking = self.lock();
        once(looking.here(case).chain(looking.elsewhere.at(case).cloned()), me)
    }

    fn change(&self, case: CaseId) {
        // Nobody may be listening.
        let _ = self.changed.send(case);
    }

    fn tell(&self, case: &CaseId) {
        if !self.nodes.is_alone() {
            let here: Vec<Present> = self.lock().here(case).collect();
            self.nodes.tell(LOOKING, &(case, here));
        }
    }

    /// Keeps in step with the other nodes, for ever.
    pub async fn share(&self) {
        let (mut heard, mut again) = (self.nodes.listen(), tokio::time::interval(AGAIN));
        loop {
            tokio::select! {
                // What is lost is told again.
                signal = heard.recv() => if let Ok(signal) = signal
                    && let Some((case, people)) = signal.body::<(CaseId, Vec<Present>)>(LOOKING)
                    && self.lock().elsewhere.told(&signal.node, &case, people, Instant::now())
                {
                    self.change(case);
                },
                _ = again.tick() => {
                    let here: HashSet<CaseId> = self.lock().here.values().map(|(case, _)| case.clone()).collect();
                    for case in &here {
                        self.tell(case);
                    }
                    let forgotten = self.lock().elsewhere.forget(Instant::now());
                    for case in forgotten {
                        self.change(case);
                    }
                }
            }
        }
    }
}
