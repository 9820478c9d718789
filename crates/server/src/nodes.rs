//! Several nodes of one installation (SEC-4): the same program on one PostgreSQL, with NATS between them.
//!
//! NATS carries nothing that must not be lost. A node that wrote events wakes the others, who then read the log; who
//! looks at what and who is writing is passed on as it is. While NATS is away every node looks into the log once a
//! second, so others see what happened a little later, and do not see who is writing.

use std::sync::Arc;
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event, ServerAddr, Subscriber};
use base::{Refusal, Result, fault};
use db::Db;
use futures_util::StreamExt as _;
use web::live::Nodes;
use web::live::nodes::Signal;

use crate::open::House;

/// Says that events were written.
const WRITTEN: &str = "written";
/// A server that does not answer for so long is gone.
const PING: Duration = Duration::from_secs(5);
/// Nobody waits longer for a way that is full.
const PATIENCE: Duration = Duration::from_millis(100);

/// The address of a NATS server, as the command line gives it.
pub fn address(url: &str) -> Result<ServerAddr> {
    url.parse().map_err(|why| Refusal::new(422, "server.bad_nats_url").with("url", url).with("why", why).into())
}

/// The subject under which the nodes of this installation meet. It follows from the master key: nobody without the key
/// guesses it, and two installations beside one NATS do not hear each other.
pub fn subject(house: &House) -> Result<String> {
    Ok(format!("hearth.{}", house.vault.blind_text("nodes", "subject")?.as_str()))
}

/// Takes part for ever.
pub async fn join(address: ServerAddr, subject: String, db: Db, nodes: Arc<Nodes>) {
    if let Err(failure) = meet(address, subject, &db, &nodes).await {
        tracing::error!(%failure, "the other nodes cannot be met; they see what happens here a second later");
    }
}

async fn meet(address: ServerAddr, subject: String, db: &Db, nodes: &Nodes) -> Result<()> {
    let node = db.read(|tx| Ok(base::text::hex(&tx.random::<8>()))).await?;
    let client = ConnectOptions::new()
        .name(format!("hearth {node}"))
        .no_echo()
        .ping_interval(PING)
        // A server that starts after us, or comes back, is found.
        .retry_on_initial_connect()
        .reconnect_delay_callback(|tries| if tries > 1 { Duration::from_secs(1) } else { Duration::ZERO })
        .event_callback(note)
        .connect(address)
        .await
        .map_err(fault)?;
    let heard = client.subscribe(subject.clone()).await.map_err(fault)?;
    tokio::join!(listen(heard, db, nodes), speak(&client, &subject, &node, db, nodes));
    Ok(())
}

async fn note(event: Event) {
    match event {
        Event::Connected => tracing::info!("the other nodes can be reached"),
        Event::Disconnected => {
            tracing::warn!("the other nodes cannot be reached; they see what happens a second later");
        }
        other => tracing::debug!(event = %other, "NATS"),
    }
}

/// Hears the others.
async fn listen(mut heard: Subscriber, db: &Db, nodes: &Nodes) {
    while let Some(message) = heard.next().await {
        // What cannot be read was said by a program that is newer or older: the log has what matters.
        let Ok(signal) = serde_json::from_slice::<Signal>(&message.payload) else { continue };
        if signal.about == WRITTEN { db.wake() } else { nodes.hear(signal) }
    }
}

/// Tells the others.
async fn speak(client: &Client, subject: &str, node: &str, db: &Db, nodes: &Nodes) {
    let (mut written, mut out) = (db.written(), nodes.join(node));
    let mut told = 0;
    loop {
        let signal = tokio::select! {
            changed = written.changed() => {
                let own = written.borrow_and_update().own;
                if changed.is_err() {
                    return;
                }
                // What others woke us for they know.
                if std::mem::replace(&mut told, own) == own {
                    continue;
                }
                let Ok(body) = serde_json::value::to_raw_value(&()) else { continue };
                Signal { node: node.to_owned(), about: WRITTEN.to_owned(), body }
            }
            signal = out.recv() => match signal {
                Some(signal) => signal,
                None => return,
            },
        };
        if client.connection_state() != State::Connected {
            continue;
        }
        if let Ok(text) = serde_json::to_vec(&signal) {
            // Lost or late is as good as not said: see above.
            let _ = tokio::time::timeout(PATIENCE, client.publish(subject.to_owned(), text.into())).await;
        }
    }
}
