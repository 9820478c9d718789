//! One open socket.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use base::ids::{CaseId, PersonId};
use base::{Refusal, Result};
use db::events::{self, Cursor};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use super::frames::{self, Gone};
use super::hub::{BATCH, Heard};
use super::{Present, Received, Sent};
use crate::{Actor, App, Query};

/// Where the stream begins.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// The last cursor seen; from now on when left out.
    since: Option<String>,
}

/// A client that missed more than this is told to load its pages anew.
const MISSED: usize = 5_000;

/// Counters are pushed at most this often.
const COUNTS_REST: Duration = Duration::from_millis(400);

static SOCKETS: AtomicU64 = AtomicU64::new(0);

/// The live stream: a WebSocket that first sends what was missed since `since`, then what happens.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", params(Since), responses((status = 101, description = "WebSocket")))]
pub async fn connect(
    app: App,
    me: Actor,
    Query(asked): Query<Since>,
    upgrade: WebSocketUpgrade,
) -> crate::Result<Response> {
    let since = asked.since.map(|it| it.parse::<Cursor>()).transpose();
    let since = since.map_err(|_| Refusal::new(422, "web.bad_cursor").field("since"))?;
    // Small buffers: a tenth of the memory per connection, and faster.
    let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(16 * 1024);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let person = me.by().cloned();
        let Some(person) = person else { return };
        let id = SOCKETS.fetch_add(1, Ordering::Relaxed);
        let mut open = Open { app, me, person, id, name: String::new(), watching: None, counts_at: None, socket };
        // An error here means that the client has gone.
        let _ = open.run(since).await;
        open.app.hub.presences.set(id, None);
    }))
}

struct Open {
    app: App,
    me: Actor,
    person: PersonId,
    id: u64,
    name: String,
    watching: Option<CaseId>,
    counts_at: Option<Instant>,
    socket: WebSocket,
}

impl Open {
    async fn run(&mut self, since: Option<Cursor>) -> std::result::Result<(), Gone> {
        // Subscribed before the log is read, so nothing falls between; what comes twice is left out by its cursor.
        let mut heard = self.app.hub.shown.subscribe();
        let mut presence = self.app.hub.presences.changed.subscribe();
        let mut place = self.catch_up(since).await?;
        self.counts().await?;
        loop {
            let rest = self.counts_at.unwrap_or_else(|| Instant::now() + Duration::from_secs(30));
            tokio::select! {
                batch = heard.recv() => match batch {
                    Ok(batch) => self.pass_on(&batch, &mut place).await?,
                    Err(RecvError::Lagged(_)) => place = self.catch_up(Some(place)).await?,
                    Err(RecvError::Closed) => return Err(Gone),
                },
                changed = presence.recv() => if let (Ok(case), Some(mine)) = (changed, &self.watching) && case == *mine {
                    self.presence().await?;
                },
                message = self.socket.recv() => match message {
                    Some(Ok(Message::Text(text))) => self.receive(&text).await?,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Gone),
                    Some(Ok(_)) => {}
                },
                () = sleep_until(rest) => if self.counts_at.take().is_some() {
                    self.counts().await?;
                } else {
                    // Nothing came for a while: should the page fall behind, it need not look through what was not for it.
                    place = self.app.hub.heard_by(&heard, place);
                    frames::ping(&mut self.socket).await?;
                },
            }
        }
    }

    /// Sends what was missed; answers the place from which the stream goes on.
    async fn catch_up(&mut self, since: Option<Cursor>) -> std::result::Result<Cursor, Gone> {
        let newest = self.app.db.read(events::newest).await.map_err(|_| Gone)?;
        let mut place = since.unwrap_or(newest);
        let mut missed = Vec::new();
        while place < newest && missed.len() < MISSED {
            let (hub, after) = (Arc::clone(&self.app.hub), place);
            let batch = self.app.db.read(move |tx| hub.read(tx, after)).await.map_err(|_| Gone)?;
            let full = i64::try_from(batch.len()).is_ok_and(|it| it >= BATCH);
            place = batch.last().map_or(newest, |it| it.cursor);
            missed.extend(batch.into_iter().filter(|it| it.is_shown() && it.audience.has(&self.me)));
            if !full {
                break;
            }
        }
        self.send(&Sent::Hello { cursor: place.max(newest).to_string() }).await?;
        for it in missed {
            self.send(&it.sent).await?;
        }
        Ok(place.max(newest))
    }

    async fn pass_on(&mut self, batch: &[Heard], place: &mut Cursor) -> std::result::Result<(), Gone> {
        for it in batch.iter().filter(|it| it.cursor > *place && it.is_shown()) {
            if it.audience.has(&self.me) {
                self.send(&it.sent).await?;
                self.counts_at.get_or_insert_with(|| Instant::now() + COUNTS_REST);
            }
        }
        *place = batch.last().map_or(*place, |it| it.cursor.max(*place));
        Ok(())
    }

    async fn counts(&mut self) -> std::result::Result<(), Gone> {
        let (hub, me) = (Arc::clone(&self.app.hub), self.me.clone());
        let counts = self.app.db.read(move |tx| hub.source.counts(tx, &me)).await;
        match counts {
            Ok(counts) => self.send(&Sent::Counts { counts }).await,
            // The next event brings them again.
            Err(_) => Ok(()),
        }
    }

    async fn receive(&mut self, text: &str) -> std::result::Result<(), Gone> {
        let Ok(received) = serde_json::from_str::<Received>(text) else { return Ok(()) };
        match received {
            Received::Unwatch => {
                self.watching = None;
                self.app.hub.presences.set(self.id, None);
            }
            Received::Watch { case_id, typing } => {
                if !self.sees(&case_id).await.unwrap_or(false) {
                    return Ok(());
                }
                let present = Present { id: self.person.clone(), name: self.name.clone(), typing };
                let news = self.watching.as_ref() != Some(&case_id);
                self.watching = Some(case_id.clone());
                self.app.hub.presences.set(self.id, Some((case_id, present)));
                if news {
                    self.presence().await?;
                }
            }
        }
        Ok(())
    }

    /// Whether the person may see a case; learns their name on the way.
    async fn sees(&mut self, case: &CaseId) -> Result<bool> {
        if self.watching.as_ref() == Some(case) {
            return Ok(true);
        }
        let (hub, case, person, me) = (Arc::clone(&self.app.hub), case.clone(), self.person.clone(), self.me.clone());
        let (sees, name) = self
            .app
            .db
            .read(move |tx| {
                let audiences = hub.source.audiences(tx, std::slice::from_ref(&case))?;
                Ok((audiences.get(&case).is_some_and(|it| it.has(&me)), hub.source.name(tx, &person)?))
            })
            .await?;
        self.name = name;
        Ok(sees)
    }

    async fn presence(&mut self) -> std::result::Result<(), Gone> {
        let Some(case_id) = self.watching.clone() else { return Ok(()) };
        let people = self.app.hub.presences.at(&case_id, &self.person);
        self.send(&Sent::Presence { case_id, people }).await
    }

    async fn send(&mut self, sent: &Sent) -> std::result::Result<(), Gone> {
        frames::tell(&mut self.socket, sent).await
    }
}
