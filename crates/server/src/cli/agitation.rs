//! `hearth agitation`.

use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use base::{Result, fault};
use clap::{Args, Subcommand};
use importer::mapping::{ReadOptions, Wrong};
use importer::read::{Broken, Flow, Row, Taker, each_row};
use quality::agitation::{Outcome, Sample, Scorer, held_out, train, tried};
use web::Lang;

use super::{lang, unreadable};

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
    /// CSV or XLSX files, also packed as .zst or .gz.
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
    match options {
        Options::Train { texts, out } => {
            let (kept, given): (Vec<Sample>, Vec<Sample>) = read(texts)?.into_iter().partition(|it| held_out(&it.text));
            let model = train(&given);
            std::fs::write(out, model.write()).map_err(|it| unreadable(out, &it))?;
            say(&match lang() {
                Lang::Zh => format!("训练 {} 条，留出 {} 条，{} 分起算", given.len(), kept.len(), texts.from),
                Lang::En => format!("{} trained on, {} held out, from {}", given.len(), kept.len(), texts.from),
            })?;
            told(("词表", "words"), &tried(&kept, texts.from, |it| Scorer::Words.score(it)))?;
            told(("模型", "model"), &tried(&kept, texts.from, |it| model.score(it)))?;
        }
        Options::Try { texts, model } => {
            let scorer = match model {
                Some(file) => Scorer::trained(file)?,
                None => Scorer::Words,
            };
            let samples = read(texts)?;
            if texts.label.is_some() {
                told(("全部", "all"), &tried(&samples, texts.from, |it| scorer.score(it)))?;
            } else {
                hottest(&samples, texts.from, &scorer)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn say(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").map_err(fault)
}

fn told((zh, en): (&str, &str), it: &Outcome) -> Result<()> {
    let (precision, recall) = (it.precision(), it.recall());
    let Outcome { hit, false_alarm, missed, calm } = it;
    say(&match lang() {
        Lang::Zh => format!(
            "{zh}：准确率 {precision} ‰，召回率 {recall} ‰（命中 {hit}，误报 {false_alarm}，漏报 {missed}，正确放过 {calm}）"
        ),
        Lang::En => format!(
            "{en}: precision {precision} ‰, recall {recall} ‰ ({hit} hits, {false_alarm} false alarms, {missed} missed, {calm} left alone)"
        ),
    })
}

/// How many of the texts sound agitated, and the twenty that sound most so.
fn hottest(samples: &[Sample], from: i64, scorer: &Scorer) -> Result<()> {
    let mut scored: Vec<(i64, &str)> = samples.iter().map(|it| (scorer.score(&it.text), it.text.as_str())).collect();
    let (found, all) = (scored.iter().filter(|it| it.0 >= from).count(), scored.len());
    scored.sort_by(|a, b| b.cmp(a));
    say(&match lang() {
        Lang::Zh => format!("{all} 条中 {found} 条在 {from} 分以上"),
        Lang::En => format!("{found} of {all} from {from} on"),
    })?;
    scored.iter().take(20).try_for_each(|(score, text)| say(&format!("{score}\t{text}")))
}

fn read(texts: &Texts) -> Result<Vec<Sample>> {
    let mut reading = Reading { texts, at: (0, None), samples: Vec::new(), unreadable: 0 };
    for file in &texts.files {
        let input = std::fs::File::open(file).map_err(|it| unreadable(file, &it))?;
        let name = file.display().to_string();
        each_row(input, &ReadOptions::default(), None, &mut reading).map_err(|it| it.of(&name))?;
    }
    if reading.unreadable > 0 {
        say(&match lang() {
            Lang::Zh => format!("无法读取、未计入的行：{}", reading.unreadable),
            Lang::En => format!("rows left out that cannot be read: {}", reading.unreadable),
        })?;
    }
    Ok(reading.samples)
}

/// Reads the samples of one file after the other.
struct Reading<'t> {
    texts: &'t Texts,
    /// Where the text and the label stand.
    at: (usize, Option<usize>),
    samples: Vec<Sample>,
    unreadable: u64,
}

impl Taker for Reading<'_> {
    fn columns(&mut self, columns: &[String]) -> Flow {
        let place = |name: &String| {
            let lacks = || base::Failure::from(importer::Refused::Mapping(Wrong::Columns(vec![name.clone()])));
            columns.iter().position(|it| it == name).ok_or_else(lacks)
        };
        self.at = (place(&self.texts.text)?, self.texts.label.as_ref().map(place).transpose()?);
        Ok(ControlFlow::Continue(()))
    }

    fn row(&mut self, row: &Row) -> Flow {
        let said = row.cells.get(self.at.0).unwrap_or_default().trim();
        if !said.is_empty() {
            let label = self.at.1.and_then(|at| row.cells.get(at));
            let agitated = label.is_some_and(|it| it.trim() == self.texts.agitated);
            self.samples.push(Sample { text: said.to_owned(), agitated });
        }
        Ok(ControlFlow::Continue(()))
    }

    fn broken(&mut self, _: u64, _: &csv::StringRecord, _: Broken) -> Flow {
        self.unreadable += 1;
        Ok(ControlFlow::Continue(()))
    }
}
