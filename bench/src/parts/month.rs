//! Figures: what keeping them costs for each event, and how long a month of a million cases takes to be shown.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use serde_json::Value;

use super::{Run, Scratch, import, name};
use crate::export;
use crate::figures::{Figures, Rounds, Target};
use crate::hearth::{Place, Serving, Store};
use crate::person::{Person, text};
use crate::said::{Done, say, while_doing};
use crate::stock::{self, Sheet};
use crate::wire::Wire;

const LONGEST_MS: f64 = 100.0;
/// A figure is asked for so many times; the first time counts by itself.
const TIMES: u32 = 7;
/// How often a figure over more cases may cost its listener more for each event.
const GROWTH: f64 = 1.3;

/// Measures the keeping of figures at three sizes, then the showing of a month on every database.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    figures.about("figures made from events");
    let mut costs = Vec::new();
    for cases in [run.sizes.0, run.sizes.1] {
        let stock = stock::stock(&run.hearth, cases).await?;
        let scratch = Scratch::new("figures", &Store::Sqlite)?;
        stock.copy_to(&run.hearth, &scratch.0)?;
        costs.push(remade(run, &scratch.0, cases, figures)?);
    }
    let kept = kept(run).await?;
    costs.push(remade(run, &kept.place, run.month, figures)?);
    if let [small, large, _] = costs.as_slice() {
        let what = "SQLite: figures made from an event, large to small".to_owned();
        figures.add(what, "times", Target::AtMost(GROWTH), large / small, String::new());
    }
    for store in &run.stores {
        figures.about(&format!("{}: a month of {} cases", name(store), run.month));
        match store {
            Store::Sqlite => shown(run, &kept.place, &kept.sheet, figures).await?,
            Store::Postgres { .. } => {
                let scratch = Scratch::new("month", store)?;
                let copy = kept.copy.display().to_string();
                run.hearth.run(&["restore", &copy], &scratch.0)?;
                if let Store::Postgres { url, .. } = &scratch.0.store {
                    stock::psql(url, "VACUUM ANALYZE")?;
                }
                shown(run, &scratch.0, &kept.sheet, figures).await?;
            }
        }
    }
    Ok(())
}

/// Makes all figures anew from the log and compares them; answers microseconds of processor time for each event.
fn remade(run: &Run, place: &Place, cases: u64, figures: &mut Figures) -> Done<f64> {
    let (spent, _) = run.hearth.run(&["measures", "rebuild", "--verify"], place)?;
    let file = place.folder.join("command.log");
    let said = fs::read_to_string(&file).map_err(while_doing(file.display()))?;
    let heard = said.rsplit('\r').find_map(|it| it.trim().strip_suffix(" events")?.parse().ok());
    let heard: u64 = heard.ok_or_else(|| format!("{} does not say how many events there were", file.display()))?;
    let each = spent.cpu.as_secs_f64() * 1e6 / base::stats::wide(heard);
    let note = format!("{heard} events, {:.1} s; made anew and compared to the bit", spent.wall.as_secs_f64());
    figures.add(format!("SQLite: figures made from an event, {cases} cases"), "µs CPU", Target::None, each, note);
    Ok(each)
}

/// The month's installation.
struct Kept {
    place: Place,
    copy: PathBuf,
    sheet: Sheet,
}

/// Made once by an import, and kept. Nothing is changed in it.
async fn kept(run: &Run) -> Done<Kept> {
    let folder = stock::folder_for(&format!("month-{}", run.month))?;
    let (place, copy, done) = (Place::sqlite(folder.join("house")), folder.join("copy"), folder.join("sheet.json"));
    if let Ok(text) = fs::read_to_string(&done) {
        let sheet = serde_json::from_str(&text).map_err(while_doing(done.display()))?;
        return Ok(Kept { place, copy, sheet });
    }
    say(format!("making a month of {} cases, once, in {}", run.month, folder.display()));
    drop(fs::remove_dir_all(&folder));
    let serving = run.hearth.serve(&place)?;
    let sheet = stock::found(&serving).await?;
    serving.stop()?;
    let export = export::month(&folder.join("export"), run.month)?;
    let spent = import::import(run, &export, &place)?;
    say(format!("imported in {:.0} s, {:.0} s CPU", spent.wall.as_secs_f64(), spent.cpu.as_secs_f64()));
    fs::remove_dir_all(folder.join("export")).map_err(while_doing(folder.display()))?;
    run.hearth.run(&["backup", &copy.display().to_string(), "--with-key"], &place)?;
    let text = serde_json::to_string(&sheet).map_err(while_doing("writing the sheet"))?;
    fs::write(&done, text).map_err(while_doing(done.display()))?;
    Ok(Kept { place, copy, sheet })
}

const OCTOBER: &str = "from=2026-10-01&to=2026-11-01";

/// Asks for every metric of the catalogue over the month, plain and broken down; the slowest counts.
async fn shown(run: &Run, place: &Place, sheet: &Sheet, figures: &mut Figures) -> Done {
    let serving = run.hearth.serve(place)?;
    let manager = Person::sign_in(serving.address, &sheet.manager, &sheet.password).await?;
    let mut wire = Wire::open(serving.address).await?;
    let catalogue = Person::ask(&mut wire, &manager.get("/api/v1/metrics")).await?;
    let metrics = catalogue.get("items").and_then(Value::as_array).ok_or("no catalogue")?;
    let ids = metrics.iter().map(|it| text(it, "id")).collect::<Done<Vec<_>>>()?;
    for (what, more) in [
        ("by day", "&grain=day"),
        ("by hour", "&grain=hour"),
        ("by day, channels apart", "&grain=day&by=channel"),
        ("by day, priorities apart with percentiles", "&grain=day&by=priority&percentiles=true"),
    ] {
        let mut slowest = (String::new(), Rounds::from(0.0), 0.0);
        let mut middle = Vec::new();
        for id in &ids {
            let path = format!("/api/v1/metrics/{id}?{OCTOBER}{more}");
            let (first, rounds) = timed(&serving, &manager, &path).await?;
            middle.push(rounds.median);
            if rounds.median >= slowest.1.median {
                slowest = (id.clone(), rounds, first);
            }
        }
        let (id, rounds, first) = slowest;
        let note = format!(
            "{id}; first time {first:.0} ms; median of {} metrics {:.1} ms",
            ids.len(),
            Rounds::of(middle).median
        );
        let figure = format!("{}: slowest metric of the month, {what}", name(&place.store));
        figures.add(figure, "ms", Target::AtMost(LONGEST_MS), rounds, note);
    }
    let path = format!("/api/v1/metrics/resolution_time/cases?{OCTOBER}&limit=50");
    let (first, rounds) = timed(&serving, &manager, &path).await?;
    let figure = format!("{}: the cases behind a figure of the month, first page", name(&place.store));
    figures.add(figure, "ms", Target::AtMost(LONGEST_MS), rounds, format!("first time {first:.0} ms"));
    serving.stop()
}

/// How long an answer takes in milliseconds: the first time, and afterwards.
async fn timed(serving: &Serving, who: &Person, path: &str) -> Done<(f64, Rounds)> {
    let mut wire = Wire::open(serving.address).await?;
    let mut times = Vec::new();
    for _ in 0..=TIMES {
        let begun = Instant::now();
        wire.ask(&who.get(path)).await?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    let first = times.remove(0);
    Ok((first, Rounds::of(times)))
}
