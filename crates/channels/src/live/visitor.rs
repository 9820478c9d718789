//! The socket of a visitor's window.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message as Frame, WebSocket};
use base::ids::{AttachmentId, EntranceId};
use base::{Failure, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use db::Tx;
use serde::Deserialize;
use tokio::time::{Instant, interval_at};
use web::live::frames::{self, Gone};
use web::{App, Lang, Texts};

use super::registry::{Line, Place, Relay};
use super::relay::{Standing, ToVisitor};
use crate::acts::asks;
use crate::acts::visitor::{self, Saying, Visitor};
use crate::handle::Channels;
use crate::model::{ConversationRow, State};
use crate::refused::Refused;
use crate::store;

/// So many messages are sent to a window that comes again; a longer gap shows the last ones.
const MISSED: i64 = 500;
/// A window that says nothing for so long after it opened is closed.
const HELLO: Duration = Duration::from_secs(15);
const PING: Duration = Duration::from_secs(30);
/// A window may do so much within [`SPELL`].
const AT_ONCE: u32 = 60;
const SPELL: Duration = Duration::from_secs(20);

/// What a window needs to be served.
pub struct Opening {
    /// The running application.
    pub app: App,
    /// Conversations.
    pub of: Channels,
    /// Who listens.
    pub relay: Arc<Relay>,
    /// Sentences.
    pub texts: Arc<Texts>,
    /// The entrance.
    pub entrance: EntranceId,
}

/// What a window sends.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Asked {
    Hello {
        #[serde(default)]
        token: Option<String>,
        #[serde(default)]
        since: i64,
        #[serde(default)]
        language: Option<String>,
    },
    Say {
        client_id: String,
        #[serde(default)]
        text: String,
        #[serde(default)]
        files: Vec<AttachmentId>,
        #[serde(default)]
        topic: Option<String>,
    },
    Typing {
        on: bool,
    },
    Seen {
        seq: i64,
    },
    End,
    Rate {
        score: i64,
        #[serde(default)]
        text: String,
    },
}

struct Open {
    it: Opening,
    socket: WebSocket,
    visitor: Arc<Visitor>,
    lines: Place<Line>,
    language: Option<String>,
    /// What was done within the present spell, and when that began.
    busy: (u32, Instant),
}

/// Serves a window until it goes.
pub async fn serve(it: Opening, mut socket: WebSocket) {
    let hello = tokio::time::timeout(HELLO, first(&mut socket)).await;
    let Ok(Ok(Asked::Hello { token, since, language })) = hello else { return };
    // An error from here on means that the window has gone. What is only needed now and then is boxed: most windows are silent most
    // of the time, and a future is as large as its largest part.
    if let Ok(mut open) = Box::pin(Open::begin(it, socket, token, since, language)).await {
        let _ = open.run().await;
    }
}

async fn first(socket: &mut WebSocket) -> std::result::Result<Asked, Gone> {
    loop {
        match socket.recv().await {
            Some(Ok(Frame::Text(text))) => return serde_json::from_str(&text).map_err(|_| Gone),
            Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
            _ => return Err(Gone),
        }
    }
}

/// What a window is shown first.
struct Beginning {
    row: Option<ConversationRow>,
    shown: Option<crate::model::Conversation>,
    messages: Vec<crate::model::Message>,
}

fn beginning(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor, since: i64) -> Result<Beginning> {
    let Some(row) = visitor::conversation(tx, visitor)? else {
        return Ok(Beginning { row: None, shown: None, messages: Vec::new() });
    };
    let since = since.clamp(0, row.last_seq).max(row.last_seq - MISSED);
    let messages = store::messages::after(tx, &row.id, since, MISSED)?;
    let mut messages = asks::messages_shown(tx, messages)?;
    messages.retain(|it| !it.kind.inside());
    let shown = asks::shown(of, tx, std::slice::from_ref(&row))?.pop();
    Ok(Beginning { row: Some(row), shown, messages })
}

/// The kinds of messages a window is shown that has seen nothing yet; for tests.
#[cfg(test)]
pub(crate) fn shown(of: &Channels, tx: &mut Tx<'_>, visitor: &Visitor) -> Result<Vec<String>> {
    let kinds = beginning(of, tx, visitor, 0)?.messages.into_iter().map(|it| it.kind.as_str().to_owned());
    Ok(kinds.collect())
}

impl Open {
    async fn begin(
        it: Opening,
        mut socket: WebSocket,
        token: Option<String>,
        since: i64,
        language: Option<String>,
    ) -> std::result::Result<Box<Self>, Gone> {
        let (of, entrance, given) = (it.of.clone(), it.entrance.clone(), token.clone());
        let found = it.app.db.read(move |tx| match given {
            Some(token) => visitor::known(&of, tx, &entrance, &token),
            None => Ok(None),
        });
        let found = match found.await {
            Ok(found) => found,
            Err(failure) => return Self::turn_away(&it, &mut socket, language.as_deref(), &failure).await,
        };
        let (visitor, token) = if let (Some(visitor), Some(token)) = (found, token) {
            (visitor, token)
        } else {
            let (of, entrance) = (it.of.clone(), it.entrance.clone());
            let made = it.app.db.write(move |tx| {
                let token = URL_SAFE_NO_PAD.encode(tx.random::<32>());
                Ok((visitor::arrive(&of, tx, &entrance, &token)?, token))
            });
            match made.await {
                Ok(made) => made,
                Err(failure) => return Self::turn_away(&it, &mut socket, language.as_deref(), &failure).await,
            }
        };
        let visitor = Arc::new(visitor);
        // Listens before it reads, so that nothing falls between; what comes twice is left out by its number.
        let lines = it.relay.visitor(&visitor.party.id);
        let (of, who) = (it.of.clone(), Arc::clone(&visitor));
        let first = it.app.db.read(move |tx| beginning(&of, tx, &who, since)).await.map_err(|_| Gone)?;
        let conversation = first.shown.as_ref().map(Standing::of);
        let last_seq = first.row.as_ref().map_or(0, |it| it.last_seq);
        frames::tell(&mut socket, &ToVisitor::Welcome { token: &token, conversation, last_seq }).await?;
        if let Some(row) = &first.row {
            for message in &first.messages {
                frames::tell(&mut socket, &ToVisitor::message(&row.id, message)).await?;
            }
            it.relay.queued(&row.id, &row.party_id, row.state == State::Waiting);
            it.relay.ask_again(&row.id);
        }
        Ok(Box::new(Self { it, socket, visitor, lines, language, busy: (0, Instant::now()) }))
    }

