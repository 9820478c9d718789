//! `cargo xtask run`: from a fresh checkout to a running Hearth.

use std::os::unix::process::CommandExt;

use crate::shell::{self, Done};
use crate::{hearth, out, web};

/// Build everything and start Hearth.
#[derive(clap::Args)]
pub struct Args {
    /// Start without the demo organisation: the first page sets up your own.
    #[arg(long)]
    empty: bool,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where the data lies.
    #[arg(long, default_value = "./data")]
    data: String,
}

/// Builds, then becomes the program: it prints the address and how to sign in.
pub fn run(args: &Args) -> Done {
    out::say("Building the web app …");
    web::build(None)?;
    out::say("Building the program (the first time takes some minutes) …");
    let program = hearth::build_release()?;
    let mut serve = shell::command(&program.to_string_lossy(), &["serve"], ".");
    serve.args(["--listen", &args.listen, "--data", &args.data]);
    if !args.empty {
        serve.arg("--demo");
    }
    Err(format!("cannot start {}: {}", program.display(), serve.exec()))
}
