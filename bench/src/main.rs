//! The load and scale programs: `cargo xtask bench`.
//!
//! Each figure is measured on the built program from outside, by clients in a process of their own that are signed in as
//! staff. The figure to compare is processor time of the server and its database for one request: it hardly depends on
//! what else the machine does. `bench/RESULTS.md` holds the last figures and says how to read them.

mod export;
mod figures;
mod hearth;
mod load;
mod machine;
mod parts;
mod person;
mod said;
mod stock;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use crate::figures::Figures;
use crate::hearth::{Hearth, Store};
use crate::parts::{Part, Run};
use crate::said::{Done, say, warn};

/// Load and scale programs of Hearth.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench", disable_version_flag = true)]
struct Cli {
    /// What to measure; everything when left out.
    parts: Vec<Part>,
    /// The program; the build of profile `dist` when left out.
    #[arg(long)]
    program: Option<PathBuf>,
    /// A PostgreSQL server to measure on, where databases may be made.
    #[arg(long, requires = "postgres_pid")]
    postgres_url: Option<String>,
    /// The process at the top of that server's tree.
    #[arg(long)]
    postgres_pid: Option<u32>,
    /// Leave SQLite out.
    #[arg(long)]
    without_sqlite: bool,
    /// Cases in the small installation.
    #[arg(long, default_value_t = 2_000)]
    small: u64,
    /// Cases in the large installation.
    #[arg(long, default_value_t = 100_000)]
    large: u64,
    /// Rounds of each measurement; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Rows that are imported.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// Visitors' windows open at once.
    #[arg(long, default_value_t = 10_000)]
    windows: u64,
    /// Agents who look on meanwhile.
    #[arg(long, default_value_t = 500)]
    agents: usize,
    /// Minutes of messages at half load.
    #[arg(long, default_value_t = 60)]
    minutes: u32,
    /// Messages behind the large inbox.
    #[arg(long, default_value_t = 5_000_000)]
    messages: u64,
    /// Cases in the month that is shown.
    #[arg(long, default_value_t = 1_000_000)]
    month: u64,
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let done = runtime.map_err(|why| why.to_string()).and_then(|it| it.block_on(run(Cli::parse())));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            warn(why);
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Done {
    let program = cli.program.unwrap_or_else(|| stock::kept().with_file_name("dist/hearth"));
    let mut stores = if cli.without_sqlite { Vec::new() } else { vec![Store::Sqlite] };
    if let (Some(url), Some(server)) = (cli.postgres_url, cli.postgres_pid) {
        stores.push(Store::Postgres { url, server });
    }
    let run = Run {
        hearth: Hearth(program),
        stores,
        sizes: (cli.small, cli.large),
        rounds: cli.rounds,
        month: cli.month,
        rows: cli.rows,
        windows: cli.windows,
        agents: cli.agents,
        minutes: cli.minutes,
        messages: cli.messages,
    };
    let all = [Part::Floor, Part::Requests, Part::Rate, Part::Start, Part::Chat, Part::Import, Part::Month];
    let parts = if cli.parts.is_empty() { all.to_vec() } else { cli.parts };
    let mut figures = Figures::default();
    for part in parts {
        run.part(part, &mut figures).await?;
    }
    let file = stock::kept().join("figures.md");
    figures.write(&file)?;
    say(format!("\n{} targets missed; table in {}", figures.missed(), file.display()));
    Ok(())
}
