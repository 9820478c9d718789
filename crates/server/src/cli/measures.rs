//! `hearth measures`.

use std::io::Write as _;
use std::process::ExitCode;

use base::{Result, fault};
use clap::Subcommand;

use super::Place;
use crate::open::House;
use crate::wiring;

/// What is done.
#[derive(Debug, Subcommand)]
pub enum Options {
    /// Make all figures anew from the event log.
    Rebuild {
        /// Change nothing; compare what would come out with what is there, to the bit.
        #[arg(long)]
        verify: bool,
        /// Which installation.
        #[command(flatten)]
        place: Place,
    },
    /// Print the definition of every metric.
    Catalogue,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut out = std::io::stdout();
    let (verify, place) = match options {
        Options::Rebuild { verify, place } => (*verify, place),
        Options::Catalogue => {
            write!(out, "{}", measures::catalogue::markdown()).map_err(fault)?;
            return Ok(ExitCode::SUCCESS);
        }
    };
    let house = House::open(place)?;
    let asked = wiring::figures(&house);
    let told = |it: measures::api::Progress| {
        // A closed terminal does not stop the work.
        let _ = write!(std::io::stderr(), "\r{} events", it.heard);
    };
    let differing = if verify {
        measures::api::verify(&house.db, &asked, told)?
    } else {
        measures::api::rebuild(&house.db, &asked, told)?
    };
    let _ = writeln!(std::io::stderr());
    for it in &differing {
        writeln!(out, "{}: {} missing, {} extra", it.table, it.missing, it.extra).map_err(fault)?;
    }
    writeln!(out, "{}", if differing.is_empty() { "identical" } else { "different" }).map_err(fault)?;
    Ok(if verify && !differing.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
