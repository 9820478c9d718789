//! Runs that a browser asks for: the file lies in the installation's folder until it is in, and is read in the
//! background.

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use base::Result;
use base::ids::{ImportId, PersonId};
use db::{Json, Tx};
use policy::model::Field;
use web::Lang;

use crate::api::{digest, tag};
use crate::mapping::{Mapping, ReadOptions, guess};
use crate::model::{Job, JobState, Summary};
use crate::read::{Broken, Flow, Row, Taker, Unreadable, each_row};
use crate::refused::Refused;
use crate::rules::answer::Forms;
use crate::rules::plan::Plan;
use crate::rules::row::{Fact, Problem, understand};
use crate::store::jobs;

mod work;

pub(crate) use work::spawn;
pub use work::take_up;

/// Rows looked at to guess what a file is.
const HEAD: usize = 200;
/// Rows tried with a mapping, and rows shown of them.
const TRIED: u64 = 1_000;
const SHOWN: usize = 50;

/// Where the file of a run lies.
pub(crate) fn file(data: &Path, job: &ImportId) -> PathBuf {
    data.join("imports").join(job.as_str())
}

/// Where the refused rows of a run lie.
pub(crate) fn bad_file(data: &Path, job: &ImportId) -> PathBuf {
    data.join("imports").join(format!("{job}.bad.csv"))
}

/// The beginning of a file.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub columns: Vec<String>,
    pub sample: Vec<Vec<String>>,
}

impl Taker for Head {
    fn columns(&mut self, columns: &[String]) -> Flow {
        self.columns = columns.to_vec();
        Ok(ControlFlow::Continue(()))
    }

    fn row(&mut self, row: &Row) -> Flow {
        let cut = |it: &str| it.chars().take(200).collect();
        self.sample.push(row.cells.iter().map(cut).collect());
        Ok(if self.sample.len() < HEAD { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    }

    fn broken(&mut self, _: u64, _: &csv::StringRecord, _: Broken) -> Flow {
        Ok(ControlFlow::Continue(()))
    }
}

/// A file of the installation's folder, and the name people know it by.
#[derive(Debug, Clone)]
pub(crate) struct Lying {
    /// Where it lies.
    pub path: PathBuf,
    /// What it was called.
    pub name: String,
}

impl Lying {
    /// Reads with a taker; what cannot be read is refused.
    fn read(&self, options: &ReadOptions, wanted: Option<&[String]>, taker: &mut dyn Taker) -> Result<()> {
        let input = File::open(&self.path).map_err(|it| Unreadable::Input(it).of(&self.name))?;
        each_row(input, options, wanted, taker).map_err(|it| it.of(&self.name))
    }

    /// The columns and first rows.
    pub fn head(&self, options: &ReadOptions) -> Result<Head> {
        let mut head = Head::default();
        self.read(options, None, &mut head)?;
        Ok(head)
    }

    /// Tries a mapping on the first rows.
    pub fn try_out(&self, mapping: &Mapping, forms: &Forms) -> Result<Tried> {
        let mut trial = Trial { mapping, forms, plan: None, tried: Tried::default() };
        self.read(&mapping.read, Some(&mapping.columns()), &mut trial)?;
        Ok(trial.tried)
    }
}

/// A file that was sent.
pub(crate) struct Sent {
    job: Job,
    pub head: Head,
    pub guess: Mapping,
}

impl Sent {
    /// Looks into a file and guesses what it is.
    ///
    /// - `fields`: those of policy, which a column of their name fills.
    pub fn look(id: ImportId, file: Lying, fields: &[Field], by: Option<PersonId>, lang: Lang) -> Result<Self> {
        let (digest, bytes) = digest(&file.path)?;
        let head = file.head(&ReadOptions::default())?;
        let name = file.name;
        let guess = guess(&source(&name), fields, &head.columns, &head.sample);
        let job = Job {
            id,
            source: guess.source.clone(),
            file_name: name,
            digest,
            state: JobState::Waiting,
            dry_run: false,
            by,
            made: base::Stamp::default(),
            ended: None,
            rows_done: 0,
            bytes_done: 0,
            bytes_total: i64::try_from(bytes).unwrap_or(i64::MAX),
            summary: Json(Summary::default()),
            failure: None,
            lang: tag(lang).to_owned(),
            touched: base::Stamp::default(),
        };
        Ok(Self { job, head, guess })
    }

    /// Keeps the run.
    pub fn add(&self, tx: &mut Tx<'_>) -> Result<Job> {
        let job = Job { made: tx.now(), ..self.job.clone() };
        jobs::add(tx, &job, &self.guess)?;
        Ok(job)
    }
}

/// A source's name from a file's: its letters and digits up to the first point.
fn source(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or_default().to_lowercase();
    let plain: String = stem.chars().filter(|it| it.is_alphanumeric() || *it == '_' || *it == '-').take(60).collect();
    if plain.is_empty() { "file".to_owned() } else { plain }
}

/// What would come of the first rows.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    pub rows: Vec<TriedRow>,
    pub good: u64,
    pub bad: u64,
    /// Columns that the mapping names and the file lacks.
    pub lacking: Vec<String>,
}

/// What would come of a row.
#[derive(Debug)]
pub(crate) struct TriedRow {
    pub line: u64,
    pub values: BTreeMap<String, String>,
    pub problems: Vec<Problem>,
}

struct Trial<'a> {
    mapping: &'a Mapping,
    forms: &'a Forms,
    plan: Option<Plan>,
    tried: Tried,
}

