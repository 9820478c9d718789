//! Hands contacts out: keeps the floor in step with what is written, and writes what the floor decides.
//!
//! What is written is the truth. The floor is made from it at the start, follows the event log, and is made anew whenever
//! something goes wrong; so a decision that came too late costs a look, never a contact. Of several processes one has the
//! lease and writes, the others only follow, ready to take its place.

mod keeper;

use std::sync::Arc;
use std::time::Duration;

use base::{Result, fault};
use db::Db;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};
use web::live::Hub;

use crate::handle::Channels;
use crate::live::Relay;
use keeper::{Keeper, News};

/// How often time alone is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// Hands contacts out for ever.
pub async fn run(db: Db, of: Channels, hub: Arc<Hub>, relay: Arc<Relay>) {
    let node = match db.read(|tx| Ok(base::text::hex(&tx.random::<16>()))).await {
        Ok(it) => it,
        Err(failure) => {
            tracing::error!(%failure, "contacts cannot be handed out");
            return;
        }
    };
    loop {
        if let Err(failure) = follow(&db, &of, &hub, &relay, &node).await {
            tracing::warn!(%failure, "the floor is made anew");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}

/// Follows until something goes wrong.
async fn follow(db: &Db, of: &Channels, hub: &Hub, relay: &Relay, node: &str) -> Result<()> {
    // Heard before the floor is made, so that nothing falls between; what is heard twice changes nothing.
    let mut heard = hub.listen();
    let (house, name) = (of.clone(), node.to_owned());
    let mut keeper = db.write(move |tx| Keeper::new(house, tx, name)).await?;
    let (mut look, mut news) = (Instant::now() + LOOK, News::default());
    loop {
        tokio::select! {
            batch = heard.recv() => match batch {
                Ok(batch) => news.take(&batch),
                Err(RecvError::Lagged(_)) => return Err(fault("the floor fell behind")),
                Err(RecvError::Closed) => std::future::pending().await,
            },
            () = sleep_until(look) => {}
        }
        // What has come meanwhile. Lagging shows at the next look.
        while let Ok(more) = heard.try_recv() {
            news.take(&more);
        }
        let timely = Instant::now() >= look;
        if !timely && !news.is_urgent() {
            continue;
        }
        if timely {
            look = Instant::now() + LOOK;
        }
        let told = std::mem::take(&mut news);
        keeper = db.write(move |tx| keeper.step(tx, &told, timely)).await?;
        if timely {
            relay.standing(keeper.standing());
        }
    }
}

/// The floor is made from what is written, decides, and sees once more what time brings; for tests.
#[cfg(test)]
pub(crate) fn decide_once(db: &Db, of: &Channels) -> Result<()> {
    let of = of.clone();
    db.write_blocking(move |tx| {
        let keeper = Keeper::new(of, tx, "test".to_owned())?;
        keeper.step(tx, &News::default(), true).map(drop)
    })
}
