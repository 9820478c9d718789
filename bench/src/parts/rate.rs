//! Cases taken in as fast as they can be, and how long each takes when they come at half that rate.

use std::time::Duration;

use super::requests::Staff;
use super::{Run, Scratch, name, rest};
use crate::figures::{Figures, Rounds, Target};
use crate::load::{Load, Pace, Until, drive};
use crate::said::Done;
use crate::stock;

const WANTED: f64 = 5000.0;
const LONG: Duration = Duration::from_secs(5);

/// Measures the rate on every database, with the generator beside the server on the same processors.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    let stock = stock::stock(&run.hearth, run.sizes.1).await?;
    for store in &run.stores {
        let scratch = Scratch::new("rate", store)?;
        stock.copy_to(&run.hearth, &scratch.0)?;
        let serving = run.hearth.serve(&scratch.0)?;
        let staff = Staff::sign_in(&serving, &stock.sheet).await?;
        figures.about(&format!("{}: cases taken in, {} there already", name(store), stock.sheet.cases));
        let target = if *store == crate::hearth::Store::Sqlite { Target::AtLeast(WANTED) } else { Target::None };
        let (mut from, mut best) = (1_000_000, 0.0_f64);
        for connections in [16, 64] {
            let (mut rates, mut waits) = (Vec::new(), Vec::new());
            for _ in 0..run.rounds {
                rest::rest(&serving)?;
                let load = Load { connections, pace: Pace::Closed, until: Until::Over(LONG) };
                let done = drive(serving.address, load, async |wire, at, number| {
                    staff.create(wire, at, from + number, true).await
                });
                let done = done.await?;
                from += done.acts();
                rates.push(done.per_second());
                waits.push(done.latency_ms(0.99));
            }
            let (rates, waits) = (Rounds::of(rates), Rounds::of(waits));
            best = best.max(rates.median);
            let what = format!("{}: cases taken in, {connections} connections", name(store));
            let target = if connections == 64 { target } else { Target::None };
            figures.add(what, "a second", target, rates, format!("p99 {:.1} ms", waits.median));
        }
        rest::rest(&serving)?;
        let load = Load { connections: 64, pace: Pace::Open(best / 2.0), until: Until::Over(LONG) };
        let done =
            drive(serving.address, load, async |wire, at, number| staff.create(wire, at, from + number, true).await);
        let done = done.await?;
        let what = format!("{}: a case taken in, at half that rate (open loop), p50", name(store));
        let note = format!("p90 {:.1}, p99 {:.1} ms", done.latency_ms(0.9), done.latency_ms(0.99));
        figures.add(what, "ms", Target::None, done.latency_ms(0.5), note);
        serving.stop()?;
    }
    Ok(())
}
