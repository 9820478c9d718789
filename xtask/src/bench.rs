//! `cargo xtask bench`: the load and scale programs, in a build as it is given to others, with a PostgreSQL server of their own.

use crate::postgres::Postgres;
use crate::shell::Done;
use crate::{hearth, web};

/// Run the load and scale programs; what follows is passed on to them (`-- --help` lists it).
#[derive(clap::Args)]
pub struct Args {
    /// Leave PostgreSQL out.
    #[arg(long)]
    without_postgres: bool,
    /// Passed on.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds and runs the bench package.
pub fn run(args: &Args) -> Done {
    web::build(None)?;
    hearth::build_dist()?;
    let server = if args.without_postgres { None } else { Some(Postgres::start(None)?) };
    let mut words: Vec<String> =
        ["run", "--release", "--package", "bench", "--"].into_iter().map(str::to_owned).collect();
    words.extend(args.rest.iter().cloned());
    if let Some(it) = &server {
        words.extend(["--postgres-url".into(), it.url().into(), "--postgres-pid".into(), it.pid().to_string()]);
    }
    hearth::cargo(&words.iter().map(String::as_str).collect::<Vec<_>>(), None)
}
