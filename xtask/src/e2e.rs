//! `cargo xtask e2e`: browser journeys against the real program.

use std::path::Path;

use crate::mail::MailServers;
use crate::shell::{self, Done};
use crate::{hearth, machine, out, web};

/// Run the browser journeys.
#[derive(clap::Args)]
pub struct Args {
    /// Save pictures of the key pages into e2e/screens instead.
    #[arg(long)]
    screens: bool,
    /// Passed on to Playwright, a file name for example.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds what it needs, then runs.
pub fn run(args: &Args) -> Done {
    web::build(None)?;
    hearth::build(None)?;
    prepare(None)?;
    let mut words = vec![if args.screens { "--project=screens" } else { "--project=journeys" }];
    words.extend(args.rest.iter().map(String::as_str));
    let servers = MailServers::start(None).map_err(|why| out::warn(format!("the journey by mail is left out: {why}")));
    let servers = servers.ok();
    playwright(&words, servers.as_ref().map(|it| it.about().to_owned()), None)
}

/// Chromium, a Chinese font, what reads PDFs, and the test packages.
pub fn prepare(log: Option<&Path>) -> Done {
    machine::chromium(log)?;
    machine::poppler(log)?;
    web::install("e2e", log)
}

/// Runs every journey with the program that is built already, and with the mail servers that run.
pub fn journeys(mail: Option<String>, log: Option<&Path>) -> Done {
    playwright(&["--project=journeys"], mail, log)
}

fn playwright(words: &[&str], mail: Option<String>, log: Option<&Path>) -> Done {
    let mut args = vec!["playwright", "test"];
    args.extend(words);
    let mut it = shell::command("npx", &args, "e2e");
    it.env("HEARTH_PROGRAM", hearth::program()).env("CHROMIUM", machine::chromium(log)?);
    it.envs(mail.map(|about| ("TEST_MAIL", about)));
    shell::run_or_log(it, log)
}