impl Trial<'_> {
    fn add(&mut self, line: u64, values: BTreeMap<String, String>, problems: Vec<Problem>) -> ControlFlow<()> {
        let bad = problems.iter().any(|it| it.refused);
        self.tried.bad += u64::from(bad);
        self.tried.good += u64::from(!bad);
        if self.tried.rows.len() < SHOWN {
            self.tried.rows.push(TriedRow { line, values, problems });
        }
        let more = self.tried.good + self.tried.bad < TRIED;
        if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

impl Taker for Trial<'_> {
    fn columns(&mut self, columns: &[String]) -> Flow {
        let plan =
            Plan::new(self.mapping, self.forms, columns).map_err(|it| base::Failure::from(Refused::Mapping(it)))?;
        self.tried.lacking = plan.lacking().to_vec();
        self.plan = Some(plan);
        Ok(ControlFlow::Continue(()))
    }

    fn row(&mut self, row: &Row) -> Flow {
        let Some(plan) = &self.plan else { return Ok(ControlFlow::Break(())) };
        let mut problems = Vec::new();
        let values = match understand(plan, row.line, &row.cells, &mut problems) {
            Some(fact) => values(plan, &fact),
            None => BTreeMap::new(),
        };
        Ok(self.add(row.line, values, problems))
    }

    fn broken(&mut self, line: u64, _: &csv::StringRecord, reason: Broken) -> Flow {
        let code = if reason == Broken::Encoding { "importer.row_encoding" } else { "importer.row_width" };
        let (column, value) = (String::new(), String::new());
        let problem = Problem { line, column, code: code.to_owned(), value, refused: true, field: None };
        Ok(self.add(line, BTreeMap::new(), vec![problem]))
    }
}

/// What a fact says, by the names of the mapping.
fn values(plan: &Plan, fact: &Fact) -> BTreeMap<String, String> {
    let mut said: BTreeMap<String, String> = BTreeMap::from([("key".to_owned(), fact.key.clone())]);
    let texts = [
        ("activity", &fact.activity),
        ("state", &fact.state),
        ("resource", &fact.resource),
        ("group", &fact.group),
        ("reply", &fact.reply),
        ("subject", &fact.subject),
        ("description", &fact.description),
    ];
    let texts = texts.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it.clone()?)));
    said.extend(texts);
    said.extend(fact.at.map(|at| ("at".to_owned(), at.to_string())));
    said.insert("meaning".to_owned(), crate::rules::life::word(fact.meaning).to_owned());
    let milestones = fact.milestones.iter();
    said.extend(milestones.map(|(name, at)| (format!("{name:?}").to_lowercase(), at.to_string())));
    for (name, value) in plan.names().zip(&fact.values) {
        if let Some(text) = value.text() {
            said.insert(name.to_owned(), text);
        }
    }
    said.extend(fact.answers.iter().map(|it| (format!("fields.{}", it.field), it.said.clone())));
    said
}
