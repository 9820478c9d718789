//! Timers: rows with a time. They fire within a second, also after a restart, and each one once.

use std::collections::HashMap;
use std::time::Duration;

use base::ids::TimerId;
use base::{Result, Span, Stamp, fault};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Db, Tx, args, row};

row! {
    /// Something that has to happen at a time.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Timer {
        /// Its id.
        pub id: TimerId,
        /// When it is due.
        pub due: Stamp,
        /// What is to happen; names the handler.
        pub kind: String,
        /// What it is about, such as a clock's id.
        pub subject: String,
        /// What the handler needs to know, as JSON.
        pub body: String,
        /// Failed tries so far.
        pub attempts: i64,
    }
}

impl Timer {
    /// What the handler needs to know.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(&self.body).map_err(fault)
    }
}

/// Does what a due timer asks for.
pub type Handler = Box<dyn Fn(&mut Tx<'_>, &Timer) -> Result<()> + Send + Sync>;

/// The handler of each kind of timer.
pub type Handlers = HashMap<&'static str, Handler>;

/// Sets a timer.
pub fn set(tx: &mut Tx<'_>, due: Stamp, kind: &str, subject: &str, body: &impl Serialize) -> Result<TimerId> {
    let id: TimerId = tx.id();
    let body = serde_json::to_string(body).map_err(fault)?;
    tx.send(
        "INSERT INTO timer (id, due_ms, kind, subject, body) VALUES ($1, $2, $3, $4, $5)",
        args![id, due, kind, subject, body],
    )?;
    Ok(id)
}

/// Takes back all timers of a kind about a subject.
pub fn cancel(tx: &mut Tx<'_>, kind: &str, subject: &str) -> Result<()> {
    tx.send("DELETE FROM timer WHERE subject = $1 AND kind = $2", args![subject, kind])?;
    Ok(())
}

const DUE: &str =
    "SELECT id, due_ms, kind, subject, body, attempts FROM timer WHERE due_ms <= $1 ORDER BY due_ms, id LIMIT $2";

/// Fires one timer, if nobody else has.
fn fire(tx: &mut Tx<'_>, timer: &Timer, handlers: &Handlers) -> Result<()> {
    if tx.run("DELETE FROM timer WHERE id = $1", args![timer.id])? == 0 {
        return Ok(());
    }
    match handlers.get(timer.kind.as_str()) {
        Some(handler) => handler(tx, timer),
        None => Err(fault(format!("no handler for timers of kind {}", timer.kind))),
    }
}

/// Fires everything due up to the transaction's moment, in order, each at its own moment. For demo data, imports
/// and tests that live through the past.
pub fn fire_due(tx: &mut Tx<'_>, handlers: &Handlers) -> Result<()> {
    let now = tx.now();
    loop {
        let due: Vec<Timer> = tx.all(DUE, args![now, 1])?;
        let Some(timer) = due.first() else {
            tx.at(now);
            return Ok(());
        };
        tx.at(timer.due);
        fire(tx, timer, handlers)?;
    }
}

/// The longest wait between tries of a timer whose handler fails.
const LONGEST_WAIT: Span = Span::HOUR;

fn postpone(tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let wait = Span::SECOND.times(1 << timer.attempts.clamp(0, 12)).min(LONGEST_WAIT);
    tx.send("UPDATE timer SET attempts = attempts + 1, due_ms = $2 WHERE id = $1", args![timer.id, tx.now() + wait])?;
    Ok(())
}

/// Fires timers for ever. Looks twice a second, so that it needs no word from other nodes.
pub async fn run(db: Db, handlers: Handlers) {
    let handlers = std::sync::Arc::new(handlers);
    loop {
        let due: Vec<Timer> = db.read(|tx| tx.all(DUE, args![tx.now(), 200])).await.unwrap_or_default();
        let idle = due.is_empty();
        for timer in due {
            let (handlers, tried) = (std::sync::Arc::clone(&handlers), timer.clone());
            if let Err(failure) = db.write(move |tx| fire(tx, &tried, &handlers)).await {
                tracing::error!(kind = timer.kind, subject = timer.subject, %failure, "a timer failed; it will try again");
                let _ = db.write(move |tx| postpone(tx, &timer)).await;
            }
        }
        if idle {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}
