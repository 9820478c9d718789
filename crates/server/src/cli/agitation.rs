//! `hearth agitation`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::{Result, fault};
use clap::{Args, Subcommand};
use quality::agitation::{Linear, Outcome, Sample, Scorer, held_out, train, tried};

/// What is done.
#[derive(Debug, Subcommand)]
pub enum Options {
    /// Train a model on texts you may use, and say how well it tells those apart that were held out.
    Train {
        #[command(flatten)]
        texts: Texts,
        /// Where the model goes; put it into the data folder as agitation.model.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Try the list of words, or a model, on texts.
    Try {
        #[command(flatten)]
        texts: Texts,
        /// The model; the list of words when left out.
        #[arg(long, value_name = "FILE")]
        model: Option<PathBuf>,
    },
}

/// Which texts.
#[derive(Debug, Args)]
pub struct Texts {
    /// CSV files, packed by zstd or not.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The column of the text.
    #[arg(long, value_name = "COLUMN")]
    text: String,
    /// The column that says whether a text is agitated.
    #[arg(long, value_name = "COLUMN")]
    label: Option<String>,
    /// What stands in that column for an agitated text.
    #[arg(long, default_value = "1", value_name = "WORD")]
    agitated: String,
    /// From which score on a text counts as agitated, in thousandths.
    #[arg(long, default_value_t = 700)]
    from: i64,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let mut out = std::io::stdout();
    match options {
        Options::Train { texts, out: file } => {
            let (kept, given): (Vec<Sample>, Vec<Sample>) = read(texts)?.into_iter().partition(|it| held_out(&it.text));
            let model = train(&given);
            std::fs::write(file, model.write()).map_err(fault)?;
            writeln!(out, "{} trained on, {} held out, from {}", given.len(), kept.len(), texts.from).map_err(fault)?;
            told("words", &tried(&kept, texts.from, |it| Scorer::Words.score(it)))?;
            told("model", &tried(&kept, texts.from, |it| model.score(it)))?;
        }
        Options::Try { texts, model } => {
            let scorer = match model {
                Some(file) => Scorer::Trained(Linear::read(&std::fs::read(file).map_err(fault)?)?),
                None => Scorer::Words,
            };
            let samples = read(texts)?;
            if texts.label.is_some() {
                told("all", &tried(&samples, texts.from, |it| scorer.score(it)))?;
            } else {
                hottest(&samples, texts.from, &scorer)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told(name: &str, it: &Outcome) -> Result<()> {
    writeln!(
        std::io::stdout(),
        "{name}: precision {} ‰, recall {} ‰ ({} hits, {} false alarms, {} missed, {} left alone)",
        it.precision(),
        it.recall(),
        it.hit,
        it.false_alarm,
        it.missed,
        it.calm
    )
    .map_err(fault)
}

/// How many of the texts sound agitated, and the twenty that sound most so.
fn hottest(samples: &[Sample], from: i64, scorer: &Scorer) -> Result<()> {
    let mut scored: Vec<(i64, &str)> = samples.iter().map(|it| (scorer.score(&it.text), it.text.as_str())).collect();
    let found = scored.iter().filter(|it| it.0 >= from).count();
    scored.sort_by(|a, b| b.cmp(a));
    let mut out = std::io::stdout();
    writeln!(out, "{found} of {} from {from} on", scored.len()).map_err(fault)?;
    for (score, text) in scored.iter().take(20) {
        writeln!(out, "{score}\t{text}").map_err(fault)?;
    }
    Ok(())
}

fn read(texts: &Texts) -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for file in &texts.files {
        of_file(texts, file, &mut samples)?;
    }
    Ok(samples)
}

fn of_file(texts: &Texts, file: &Path, into: &mut Vec<Sample>) -> Result<()> {
    let open = std::fs::File::open(file).map_err(fault)?;
    let packed = file.extension().is_some_and(|it| it == "zst");
    let bytes: Box<dyn std::io::Read> =
        if packed { Box::new(zstd::Decoder::new(open).map_err(fault)?) } else { Box::new(open) };
    let mut rows = csv::Reader::from_reader(bytes);
    let head = rows.headers().map_err(fault)?.clone();
    let column = |name: &str| {
        head.iter().position(|it| it == name).ok_or_else(|| fault(format!("{} has no column {name}", file.display())))
    };
    let text = column(&texts.text)?;
    let label = texts.label.as_deref().map(column).transpose()?;
    for row in rows.records() {
        let row = row.map_err(fault)?;
        let said = row.get(text).unwrap_or_default().trim();
        if !said.is_empty() {
            let agitated = label.and_then(|it| row.get(it)).is_some_and(|it| it == texts.agitated);
            into.push(Sample { text: said.to_owned(), agitated });
        }
    }
    Ok(())
}
