//! From the start of the program to its first answer, and the memory it takes.

use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use super::requests::Staff;
use super::{Run, Scratch, name, rest};
use crate::figures::{Figures, Rounds, Target};
use crate::hearth::{Hearth, Place};
use crate::load::{Load, Pace, Until, drive};
use crate::machine;
use crate::said::{Done, while_doing};
use crate::stock;

const STARTS: u32 = 5;
const LONGEST_MS: f64 = 500.0;
const MOST_MB: f64 = 60.0;

/// Measures starts and memory on every database.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    let stock = stock::stock(&run.hearth, run.sizes.1).await?;
    for store in &run.stores {
        let scratch = Scratch::new("start", store)?;
        stock.copy_to(&run.hearth, &scratch.0)?;
        // Once before it counts: the copy's first start writes down that this machine has it now.
        run.hearth.serve(&scratch.0)?.stop()?;
        figures.about(&format!("{}: start and memory with {} cases", name(store), stock.sheet.cases));
        let starts = (0..STARTS).map(|_| start(&run.hearth, &scratch.0)).collect::<Done<Vec<f64>>>()?;
        let target = Target::AtMost(LONGEST_MS);
        figures.add(format!("{}: start to first answer", name(store)), "ms", target, Rounds::of(starts), String::new());

        let serving = run.hearth.serve(&scratch.0)?;
        rest::rest(&serving)?;
        tell(figures, &format!("{}: memory at rest after the start", name(store)), machine::memory(serving.pid())?);
        let staff = Staff::sign_in(&serving, &stock.sheet).await?;
        let over = Until::Over(Duration::from_secs(10));
        let load = Load { connections: 64, pace: Pace::Closed, until: over };
        let work = async |wire: &mut crate::wire::Wire, at, number| staff.mixed(wire, at, number).await;
        let acts = drive(serving.address, load, work).await?.acts();
        let busy = machine::memory(serving.pid())?;
        tell(figures, &format!("{}: memory right after {acts} mixed requests", name(store)), busy);
        rest::rest(&serving)?;
        tell(figures, &format!("{}: memory at rest after them", name(store)), machine::memory(serving.pid())?);
        serving.stop()?;
    }
    Ok(())
}

fn tell(figures: &mut Figures, what: &str, memory: machine::Memory) {
    let mb = |kilobytes: u64| base::stats::wide(kilobytes) / 1024.0;
    figures.add(
        what.to_owned(),
        "MB PSS",
        Target::AtMost(MOST_MB),
        mb(memory.pss),
        format!("RSS {:.1} MB", mb(memory.rss)),
    );
}

/// Starts the server and asks until it answers; in milliseconds.
fn start(hearth: &Hearth, place: &Place) -> Done<f64> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).map_err(while_doing("a free port"))?;
    let address = SocketAddr::from(([127, 0, 0, 1], free.port()));
    let begun = Instant::now();
    let mut serving = hearth.spawn(place, &address.to_string())?;
    serving.address = address;
    serving.wait_until_ready(Duration::from_secs(30))?;
    let took = begun.elapsed().as_secs_f64() * 1e3;
    serving.stop()?;
    Ok(took)
}
