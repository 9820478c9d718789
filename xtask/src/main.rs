//! The developer's commands: `cargo xtask run | test | tidy | e2e | gen | mail | bench`.
//!
//! Everything a newcomer or the build server needs is one of these; none of them expects more than Rust, Node and a C
//! compiler, and what else is needed they install or name.

mod audit;
mod bench;
mod e2e;
mod figures;
mod gen_api;
mod hearth;
mod machine;
mod mail;
mod out;
mod postgres;
mod run;
mod shell;
mod stamp;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Developer's commands of Hearth.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_version_flag = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and start Hearth with the demo organisation.
    Run(run::Args),
    /// Run every check there is, as the build server does.
    Test(test::Args),
    /// Check what a script can see of the house style.
    Tidy(tidy::Args),
    /// Run the browser journeys against the real program.
    E2e(e2e::Args),
    /// Write openapi.json and the web client's types from the program.
    Gen(gen_api::Args),
    /// Hold the figures of real logs against reference figures.
    Figures(figures::Args),
    /// Run the load and scale programs.
    Bench(bench::Args),
    /// Start the mail servers of the tests and keep them until Enter is pressed.
    Mail,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Tidy(args) => tidy::run(&args),
        Command::E2e(args) => e2e::run(&args),
        Command::Gen(args) => gen_api::run(&args),
        Command::Figures(args) => figures::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Mail => mail::stay(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            out::warn(&why);
            ExitCode::FAILURE
        }
    }
}
