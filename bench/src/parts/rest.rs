//! Processor time of a load, with what it leaves to be done afterwards.

use std::time::{Duration, Instant};

use crate::hearth::Serving;
use crate::load::{Load, Outcome, drive};
use crate::machine;
use crate::said::{Done, warn};
use crate::wire::Wire;

/// Background work (figures, timers) is waited for at most this long.
const REST: Duration = Duration::from_mins(1);

/// What a load cost.
#[derive(Debug, Clone)]
pub struct Cost {
    /// Processor time of the server and its database for one act, in milliseconds: with the work that goes on after the
    /// answers, such as keeping figures, and without what they use while nobody asks.
    pub cpu_ms: f64,
    /// What the clients saw.
    pub outcome: Outcome,
}

/// Waits until the server rests, puts the load on it, and waits until it rests again.
pub async fn cost(serving: &Serving, load: Load, act: impl AsyncFn(&mut Wire, usize, u64) -> Done) -> Done<Cost> {
    let idle = rest(serving)?;
    let (begun, before) = (Instant::now(), machine::cpu(serving.roots())?);
    let outcome = drive(serving.address, load, act).await?;
    rest(serving)?;
    let spent = machine::cpu(serving.roots())?.saturating_sub(before).as_secs_f64();
    let spent = (spent - idle * begun.elapsed().as_secs_f64()).max(0.0);
    Ok(Cost { cpu_ms: spent * 1e3 / base::stats::wide(outcome.acts()), outcome })
}

/// Waits until the server rests; answers the share of a processor that it uses then.
pub fn rest(serving: &Serving) -> Done<f64> {
    let idle = machine::wait_for_rest(serving.roots(), REST)?;
    if idle.is_none() {
        warn("the server does not come to rest: its background work is counted in");
    }
    Ok(idle.unwrap_or_default())
}
