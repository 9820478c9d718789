//! `hearth import`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base::{Result, fault};
use clap::Args;
use importer::api::{ImportArgs, Outcome, mapping, run_file};
use importer::model::{Progress, Watch};
use serde_json::json;

use super::{Place, sentence_of};
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

/// Shows how far the work is on a terminal, and stops it at Ctrl-C.
struct Shown {
    stop: Arc<AtomicBool>,
    terminal: bool,
}

impl Watch for Shown {
    fn progress(&mut self, now: Progress) {
        if self.terminal {
            let percent = (now.bytes_done * 100).checked_div(now.bytes_total).unwrap_or(100);
            // A closed terminal does not stop the work.
            let _ = write!(std::io::stderr(), "\r{} rows, {percent} %", now.rows);
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
    let args = ImportArgs { file: options.file.clone(), mapping, unit: None, by: None, zone, dry_run: options.dry_run };
    let stop = Arc::new(AtomicBool::new(false));
    stop_at_signals(&stop)?;
    let mut shown = Shown { stop, terminal: std::io::stderr().is_terminal() };
    let done = run_file(&house.db, args, &mut shown)?;
    if shown.terminal {
        let _ = writeln!(std::io::stderr());
    }
    // Before an organisation is set up there is no policy to reckon figures by; they follow when the server starts.
    let set_up = !house.db.read_blocking(people::api::setup_needed)?;
    if set_up && !options.dry_run && done.done_before.is_none() {
        for listener in wiring::listeners(&house) {
            db::listeners::catch_up(&house.db, &listener)?;
        }
    }
    if options.json {
        print_json(&done)?;
    } else {
        print_words(&done)?;
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

fn print_json(done: &Outcome) -> Result<()> {
    let problems = done.problems.iter().map(|it| {
        json!({ "line": it.line, "column": it.column, "refused": it.refused, "reason": sentence_of(&it.code, &it.value) })
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

fn print_words(done: &Outcome) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if let Some(before) = done.done_before {
        writeln!(out, "this file came in at {before}; nothing changed").map_err(fault)?;
        return Ok(());
    }
    let it = &done.summary;
    writeln!(
        out,
        "{} rows: {} imported, {} known before, {} repeated, {} refused; {} cases added, {} updated, {} events",
        it.rows, it.imported, it.known, it.repeated, it.refused, it.cases_added, it.cases_updated, it.events
    )
    .map_err(fault)?;
    for problem in &done.problems {
        let reason = sentence_of(&problem.code, &problem.value);
        writeln!(out, "line {}, column {}: {reason}", problem.line, problem.column).map_err(fault)?;
    }
    if let Some(file) = &done.bad_file {
        writeln!(out, "refused rows to correct: {}", file.display()).map_err(fault)?;
    }
    Ok(())
}
