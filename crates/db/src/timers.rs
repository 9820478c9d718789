//! Timers: rows with a time. They fire within a second, also after a restart, and each one once.

use std::collections::HashMap;
use std::time::Duration;

use base::{Result, Span, Stamp, fault};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Db, Tx, args, row};

row! {
    /// Something that has to happen at a time. A subject has one timer of a kind.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Timer {
        /// When it is due.
        pub due: Stamp,
        /// What is to happen; names the handler.
        pub kind: String,
        /// What it is about, such as a case's id.
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

/// Sets the timer of a kind about a subject, in place of the one that was set.
pub fn set(tx: &mut Tx<'_>, due: Stamp, kind: &str, subject: &str, body: &impl Serialize) -> Result<()> {
    let body = serde_json::to_string(body).map_err(fault)?;
    tx.send(
        "INSERT INTO timer (kind, subject, due_ms, body) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, subject) DO UPDATE SET due_ms = excluded.due_ms, body = excluded.body, attempts = 0",
        args![kind, subject, due, body],
    )
}

/// Takes back the timer of a kind about a subject.
pub fn cancel(tx: &mut Tx<'_>, kind: &str, subject: &str) -> Result<()> {
    tx.send("DELETE FROM timer WHERE kind = $1 AND subject = $2", args![kind, subject])
}

const DUE: &str = "SELECT due_ms, kind, subject, body, attempts FROM timer
  WHERE due_ms <= $1 ORDER BY due_ms, kind, subject LIMIT $2";

/// Fires one timer, if nobody else has, and nobody set it anew.
fn fire(tx: &mut Tx<'_>, timer: &Timer, handlers: &Handlers) -> Result<()> {
    let sql = "DELETE FROM timer WHERE kind = $1 AND subject = $2 AND due_ms = $3";
    if tx.run(sql, args![timer.kind, timer.subject, timer.due])? == 0 {
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
    tx.send(
        "UPDATE timer SET attempts = attempts + 1, due_ms = $4 WHERE kind = $1 AND subject = $2 AND due_ms = $3",
        args![timer.kind, timer.subject, timer.due, tx.now() + wait],
    )
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
