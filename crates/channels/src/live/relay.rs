//! Follows the log and hands on what concerns the sockets of this process.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Result;
use base::ids::{ContactId, PersonId};
use db::events::Event as _;
use db::{Db, Tx};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use web::live::{Heard, Hub};

use super::registry::Relay;
use crate::acts::asks;
use crate::events::{Delivered, Said};
use crate::handle::Channels;
use crate::model::{Conversation, ConversationRow, FileOf, Message, MessageKind, MessageRow, Notice, State};
use crate::store;

/// So many messages of one conversation are read at once; a socket that missed more asks anew.
const MOST: i64 = 200;
/// So many conversations are looked at together.
const SOME: usize = 128;

/// Hands on for ever.
pub async fn run(db: Db, of: Channels, hub: Arc<Hub>, relay: Arc<Relay>) {
    let mut heard = hub.listen();
    loop {
        match heard.recv().await {
            Ok(batch) => {
                if relay.is_idle() {
                    continue;
                }
                let news = gathered(&batch);
                if news.is_empty() {
                    continue;
                }
                let (of, relay) = (of.clone(), Arc::clone(&relay));
                if let Err(failure) = db.read(move |tx| hand_on(&of, tx, &relay, &news)).await {
                    tracing::warn!(%failure, "messages could not be handed on; pages fetch them");
                }
            }
            // Sockets that wait for what was lost would wait for ever: they come again and ask.
            Err(RecvError::Lagged(_)) => relay.close_all(),
            Err(RecvError::Closed) => return,
        }
    }
}

/// What happened to one conversation.
#[derive(Debug, Default)]
struct News {
    /// The first new message.
    from: Option<i64>,
    /// A message that left the house, or could not.
    delivered: bool,
    /// Whether anything else happened than that something was said.
    stands: bool,
    /// Whether somebody may have been called in.
    calls: bool,
}

fn gathered(batch: &[Heard]) -> BTreeMap<ContactId, News> {
    let mut all: BTreeMap<ContactId, News> = BTreeMap::new();
    for it in batch {
        let (Some(contact), Some((kind, _, body))) = (&it.contact, it.event()) else { continue };
        let news = all.entry(contact.clone()).or_default();
        let seq = || serde_json::from_str::<Numbered>(body).ok().map(|it| it.seq);
        if kind == Said::KIND {
            let said = serde_json::from_str::<Said>(body).ok();
            news.calls |= said.as_ref().is_some_and(|it| it.kind == MessageKind::Note);
            let seq = said.map(|it| it.seq);
            news.from = match (news.from, seq) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        } else if kind == Delivered::KIND {
            news.delivered = true;
            news.from = match (news.from, seq()) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        } else {
            news.stands = true;
        }
    }
    all
}

#[derive(serde::Deserialize)]
struct Numbered {
    seq: i64,
}

fn hand_on(of: &Channels, tx: &mut Tx<'_>, relay: &Relay, news: &BTreeMap<ContactId, News>) -> Result<()> {
    let ids: Vec<ContactId> = news.keys().cloned().collect();
    let mut counts = false;
    for some in ids.chunks(SOME) {
        let mut open: Vec<Open<'_>> = Vec::new();
        for row in store::conversations::several(tx, some)? {
            let Some(what) = news.get(&row.id) else { continue };
            counts |= what.stands || what.calls;
            let (window, watched) = (relay.has_visitor(&row.party_id), relay.is_watched(&row.id));
            open.push(Open { row, what, window, watched });
        }
        // Everything is read before anybody is told: where a read fails, nobody counts as told.
        let said = said(tx, &open)?;
        // Most of what is said in a window nobody else has open: what pages show of it is not asked for.
        let paged: Vec<ConversationRow> = open.iter().filter(|it| it.is_shown()).map(|it| it.row.clone()).collect();
        let mut shown = asks::shown(of, tx, &paged)?;
        relay.add_places(&mut shown);
        let shown: BTreeMap<&ContactId, &Conversation> = shown.iter().map(|it| (&it.id, it)).collect();
        for it in &open {
            it.say(relay, said.get(&it.row.id).map_or(&[], Vec::as_slice));
            if let Some(shown) = shown.get(&it.row.id) {
                it.show(relay, shown);
            }
        }
    }
    if counts {
        relay.counts();
    }
    Ok(())
}

/// A conversation to which something happened, and who hears of it on this process.
struct Open<'n> {
    row: ConversationRow,
    what: &'n News,
    /// Whether its visitor's window is open.
    window: bool,
    /// Whether pages show it.
    watched: bool,
}

