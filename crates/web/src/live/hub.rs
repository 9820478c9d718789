//! One pump reads the log for all sockets.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use base::ids::{CaseId, ContactId, PersonId};
use base::{Result, Stamp};
use db::events::{self, Cursor, Logged};
use db::{Db, Tx};
use tokio::sync::broadcast;

use super::nodes::Nodes;
use super::presence::Presences;
use super::{Audience, Sent, Source};

/// An event with those who may see it.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its place in the log.
    pub cursor: Cursor,
    /// The contact it is about; those who talk with customers hear of it in their own way.
    pub contact: Option<ContactId>,
    /// The member of staff it is about.
    pub person: Option<PersonId>,
    pub(crate) audience: Audience,
    pub(crate) sent: Sent,
}

impl Heard {
    /// What kind of event it is, when it happened, and its fields as JSON; nothing when it is none.
    pub fn event(&self) -> Option<(&str, Stamp, &str)> {
        match &self.sent {
            Sent::Event { kind, at, body, .. } => Some((kind, *at, body.get())),
            _ => None,
        }
    }
}

/// Joins the pump, the sockets and those who look at cases.
pub struct Hub {
    pub(crate) source: Box<dyn Source>,
    pub(crate) heard: broadcast::Sender<Arc<Vec<Heard>>>,
    pub(crate) presences: Presences,
    nodes: Arc<Nodes>,
}

/// A socket that falls so many batches behind is asked to come again with its cursor.
const BEHIND: usize = 256;

/// The events of so many rows of the log are read at once.
pub(crate) const BATCH: i64 = 250;

impl Hub {
    /// A hub that asks this source.
    pub fn new(source: impl Source) -> Self {
        let nodes = Arc::new(Nodes::default());
        let presences = Presences::new(Arc::clone(&nodes));
        Self { source: Box::new(source), heard: broadcast::channel(BEHIND).0, presences, nodes }
    }

    /// The way to the other nodes of the installation.
    pub fn nodes(&self) -> &Arc<Nodes> {
        &self.nodes
    }

    /// What happens from now on, in batches.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Vec<Heard>>> {
        self.heard.subscribe()
    }

    /// The events after a place, each with its audience.
    pub(crate) fn read(&self, tx: &mut Tx<'_>, after: Cursor) -> Result<Vec<Heard>> {
        let logged = events::after(tx, after, BATCH)?;
        let cases: HashSet<CaseId> = logged.iter().filter_map(|it| it.case.clone()).collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let audiences = self.source.audiences(tx, &cases)?;
        let heard = logged.into_iter().filter_map(|it| {
            let audience = it.case.as_ref().and_then(|case| audiences.get(case)).cloned().unwrap_or_default();
            let (contact, person) = (it.contact.clone(), it.person.clone());
            Some(Heard { cursor: it.cursor(), contact, person, audience, sent: sent(it)? })
        });
        Ok(heard.collect())
    }
}

fn sent(it: Logged) -> Option<Sent> {
    Some(Sent::Event {
        cursor: it.cursor().to_string(),
        kind: it.kind,
        at: it.at,
        case_id: it.case,
        actor_id: it.actor,
        body: serde_json::value::RawValue::from_string(it.body).ok()?,
    })
}

/// Keeps who looks at which case in step with the other nodes, for ever.
pub async fn share(hub: Arc<Hub>) {
    hub.presences.share().await;
}

/// Reads the log for ever and hands on what is new. Wakes when this process writes, and looks once a second for what
/// others wrote.
pub async fn pump(db: Db, hub: Arc<Hub>) {
    let mut written = db.written();
    let mut place = db.read(events::newest).await.unwrap_or_default();
    loop {
        let _ = tokio::time::timeout(Duration::from_secs(1), written.changed()).await;
        if hub.heard.receiver_count() == 0
            && let Ok(newest) = db.read(events::newest).await
            // Whoever comes after this look reads the log from later on than `newest`.
            && hub.heard.receiver_count() == 0
        {
            place = newest;
            continue;
        }
        loop {
            let asked = Arc::clone(&hub);
            let batch = match db.read(move |tx| asked.read(tx, place)).await {
                Ok(it) => it,
                Err(failure) => {
                    tracing::warn!(%failure, "the live stream could not read the log; it will try again");
                    break;
                }
            };
            let Some(last) = batch.last() else { break };
            place = last.cursor;
            // Nobody may be listening.
            let _ = hub.heard.send(Arc::new(batch));
        }
    }
}
