//! Messages at half load for a long while: memory stays what it is, and nothing is lost.

use std::time::Duration;

use super::chat::{Open, WANTED, mb, talk};
use super::{Run, Scratch, name};
use crate::figures::{Figures, Rounds, Target};
use crate::load::{Load, Pace, Until};
use crate::machine;
use crate::said::{Done, say};

/// Memory may grow by so much from the first third to the last.
const MOST_GROWTH: f64 = 1.1;

/// Measures it on every database.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    for store in &run.stores {
        let scratch = Scratch::new("soak", store)?;
        let mut it = Open::serve(run, &scratch).await?;
        let begun = it.begin().await?.acts();
        let (mut memory, mut waits, mut said) = (Vec::new(), Vec::new(), begun);
        for minute in 1..=run.minutes {
            let until = Until::Over(Duration::from_mins(1));
            let load = Load { connections: it.windows.len(), pace: Pace::Open(WANTED / 2.0), until };
            let done = talk(&mut it.windows, load).await?;
            said += done.acts();
            let (now, wait) = (mb(machine::memory(it.serving.pid())?.pss), done.latency_ms(0.99));
            say(format!("minute {minute}: {now:.0} MB, {said} messages, p99 {wait:.1} ms"));
            memory.push(now);
            waits.push(wait);
        }
        let of = name(store);
        figures.about(&format!(
            "{of}: {} windows, {} minutes at {:.0} messages a second",
            run.windows,
            run.minutes,
            WANTED / 2.0
        ));
        let third = memory.len().div_ceil(3);
        let median = |part: Option<&[f64]>| Rounds::of(part.unwrap_or_default().to_vec()).median;
        let (early, late) = (median(memory.get(..third)), median(memory.get(memory.len() - third..)));
        let note = format!("{early:.0} MB in the first third, {late:.0} MB in the last");
        figures.add(
            format!("{of}: memory, last third to first"),
            "times",
            Target::AtMost(MOST_GROWTH),
            late / early,
            note,
        );
        figures.add(
            format!("{of}: messages stored and shown"),
            "messages",
            Target::None,
            base::stats::wide(said),
            String::new(),
        );
        figures.add(format!("{of}: p99 of a minute"), "ms", Target::None, Rounds::of(waits), String::new());
        it.stop()?;
    }
    Ok(())
}