    /// Tells a window that cannot be served why.
    async fn turn_away(
        it: &Opening,
        socket: &mut WebSocket,
        language: Option<&str>,
        failure: &Failure,
    ) -> std::result::Result<Box<Self>, Gone> {
        refuse(it, socket, language, None, failure).await?;
        Err(Gone)
    }

    async fn run(&mut self) -> std::result::Result<(), Gone> {
        let mut ping = interval_at(Instant::now() + PING, PING);
        loop {
            tokio::select! {
                line = self.lines.lines.recv() => match line {
                    Some(line) => frames::send(&mut self.socket, Frame::Text((*line).into())).await?,
                    None => return Err(Gone),
                },
                frame = self.socket.recv() => match frame {
                    Some(Ok(Frame::Text(text))) => Box::pin(self.asked(&text)).await?,
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => return Err(Gone),
                    Some(Ok(_)) => {}
                },
                _ = ping.tick() => frames::ping(&mut self.socket).await?,
            }
        }
    }

    /// Whether the window does more than anybody who writes by hand.
    fn too_busy(&mut self) -> bool {
        if self.busy.1.elapsed() > SPELL {
            self.busy = (0, Instant::now());
        }
        self.busy.0 += 1;
        self.busy.0 > AT_ONCE
    }

    async fn asked(&mut self, text: &str) -> std::result::Result<(), Gone> {
        let Ok(asked) = serde_json::from_str::<Asked>(text) else { return Ok(()) };
        let client = match &asked {
            Asked::Say { client_id, .. } => Some(client_id.clone()),
            _ => None,
        };
        let done = if self.too_busy() { Err(Refused::TooMany.into()) } else { self.carry_out(asked).await };
        match done {
            Ok(()) => Ok(()),
            Err(failure) => {
                refuse(&self.it, &mut self.socket, self.language.as_deref(), client.as_deref(), &failure).await
            }
        }
    }

    async fn carry_out(&mut self, asked: Asked) -> Result<()> {
        let (of, who, db) = (self.it.of.clone(), Arc::clone(&self.visitor), &self.it.app.db);
        match asked {
            Asked::Hello { .. } => Ok(()),
            Asked::Say { client_id, text, files, topic } => {
                let said = Saying { client_id, text, files, topic, language: self.language.clone() };
                if said.client_id.is_empty() || said.client_id.len() > 64 {
                    return Err(Refused::Nothing.into());
                }
                let (row, again) = db
                    .write(move |tx| {
                        let said = visitor::say(&of, tx, &who, &said)?;
                        let again = if said.again { asks::messages_shown(tx, vec![said.message])? } else { Vec::new() };
                        Ok((said.row, again))
                    })
                    .await?;
                // What is said comes by the log, once; who says it again is told that it is there.
                for message in &again {
                    self.it.relay.to_visitor(&row.party_id, &ToVisitor::message(&row.id, message));
                }
                Ok(())
            }
            Asked::Typing { on } => {
                let row = db.read(move |tx| store::conversations::open_of(tx, &who.party.id)).await?;
                if let Some(row) = row {
                    let sent = serde_json::json!({"type": "typing", "conversation": row.id, "on": on});
                    self.it.relay.reach_watchers(&row.id, &sent);
                }
                Ok(())
            }
            Asked::Seen { seq } => {
                let id = db.write(move |tx| visitor::seen(tx, &who, seq)).await?;
                if let Some(id) = id {
                    let sent = serde_json::json!({"type": "seen", "conversation": id, "seq": seq});
                    self.it.relay.reach_watchers(&id, &sent);
                }
                Ok(())
            }
            Asked::End => db.write(move |tx| visitor::end(&of, tx, &who)).await,
            Asked::Rate { score, text } => {
                db.write(move |tx| visitor::rate(&of, tx, &who, score, &text)).await.map(drop)
            }
        }
    }
}

/// Tells a window that something is refused, in its visitor's language.
async fn refuse(
    it: &Opening,
    socket: &mut WebSocket,
    language: Option<&str>,
    client_id: Option<&str>,
    failure: &Failure,
) -> std::result::Result<(), Gone> {
    let lang = Lang::parse(language.unwrap_or_default());
    let (code, message) = match failure {
        Failure::Refused(refusal) => (refusal.code, it.texts.say(lang, refusal.code, &refusal.params)),
        Failure::Busy => ("web.busy", it.texts.say(lang, "web.busy", &[].into())),
        Failure::Fault(source) => {
            tracing::error!(%source, "a visitor's window could not be served");
            let (_, code) = web::shown_fault(failure);
            (code, it.texts.say(lang, code, &[].into()))
        }
    };
    frames::tell(socket, &ToVisitor::Refused { client_id, code, message: &message }).await
}
