//! `cargo xtask bench`: the load and scale programs, in a release build.

use crate::shell::Done;
use crate::{hearth, web};

/// Run the load and scale programs; what follows is passed on to them.
#[derive(clap::Args)]
pub struct Args {
    /// Passed on.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds and runs the bench package.
pub fn run(args: &Args) -> Done {
    web::build(None)?;
    let mut words = vec!["run", "--release", "--package", "bench", "--"];
    words.extend(args.rest.iter().map(String::as_str));
    hearth::cargo(&["build", "--release", "--package", "server", "--bin", "hearth"], None)?;
    hearth::cargo(&words, None)
}
