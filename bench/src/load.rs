//! Drives connections: how many, how fast, how long; and keeps how long each act took.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use crate::said::Done;
use crate::wire::Wire;

/// How the load comes.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// Each connection asks again as soon as it was answered.
    Closed,
    /// So many acts a second, whether or not earlier ones were answered; latencies count from the planned moment.
    Open(f64),
}

/// When the load ends.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// After this time; acts under way are finished.
    Over(Duration),
    /// After so many acts.
    Acts(u64),
}

/// A load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Connections kept open.
    pub connections: usize,
    /// How it comes.
    pub pace: Pace,
    /// When it ends.
    pub until: Until,
}

/// What became of a load.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How long each act took, in order of length.
    took: Vec<Duration>,
    /// How long the whole took.
    pub wall: Duration,
}

impl Outcome {
    /// Of acts that took so long each, and so long together.
    pub fn of(mut took: Vec<Duration>, wall: Duration) -> Self {
        took.sort_unstable();
        Self { took, wall }
    }

    /// How many acts there were.
    pub fn acts(&self) -> u64 {
        u64::try_from(self.took.len()).unwrap_or(u64::MAX)
    }

    /// Acts a second.
    pub fn per_second(&self) -> f64 {
        base::stats::wide(self.acts()) / self.wall.as_secs_f64()
    }

    /// The time that this share of the acts stayed below, in milliseconds.
    pub fn latency_ms(&self, share: f64) -> f64 {
        let all: Vec<f64> = self.took.iter().map(|it| it.as_secs_f64() * 1e3).collect();
        base::stats::quantile(&all, share).unwrap_or(f64::NAN)
    }
}

/// Drives `act` on every connection; it is told the number of the connection and that of the act, both from 0.
pub async fn drive(address: SocketAddr, load: Load, act: impl AsyncFn(&mut Wire, usize, u64) -> Done) -> Done<Outcome> {
    let wires = try_join_all((0..load.connections).map(|_| Wire::open(address))).await?;
    let (next, took) = (Cell::new(0), RefCell::new(Vec::new()));
    let begun = Instant::now();
    let connections = wires.into_iter().enumerate().map(async |(at, mut wire)| {
        while let Some((number, planned)) = turn(load, &next, begun).await {
            act(&mut wire, at, number).await?;
            took.borrow_mut().push(planned.elapsed());
        }
        Done::Ok(())
    });
    try_join_all(connections).await?;
    Ok(Outcome::of(took.into_inner(), begun.elapsed()))
}

/// The next act's number and planned moment, once that has come; nothing when the load is over.
pub async fn turn(load: Load, next: &Cell<u64>, begun: Instant) -> Option<(u64, Instant)> {
    let over = match load.until {
        Until::Over(time) => begun.elapsed() >= time,
        Until::Acts(many) => next.get() >= many,
    };
    if over {
        return None;
    }
    let number = next.replace(next.get() + 1);
    let Pace::Open(per_second) = load.pace else { return Some((number, Instant::now())) };
    let planned = begun + Duration::from_secs_f64(base::stats::wide(number) / per_second);
    if matches!(load.until, Until::Over(time) if planned > begun + time) {
        return None;
    }
    tokio::time::sleep_until(planned.into()).await;
    Some((number, planned))
}
