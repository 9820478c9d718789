//! What concerns sockets of other nodes, and is in no log: who is writing, who has read, who looks at a conversation.

use std::sync::Arc;

use base::ids::{ContactId, PartyId};
use serde::Serialize;
use tokio::time::Instant;
use web::live::Present;
use web::live::nodes::{AGAIN, Signal};

use super::registry::{Relay, text};

/// Somebody looks at a conversation, or away: the conversation, and those who look at it on the node that says so.
const LOOKING: &str = "conversations.looking";
/// A line for the windows of a party.
const TO_VISITOR: &str = "conversations.to_visitor";
/// A line for those who look at a conversation.
const TO_WATCHERS: &str = "conversations.to_watchers";

impl Relay {
    /// Sends to the windows of a party, wherever they are.
    pub(crate) fn reach_visitor(&self, party: &PartyId, it: &impl Serialize) {
        self.to_visitor(party, it);
        self.nodes.tell(TO_VISITOR, &(party, text(it).as_deref()));
    }

    /// Sends to those who look at a conversation, wherever they do.
    pub(crate) fn reach_watchers(&self, id: &ContactId, it: &impl Serialize) {
        self.to_watchers(id, None, it);
        self.nodes.tell(TO_WATCHERS, &(id, text(it).as_deref()));
    }

    /// Tells those who look at a conversation, here and elsewhere, that others came or went.
    pub(super) fn viewers_changed(&self, id: &ContactId) {
        self.tell_viewers(id);
        self.tell_nodes(id);
    }

    fn tell_nodes(&self, id: &ContactId) {
        if !self.nodes.is_alone() {
            let here: Vec<Present> =
                self.lock().watching.get(id).into_iter().flat_map(|it| it.values().cloned()).collect();
            self.nodes.tell(LOOKING, &(id, here));
        }
    }

    fn hear(&self, signal: &Signal) {
        if let Some((id, people)) = signal.body::<(ContactId, Vec<Present>)>(LOOKING) {
            let news = self.lock().elsewhere.told(&signal.node, &id, people, Instant::now());
            if news {
                self.tell_viewers(&id);
            }
        } else if let Some((party, line)) = signal.body::<(PartyId, String)>(TO_VISITOR) {
            self.line_to_visitor(&party, &line.into());
        } else if let Some((id, line)) = signal.body::<(ContactId, String)>(TO_WATCHERS) {
            self.line_to_watchers(&id, None, &line.into());
        }
    }
}

/// Keeps in step with the other nodes, for ever.
pub async fn share(relay: Arc<Relay>) {
    let (mut heard, mut again) = (relay.nodes.listen(), tokio::time::interval(AGAIN));
    loop {
        tokio::select! {
            // What is lost is told again, or is made good by the log.
            signal = heard.recv() => if let Ok(signal) = signal {
                relay.hear(&signal);
            },
            _ = again.tick() => {
                let here: Vec<ContactId> = relay.lock().watching.keys().cloned().collect();
                for id in &here {
                    relay.tell_nodes(id);
                }
                let forgotten = relay.lock().elsewhere.forget(Instant::now());
                for id in &forgotten {
                    relay.tell_viewers(id);
                }
            }
        }
    }
}
