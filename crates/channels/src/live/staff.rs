//! The socket of an agent's page. While it is open, and answers, its person's presence holds.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message as Frame, WebSocket};
use base::Result;
use base::ids::{ContactId, PersonId};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until};
use web::live::Present;
use web::live::frames::{self, Gone};
use web::{Actor, App};

use super::registry::{Place, Relay, ToStaff};
use super::relay::ToVisitor;
use crate::acts::{asks, presence, sight};
use crate::handle::Channels;
use crate::model::ConversationRow;

/// How often a page is asked whether it is there, and its person's lease made longer.
const BEAT: Duration = Duration::from_secs(15);
/// Counters are pushed at most this often.
const REST: Duration = Duration::from_millis(500);

/// What a page sends.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Asked {
    Watch {
        conversation: ContactId,
        #[serde(default)]
        typing: bool,
    },
    Unwatch,
}

struct Open {
    app: App,
    of: Channels,
    relay: Arc<Relay>,
    me: Actor,
    person: PersonId,
    name: String,
    socket: WebSocket,
    lines: Place<ToStaff>,
    watching: Option<ConversationRow>,
    typing: bool,
    /// Whether the page answered since it was asked last.
    answers: bool,
}

/// Serves a page until it goes.
pub async fn serve(app: App, of: Channels, relay: Arc<Relay>, me: Actor, socket: WebSocket) {
    let Some(person) = me.by().cloned() else { return };
    let who = person.clone();
    let Ok(name) = app.db.read(move |tx| people::api::name(tx, &who)).await else { return };
    let lines = relay.staff(&person);
    let mut open =
        Open { app, of, relay, me, person, name, socket, lines, watching: None, typing: false, answers: true };
    // An error here means that the page has gone.
    let _ = open.run().await;
    open.types(false);
}

impl Open {
    async fn run(&mut self) -> std::result::Result<(), Gone> {
        self.beat().await?;
        self.counts().await?;
        let mut beat = Instant::now() + BEAT;
        let mut counts: Option<Instant> = None;
        loop {
            let next = counts.map_or(beat, |it| it.min(beat));
            tokio::select! {
                line = self.lines.lines.recv() => match line {
                    Some(ToStaff::Line(line)) => frames::send(&mut self.socket, Frame::Text((*line).into())).await?,
                    Some(ToStaff::Counts) => drop(counts.get_or_insert_with(|| Instant::now() + REST)),
                    None => return Err(Gone),
                },
                frame = self.socket.recv() => match frame {
                    Some(Ok(Frame::Text(text))) => self.asked(&text).await?,
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => return Err(Gone),
                    Some(Ok(_)) => self.answers = true,
                },
                () = sleep_until(next) => {
                    if counts.take_if(|it| *it <= Instant::now()).is_some() {
                        self.counts().await?;
                    }
                    if beat <= Instant::now() {
                        self.beat().await?;
                        beat = Instant::now() + BEAT;
                    }
                }
            }
        }
    }

    /// Asks the page whether it is there; while it answers, its person's lease is made longer.
    async fn beat(&mut self) -> std::result::Result<(), Gone> {
        if !std::mem::take(&mut self.answers) {
            return Err(Gone);
        }
        frames::ping(&mut self.socket).await?;
        let (of, person) = (self.of.clone(), self.person.clone());
        // The next beat tries again.
        let _ = self.app.db.write(move |tx| presence::beat(&of, tx, &person)).await;
        Ok(())
    }

    async fn counts(&mut self) -> std::result::Result<(), Gone> {
        let (of, me) = (self.of.clone(), self.me.clone());
        let found =
            self.app.db.read(move |tx| Ok((asks::counts(&of, tx, &me)?, presence::own(&of, tx, &me).ok()))).await;
        // The next event brings them again.
        let Ok((counts, presence)) = found else { return Ok(()) };
        self.send(&serde_json::json!({"type": "counts", "counts": counts})).await?;
        match presence {
            Some(it) => self.send(&serde_json::json!({"type": "presence", "presence": it})).await,
            None => Ok(()),
        }
    }

    async fn asked(&mut self, text: &str) -> std::result::Result<(), Gone> {
        self.answers = true;
        match serde_json::from_str::<Asked>(text) {
            Ok(Asked::Watch { conversation, typing }) => {
                if self.looks_at(&conversation).await.is_ok_and(|it| it) {
                    let who = Present { id: self.person.clone(), name: self.name.clone(), typing };
                    self.relay.watch(self.lines.number, Some((&conversation, who)));
                    self.types(typing);
                }
            }
            Ok(Asked::Unwatch) => {
                self.types(false);
                self.watching = None;
                self.relay.watch(self.lines.number, None);
            }
            Err(_) => {}
        }
        Ok(())
    }

    /// Whether the person sees the conversation; from then on it is the one looked at.
    async fn looks_at(&mut self, id: &ContactId) -> Result<bool> {
        if self.watching.as_ref().is_some_and(|it| it.id == *id) {
            return Ok(true);
        }
        self.types(false);
        let (of, me, id) = (self.of.clone(), self.me.clone(), id.clone());
        let row = self.app.db.read(move |tx| sight::seen(&of, tx, &me, &id)).await;
        self.watching = row.ok();
        Ok(self.watching.is_some())
    }

    /// The customer sees that an answer is being written.
    fn types(&mut self, on: bool) {
        if on == self.typing {
            return;
        }
        self.typing = on;
        if let Some(row) = &self.watching {
            self.relay.reach_visitor(&row.party_id, &ToVisitor::Typing { on });
        }
    }

    async fn send(&mut self, it: &impl Serialize) -> std::result::Result<(), Gone> {
        frames::tell(&mut self.socket, it).await
    }
}
