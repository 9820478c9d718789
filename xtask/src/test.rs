//! `cargo xtask test`: every check, two at a time, and a short table at the end.

mod counts;
mod lanes;
mod steps;
mod summary;

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::mail::MailServers;
use crate::postgres::Postgres;
use crate::shell::Done;
use crate::{hearth, out};

/// Run every check.
#[derive(clap::Args)]
pub struct Args {
    /// Only these steps, separated by commas; what they need is run too. `--list` names them.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Name the steps and stop.
    #[arg(long)]
    list: bool,
}

/// What the steps share while they run.
pub struct Site {
    /// One log per step lies here.
    logs: PathBuf,
    /// The database server, from the step that starts it to the end.
    postgres: Mutex<Option<Postgres>>,
    /// The mail servers, likewise.
    mail: Mutex<Option<MailServers>>,
    /// On the build server, what is missing is a failure.
    strict: bool,
}

/// Runs the steps, prints the table, and fails when a step did.
pub fn run(args: &Args) -> Done {
    let steps = steps::all();
    if args.list {
        for it in steps {
            out::say(it.name);
        }
        return Ok(());
    }
    if let Some(unknown) = args.only.iter().find(|name| steps.iter().all(|it| it.name != *name)) {
        return Err(format!("no step is named `{unknown}`; `cargo xtask test --list` names them"));
    }
    let logs = hearth::target().join("xtask/logs");
    drop(fs::remove_dir_all(&logs));
    fs::create_dir_all(&logs).map_err(|why| format!("cannot make {}: {why}", logs.display()))?;
    let strict = std::env::var("CI").is_ok_and(|it| it == "true");
    let site = Site { logs, postgres: Mutex::new(None), mail: Mutex::new(None), strict };
    let results = lanes::run(&lanes::wanted(steps, &args.only), &site);
    drop(site);
    summary::print(&results)
}
