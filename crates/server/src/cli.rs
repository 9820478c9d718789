//! The command line, stable: names, options and exit codes do not change within a major version.
//!
//! Exit codes: 0 done; 1 refused or failed, with the reason on standard error; 2 the command line itself is wrong.

pub mod admin;
mod agitation;
mod backup;
mod import;
mod measures;
mod policy;
mod report;
mod simulate;
mod words;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use base::{Failure, Result};
use clap::{Args, FromArgMatches as _, Parser, Subcommand};
use db::Target;
use web::{Lang, Texts};

use crate::{app, serve};

/// Hearth (暖台): customer service from the first ring to the pay slip.
#[derive(Debug, Parser)]
#[command(name = "hearth", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server.
    Serve(serve::Options),
    /// Bring in cases from another system's file.
    Import(import::Options),
    /// Print a report.
    Report(report::Options),
    /// Work with policies.
    #[command(subcommand)]
    Policy(policy::Options),
    /// Work with metrics.
    #[command(subcommand)]
    Measures(measures::Options),
    /// Try a policy on the past before it is in force.
    #[command(subcommand)]
    Simulate(simulate::Options),
    /// Train and try how agitation is told.
    #[command(subcommand)]
    Agitation(agitation::Options),
    /// Copy everything to a folder, while the server runs.
    Backup(backup::BackupOptions),
    /// Bring a backup into an empty installation.
    Restore(backup::RestoreOptions),
    /// Manage sign-ins.
    #[command(subcommand)]
    Admin(admin::Options),
    /// Print the description of the API.
    Openapi,
}

/// Which installation.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The folder of the installation: database, keys, files.
    #[arg(long, env = "HEARTH_DATA", default_value = "./data", value_name = "DIR")]
    pub data: PathBuf,
    /// A PostgreSQL server in place of the embedded database.
    #[arg(long, env = "HEARTH_DATABASE_URL", value_name = "URL")]
    pub database_url: Option<String>,
}

impl Place {
    /// The database of this installation.
    pub fn target(&self) -> Target {
        self.database_url.clone().map_or_else(|| Target::Sqlite(self.data.join("hearth.db")), Target::Postgres)
    }
}

/// The language of the terminal.
pub fn lang() -> Lang {
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|it| std::env::var(it).ok().filter(|it| !it.is_empty()));
    match set {
        Some(it) if it.starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

/// What is wrong with a file that the operating system does not give, or does not take.
fn unreadable(file: &std::path::Path, why: &std::io::Error) -> base::Failure {
    importer::Refused::File { file: file.display().to_string(), reason: importer::read::reason(why) }.into()
}

/// Runs the program.
pub fn main() -> ExitCode {
    let command = words::localised(<Cli as clap::CommandFactory>::command(), lang());
    let cli = match command.try_get_matches().and_then(|it| Cli::from_arg_matches(&it)) {
        Ok(cli) => cli,
        Err(wrong) => wrong.exit(),
    };
    match run(cli.command) {
        Ok(code) => code,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "hearth: {}", sentence(&failure));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve(options) => serve::run(&options),
        Command::Import(options) => import::run(&options),
        Command::Report(options) => report::run(&options),
        Command::Policy(options) => policy::run(&options),
        Command::Measures(options) => measures::run(&options),
        Command::Simulate(options) => simulate::run(&options),
        Command::Agitation(options) => agitation::run(&options),
        Command::Backup(options) => backup::backup(&options),
        Command::Restore(options) => backup::restore(&options),
        Command::Admin(options) => admin::run(&options),
        Command::Openapi => {
            let text = app::description().to_pretty_json().map_err(base::fault)?;
            writeln!(std::io::stdout(), "{text}").map_err(base::fault)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// A failure in the terminal's language.
pub fn sentence(failure: &Failure) -> String {
    match failure {
        Failure::Refused(it) => {
            let Ok(texts) = Texts::new(app::TEXTS) else { return it.code.to_owned() };
            let mut lines = vec![texts.say(lang(), it.code, &it.params)];
            let problems = it.problems.iter();
            lines.extend(problems.map(|it| format!("  {}: {}", it.field, texts.say(lang(), it.code, &it.params))));
            lines.join("\n")
        }
        other => other.to_string(),
    }
}
