//! One pump reads the log for all sockets.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
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
    /// Whether pages are told of it, when their person may see it.
    pub(super) fn is_shown(&self) -> bool {
        self.contact.is_none()
    }

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
    heard: broadcast::Sender<Arc<Vec<Heard>>>,
    /// The batches that hold something for pages.
    pub(crate) shown: broadcast::Sender<Arc<Vec<Heard>>>,
    /// How far the log was told.
    told: Mutex<Cursor>,
    pub(crate) presences: Presences,
    nodes: Arc<Nodes>,
}

/// A socket that falls so many batches behind is asked to come again with its cursor.
const BEHIND: usize = 256;

/// The events of so many rows of the log are read at once.
pub(super) const BATCH: i64 = 250;

/// A short rest after something was told lets more gather: whoever listens is woken once for all of it.
const REST: Duration = Duration::from_millis(2);

impl Hub {
    /// A hub that asks this source.
    pub fn new(source: impl Source) -> Self {
        let nodes = Arc::new(Nodes::default());
        let presences = Presences::new(Arc::clone(&nodes));
        let (heard, shown) = (broadcast::channel(BEHIND).0, broadcast::channel(BEHIND).0);
        Self { source: Box::new(source), heard, shown, told: Mutex::default(), presences, nodes }
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
    pub(super) fn read(&self, tx: &mut Tx<'_>, after: Cursor) -> Result<Vec<Heard>> {
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

    fn has_listeners(&self) -> bool {
        self.heard.receiver_count() + self.shown.receiver_count() > 0
    }

    /// Hands a batch to everybody whom it may concern.
    fn tell(&self, batch: Vec<Heard>) {
        let last = batch.last().map(|it| it.cursor);
        let batch = Arc::new(batch);
        // Nobody may be listening.
        if batch.iter().any(Heard::is_shown) {
            let _ = self.shown.send(Arc::clone(&batch));
        }
        let _ = self.heard.send(batch);
        // Afterwards: whoever has heard all there was by then has heard all up to here.
        if let Some(last) = last {
            *self.told.lock().unwrap_or_else(PoisonError::into_inner) = last;
        }
    }

    /// How far a page has heard the log, which heard everything that was for pages up to `place`: most of the log is not.
    pub(super) fn heard_by(&self, page: &broadcast::Receiver<Arc<Vec<Heard>>>, place: Cursor) -> Cursor {
        let told = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if page.is_empty() { place.max(told) } else { place }
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
        if !hub.has_listeners()
            && let Ok(newest) = db.read(events::newest).await
            // Whoever comes after this look reads the log from later on than `newest`.
            && !hub.has_listeners()
        {
            place = newest;
            continue;
        }
        let mut more = true;
        while more {
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
            more = i64::try_from(batch.len()).is_ok_and(|it| it >= BATCH);
            hub.tell(batch);
            tokio::time::sleep(REST).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use base::ids::{CaseId, ContactId, PersonId};
    use base::{Result, Stamp};
    use db::Tx;
    use db::events::Cursor;

    use super::{Heard, Hub};
    use crate::Actor;
    use crate::live::{Audience, Sent, Source};

    struct Nothing;

    impl Source for Nothing {
        fn audiences(&self, _: &mut Tx<'_>, _: &[CaseId]) -> Result<HashMap<CaseId, Audience>> {
            Ok(HashMap::new())
        }
        fn counts(&self, _: &mut Tx<'_>, _: &Actor) -> Result<serde_json::Value> {
            Ok(serde_json::Value::Null)
        }
        fn name(&self, _: &mut Tx<'_>, _: &PersonId) -> Result<String> {
            Ok(String::new())
        }
    }

    fn heard(seq: i64, contact: Option<&str>) -> Heard {
        let sent = Sent::Event {
            cursor: "0.1".to_owned(),
            kind: "people.signed_in.v1".to_owned(),
            at: Stamp(0),
            case_id: None,
            actor_id: None,
            body: serde_json::value::RawValue::from_string("{}".to_owned()).unwrap(),
        };
        let contact = contact.map(|it| it.parse::<ContactId>().unwrap());
        Heard { cursor: Cursor { tx_id: 0, seq }, contact, person: None, audience: Audience::default(), sent }
    }

    #[test]
    fn pages_are_woken_only_by_what_they_may_show() {
        let hub = Hub::new(Nothing);
        let (mut pages, mut all) = (hub.shown.subscribe(), hub.listen());
        let contact = "con_01JD0000000000000000000000";
        let before = Cursor::default();
        hub.tell(vec![heard(1, Some(contact))]);
        assert!(pages.try_recv().is_err());
        assert_eq!(hub.heard_by(&pages, before).seq, 1, "what is not for it need not be read again");
        assert_eq!(all.try_recv().unwrap().len(), 1);
        hub.tell(vec![heard(2, Some(contact)), heard(3, None)]);
        assert_eq!(hub.heard_by(&pages, before), before, "something waits for it");
        assert_eq!(pages.try_recv().unwrap().iter().filter(|it| it.is_shown()).count(), 1);
        assert_eq!(hub.heard_by(&pages, before).seq, 3);
        assert_eq!(all.try_recv().unwrap().len(), 2);
    }
}
