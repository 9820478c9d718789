//! What goes outward is written in the transaction that decides it, and sent afterwards: tried again with growing
//! waits, laid aside as dead when nothing helps, never lost.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use base::ids::OutboxId;
use base::{Result, Span, fault};
use serde::Serialize;

use crate::{Db, Tx, args, row};

row! {
    /// Something to be sent.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Parcel {
        /// Its id; the receiver can tell repeats by it.
        pub id: OutboxId,
        /// Who takes it.
        pub courier: String,
        /// What is sent, as JSON.
        pub body: String,
        /// Failed tries so far.
        pub attempts: i64,
    }
}

/// Takes parcels to somewhere outside. Runs on a thread that may wait.
pub trait Courier: Send + Sync + 'static {
    /// The name parcels are addressed with.
    fn name(&self) -> &'static str;
    /// Sends; the error's text is shown to administrators.
    fn send(&self, parcel: &Parcel) -> std::result::Result<(), String>;
}

/// After so many failed tries (about a day) a parcel is laid aside.
const TRIES: i64 = 16;

/// Hands something over to be sent once this transaction is kept.
pub fn put(tx: &mut Tx<'_>, courier: &str, body: &impl Serialize) -> Result<OutboxId> {
    let id: OutboxId = tx.id();
    let body = serde_json::to_string(body).map_err(fault)?;
    tx.send(
        "INSERT INTO outbox (id, courier, body, made_ms, due_ms, state) VALUES ($1, $2, $3, $4, $4, 'waiting')",
        args![id, courier, body, tx.now()],
    )?;
    Ok(id)
}

/// Takes the next due parcels, so that no other node takes them within the next minute.
pub fn claim(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<Parcel>> {
    tx.all(
        "UPDATE outbox SET due_ms = $1 + 60000 WHERE id IN (
             SELECT id FROM outbox WHERE state = 'waiting' AND due_ms <= $1 ORDER BY due_ms, id LIMIT $2)
           AND state = 'waiting' AND due_ms <= $1
         RETURNING id, courier, body, attempts",
        args![tx.now(), limit],
    )
}

/// Notes how a try ended.
pub fn settle(tx: &mut Tx<'_>, parcel: &Parcel, result: &std::result::Result<(), String>) -> Result<()> {
    let attempts = parcel.attempts + 1;
    let (state, failure) = match result {
        Ok(()) => ("sent", None),
        Err(text) if attempts >= TRIES => ("dead", Some(text)),
        Err(text) => ("waiting", Some(text)),
    };
    let wait = Span::SECOND.times(1 << attempts.clamp(1, 13));
    tx.send(
        "UPDATE outbox SET state = $2, failure = $3, attempts = $4, due_ms = $5 WHERE id = $1",
        args![parcel.id, state, failure, attempts, tx.now() + wait],
    )?;
    Ok(())
}

/// Sends for ever.
pub async fn run(db: Db, couriers: Vec<Arc<dyn Courier>>) {
    let couriers: HashMap<_, _> = couriers.into_iter().map(|it| (it.name(), it)).collect();
    loop {
        let parcels = db.write(|tx| claim(tx, 20)).await.unwrap_or_default();
        let idle = parcels.is_empty();
        for parcel in parcels {
            let result = match couriers.get(parcel.courier.as_str()).cloned() {
                Some(courier) => {
                    let sent = parcel.clone();
                    let tried = tokio::task::spawn_blocking(move || courier.send(&sent)).await;
                    tried.unwrap_or_else(|it| Err(it.to_string()))
                }
                None => Err(format!("nobody takes parcels for {}", parcel.courier)),
            };
            let _ = db.write(move |tx| settle(tx, &parcel, &result)).await;
        }
        if idle {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