/// What was said, where somebody shows it.
fn said(tx: &mut Tx<'_>, open: &[Open<'_>]) -> Result<BTreeMap<ContactId, Vec<Message>>> {
    let heard = open.iter().filter(|it| it.window || it.watched);
    let wanted: Vec<(&ContactId, i64)> = heard.filter_map(|it| Some((&it.row.id, it.what.from? - 1))).collect();
    let mut all: BTreeMap<ContactId, Vec<Message>> = BTreeMap::new();
    let (ids, rows): (Vec<ContactId>, Vec<MessageRow>) =
        store::messages::after_each(tx, &wanted, MOST)?.into_iter().map(|it| (it.conversation_id.clone(), it)).unzip();
    for (id, message) in ids.into_iter().zip(asks::messages_shown(tx, rows)?) {
        all.entry(id).or_default().push(message);
    }
    Ok(all)
}

/// Whom a conversation is with.
fn holder(row: &ConversationRow) -> Option<&PersonId> {
    match row.state {
        State::Offered => row.offered_to_id.as_ref(),
        State::Open | State::Snoozed => row.agent_id.as_ref(),
        State::Waiting | State::Closed => None,
    }
}

impl Open<'_> {
    /// Whether anybody is shown how it stands.
    fn is_shown(&self) -> bool {
        self.watched || self.what.stands || holder(&self.row).is_some()
    }

    /// Hands on what was said.
    fn say(&self, relay: &Relay, said: &[Message]) {
        if self.window {
            relay.queued(&self.row.id, &self.row.party_id, self.row.state == State::Waiting);
        }
        for message in said {
            if self.window && !message.kind.inside() {
                relay.to_visitor(&self.row.party_id, &ToVisitor::message(&self.row.id, message));
            }
            if self.watched {
                let sent = serde_json::json!({"type": "message", "conversation": self.row.id, "message": message});
                relay.to_watchers(&self.row.id, None, &sent);
            }
        }
    }

    /// Shows how it stands.
    fn show(&self, relay: &Relay, shown: &Conversation) {
        let (row, holder) = (&self.row, holder(&self.row));
        if self.window && self.what.stands {
            relay.to_visitor(&row.party_id, &ToVisitor::State { conversation: Some(Standing::of(shown)) });
        }
        if let Some(before) = relay.passes(&row.id, holder) {
            relay.to_person(&before, &serde_json::json!({"type": "gone", "id": row.id, "row": shown}));
        }
        if let Some(holder) = holder {
            let kind = if row.state == State::Offered && self.what.stands { "offer" } else { "row" };
            relay.to_person(holder, &serde_json::json!({"type": kind, "row": shown}));
        }
        if self.watched {
            relay.to_watchers(&row.id, holder, &serde_json::json!({"type": "row", "row": shown}));
        }
    }
}

/// A conversation as a visitor sees it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Standing {
    id: ContactId,
    state: State,
    agent: Option<Agent>,
    rated: bool,
    seen_by_staff: i64,
}

#[derive(Debug, Clone, Serialize)]
struct Agent {
    name: String,
}

impl Standing {
    pub fn of(it: &Conversation) -> Self {
        Self {
            id: it.id.clone(),
            state: it.state,
            agent: it.agent.as_ref().map(|it| Agent { name: it.name.clone() }),
            rated: it.rating.is_some(),
            seen_by_staff: it.seen_by_staff,
        }
    }
}

/// What a visitor's window is sent.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ToVisitor<'a> {
    /// The window is known; the messages it missed follow.
    Welcome {
        /// To be kept, and given again.
        token: &'a str,
        /// The conversation that is not over, or the last one.
        conversation: Option<Standing>,
        /// The number of its last message.
        last_seq: i64,
    },
    /// Something was said.
    Message {
        conversation: &'a ContactId,
        seq: i64,
        client_id: Option<&'a str>,
        author: crate::model::Author,
        name: Option<&'a str>,
        text: &'a str,
        files: &'a [FileOf],
        at: base::Stamp,
        notice: Option<Notice>,
    },
    /// Something happened to the conversation.
    State { conversation: Option<Standing> },
    /// Whoever has the conversation is writing, or no longer is.
    Typing { on: bool },
    /// Whoever has the conversation has seen it so far.
    Seen { seq: i64 },
    /// What was asked is refused.
    Refused { client_id: Option<&'a str>, code: &'a str, message: &'a str },
}

impl<'a> ToVisitor<'a> {
    pub fn message(conversation: &'a ContactId, it: &'a Message) -> Self {
        Self::Message {
            conversation,
            seq: it.seq,
            client_id: it.client_id.as_deref(),
            author: it.author,
            name: it.person.as_ref().map(|it| it.name.as_str()),
            text: &it.text,
            files: &it.files,
            at: it.at,
            notice: it.notice,
        }
    }
}
