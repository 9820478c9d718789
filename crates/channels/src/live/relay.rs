//! Follows the log and hands on what concerns the sockets of this process.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Result;
use base::ids::ContactId;
use db::events::Event as _;
use db::{Db, Tx};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use web::live::{Heard, Hub};

use super::registry::Relay;
use crate::acts::asks;
use crate::events::{Delivered, Said};
use crate::handle::Channels;
use crate::model::{Conversation, ConversationRow, FileOf, Message, MessageKind, Notice, State};
use crate::store;

/// So many messages of one conversation are read at once; a socket that missed more asks anew.
const MOST: i64 = 200;

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
    for some in ids.chunks(200) {
        let rows = store::conversations::several(tx, some)?;
        let mut shown = asks::shown(of, tx, &rows)?;
        relay.add_places(&mut shown);
        for (row, shown) in rows.iter().zip(&shown) {
            let Some(what) = news.get(&row.id) else { continue };
            counts |= what.stands || what.calls;
            one(tx, relay, row, shown, what)?;
        }
    }
    if counts {
        relay.counts();
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, relay: &Relay, row: &ConversationRow, shown: &Conversation, what: &News) -> Result<()> {
    let (window, watched) = (relay.has_visitor(&row.party_id), relay.is_watched(&row.id));
    if window {
        relay.queued(&row.id, &row.party_id, row.state == State::Waiting);
    }
    if let Some(from) = what.from.filter(|_| window || watched) {
        let said = store::messages::after(tx, &row.id, from - 1, MOST)?;
        for message in asks::messages_shown(tx, said)? {
            if window && !message.kind.inside() {
                relay.to_visitor(&row.party_id, &ToVisitor::message(&row.id, &message));
            }
            if watched {
                let sent = serde_json::json!({"type": "message", "conversation": row.id, "message": message});
                relay.to_watchers(&row.id, None, &sent);
            }
        }
    }
    if window && what.stands {
        relay.to_visitor(&row.party_id, &ToVisitor::State { conversation: Some(Standing::of(shown)) });
    }
    let holder = match row.state {
        State::Offered => row.offered_to_id.as_ref(),
        State::Open | State::Snoozed => row.agent_id.as_ref(),
        State::Waiting | State::Closed => None,
    };
    if let Some(before) = relay.passes(&row.id, holder) {
        relay.to_person(&before, &serde_json::json!({"type": "gone", "id": row.id, "row": shown}));
    }
    let kind = if row.state == State::Offered && what.stands { "offer" } else { "row" };
    let sent = serde_json::json!({"type": kind, "row": shown});
    if let Some(holder) = holder {
        relay.to_person(holder, &sent);
    }
    if watched {
        relay.to_watchers(&row.id, holder, &serde_json::json!({"type": "row", "row": shown}));
    }
    Ok(())
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
