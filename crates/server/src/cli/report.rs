//! `hearth report`.

use std::process::ExitCode;

use base::{Day, Result};
use clap::{Args, ValueEnum};
use measures::report::{self, Question};
use web::Lang;

use super::{Place, lang};
use crate::open::House;

/// Which report, about which cases.
#[derive(Debug, Args)]
pub struct Options {
    /// The report: cases, variants, directly-follows, handovers, sla, complaints or responses.
    #[arg(value_parser = report::NAMES)]
    name: String,
    /// Which installation.
    #[command(flatten)]
    place: Place,
    /// The first day on which a case may have begun.
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// The last day on which a case may have begun.
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Day>,
    /// What cases are told apart by, such as kind, class, priority, month or an attribute's name.
    #[arg(long, value_name = "DIM")]
    by: Option<String>,
    /// What every case has to meet, as DIM=VALUE; may be given several times.
    #[arg(long = "where", value_name = "K=V")]
    conditions: Vec<String>,
    /// How it is printed.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// For programs; flat and documented.
    Json,
    /// For spreadsheets.
    Csv,
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Table => Self::Table,
            Format::Json => Self::Json,
            Format::Csv => Self::Csv,
        }
    }
}

/// A day as it is typed.
pub(super) fn day(text: &str) -> std::result::Result<Day, String> {
    text.parse().map_err(|_| {
        match lang() {
            Lang::Zh => "不是日期，请写成 2026-11-22",
            Lang::En => "is no day; write it like 2026-11-22",
        }
        .to_owned()
    })
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let house = House::open_for_long_work(&options.place)?;
    let zone = house.db.read_blocking({
        let policies = house.policies.clone();
        move |tx| crate::wiring::zone(&policies, tx)
    })?;
    let question = Question {
        name: options.name.clone(),
        from: options.from,
        to: options.to,
        by: options.by.clone(),
        conditions: options.conditions.clone(),
        zone,
    };
    report::run(&house.db, question, options.format.into(), lang(), &mut std::io::stdout())?;
    Ok(ExitCode::SUCCESS)
}
