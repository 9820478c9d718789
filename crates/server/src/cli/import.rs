//! `hearth import`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base::{Param, Params, Result, fault};
use clap::Args;
use importer::api::{ImportArgs, Outcome, mapping, run_file};
use importer::model::{Progress, Watch};
use importer::words::Words;
use serde_json::json;

use super::{Place, lang};
use crate::open::House;
use crate::wiring;

/// Which file, and how it is read.
#[derive(Debug, Args)]
pub struct Options {
    /// The file: CSV, TSV, XLSX or XES, also packed as .zst or .gz.
    file: PathBuf,
    /// Says which column is what.
    #[arg(long, value_name = "M.toml")]
    mapping: PathBuf,
    /// Which installation.
    #[command(flatten)]
    place: Place,
    /// Check everything and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print what was done as JSON.
    #[arg(long)]
    json: bool,
}

/// Problems told in words; all of them stand in the JSON, and refused rows in the table to correct.
const TOLD: usize = 20;

/// Shows how far the work is on a terminal, and stops it at Ctrl-C.
struct Shown {
    stop: Arc<AtomicBool>,
    terminal: bool,
    words: Words,
}

impl Watch for Shown {
    fn progress(&mut self, now: Progress) {
        if self.terminal {
            let percent = (now.bytes_done * 100).checked_div(now.bytes_total).unwrap_or(100);
            // A closed terminal does not stop the work.
            let params = [("rows", now.rows.to_string().into()), ("percent", percent.to_string().into())].into();
            let _ = write!(std::io::stderr(), "\r{}", self.words.say("importer.said_progress", &params));
        }
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mapping = mapping(&options.mapping)?;
    let house = House::open_for_long_work(&options.place)?;
    let policies = house.policies.clone();
    let zone = house.db.read_blocking(move |tx| wiring::zone(&policies, tx))?;
    let dry_run = options.dry_run;
    let args = ImportArgs { file: options.file.clone(), mapping, unit: None, by: None, zone, dry_run, lang: lang() };
    let stop = Arc::new(AtomicBool::new(false));
    stop_at_signals(&stop)?;
    let mut shown = Shown { stop, terminal: std::io::stderr().is_terminal(), words: Words::new(lang())? };
    let done = run_file(&house.db, &house.desk, args, &mut shown);
    if shown.terminal {
        let _ = writeln!(std::io::stderr());
    }
    let done = done?;
    // Before an organisation is set up there is no policy to reckon figures by; they follow when the server starts.
    let set_up = !house.db.read_blocking(people::api::setup_needed)?;
    if set_up && !dry_run && done.done_before.is_none() {
        for listener in wiring::listeners(&house) {
            db::listeners::catch_up(&house.db, &listener)?;
        }
    }
    if options.json {
        print_json(&done, &shown.words)?;
    } else {
        print_words(&done, dry_run, &shown.words)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Ctrl-C ends the rows at hand first; a second one ends the program at once.
fn stop_at_signals(stop: &Arc<AtomicBool>) -> Result<()> {
    let stop = Arc::clone(stop);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(fault)?;
    let wait = move || {
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.store(true, Ordering::Relaxed);
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(130);
            }
        });
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait).map(drop).map_err(fault)
}

fn print_json(done: &Outcome, words: &Words) -> Result<()> {
    let problems = done.problems.iter().map(|it| {
        let reason = words.reason(it);
        json!({ "line": it.line, "column": it.column, "value": it.value, "refused": it.refused, "reason": reason })
    });
    let text = json!({
        "job": done.job,
        "done_before": done.done_before,
        "resumed_after": done.resumed_after,
        "summary": done.summary,
        "problems": problems.collect::<Vec<_>>(),
        "bad_file": done.bad_file,
    });
    writeln!(std::io::stdout(), "{text:#}").map_err(fault)
}

fn print_words(done: &Outcome, dry_run: bool, words: &Words) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let mut tell = |text: String| writeln!(out, "{text}").map_err(fault);
    let said = |key: &str, params: &[(&'static str, String)]| {
        let params: Params = params.iter().map(|(name, it)| (*name, Param::Plain(it.clone()))).collect();
        words.say(key, &params)
    };
    if let Some(before) = done.done_before {
        return tell(said("importer.said_before", &[("time", before.to_string())]));
    }
    if done.resumed_after > 0 {
        tell(said("importer.said_resumed", &[("rows", done.resumed_after.to_string())]))?;
    }
    let it = &done.summary;
    let counts = [
        ("rows", it.rows),
        ("imported", it.imported),
        ("known", it.known),
        ("repeated", it.repeated),
        ("refused", it.refused),
        ("added", it.cases_added),
        ("updated", it.cases_updated),
        ("events", it.events),
    ];
    tell(said("importer.said_done", &counts.map(|(name, it)| (name, it.to_string()))))?;
    if !it.lacking.is_empty() {
        tell(said("importer.said_lacking", &[("columns", it.lacking.join(", "))]))?;
    }
    for problem in done.problems.iter().take(TOLD) {
        tell(words.in_line(problem))?;
    }
    let more = it.problems.values().sum::<u64>().saturating_sub(u64::try_from(TOLD).unwrap_or(0));
    if more > 0 {
        tell(said("importer.said_more", &[("count", more.to_string())]))?;
    }
    if let Some(file) = &done.bad_file {
        tell(said("importer.said_bad_file", &[("file", file.display().to_string())]))?;
    }
    if dry_run { tell(said("importer.said_tried", &[])) } else { Ok(()) }
}
