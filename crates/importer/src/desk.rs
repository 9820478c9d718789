//! Runs that a browser asks for: the file lies in the installation's folder until it is in, and is read in the
//! background.

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use base::ids::{ImportId, PersonId};
use base::{Result, fault};
use db::{Db, Json, Tx};
use jiff::tz::TimeZone;
use policy::Policies;

use crate::api::{digest, target};
use crate::mapping::{Mapping, ReadOptions, guess};
use crate::model::{Job, JobState, Summary, Unwatched};
use crate::read::{Broken, Flow, Row, Taker, Unreadable, each_row};
use crate::refused::Refused;
use crate::rules::plan::Plan;
use crate::rules::row::{Fact, Problem, understand};
use crate::run::{self, Order};
use crate::store::jobs;

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

/// Reads with a taker; what cannot be read is refused.
fn read(file: &Path, options: &ReadOptions, wanted: Option<&[String]>, taker: &mut dyn Taker) -> Result<()> {
    let refused = |reason: String| Refused::File { file: String::new(), reason };
    let input = File::open(file).map_err(|it| refused(it.to_string()))?;
    match each_row(input, options, wanted, taker) {
        Ok(()) => Ok(()),
        Err(Unreadable::Taker(failure)) => Err(failure),
        Err(other) => Err(refused(other.to_string()).into()),
    }
}

/// The columns and first rows of a file.
pub(crate) fn head(file: &Path, options: &ReadOptions) -> Result<Head> {
    let mut head = Head::default();
    read(file, options, None, &mut head)?;
    Ok(head)
}

/// A file that was sent.
pub(crate) struct Sent {
    job: Job,
    pub head: Head,
    pub guess: Mapping,
}

impl Sent {
    /// Looks into a file and guesses what it is.
    pub fn look(id: ImportId, name: String, file: &Path, by: Option<PersonId>) -> Result<Self> {
        let (digest, bytes) = digest(file)?;
        let head = head(file, &ReadOptions::default())?;
        let guess = guess(&source(&name), &head.columns, &head.sample);
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
    let plain: String =
        stem.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_' || *it == '-').take(60).collect();
    if plain.is_empty() { "file".to_owned() } else { plain }
}

/// What would come of the first rows.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    pub rows: Vec<TriedRow>,
    pub good: u64,
    pub bad: u64,
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
    plan: Option<Plan>,
    tried: Tried,
}

/// Tries a mapping on the first rows of a file.
pub(crate) fn try_out(file: &Path, mapping: &Mapping) -> Result<Tried> {
    let mut trial = Trial { mapping, plan: None, tried: Tried::default() };
    read(file, &mapping.read, Some(&mapping.columns()), &mut trial)?;
    Ok(trial.tried)
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
        let plan = Plan::new(self.mapping, columns).map_err(|it| base::Failure::from(Refused::Mapping(it)))?;
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
        let problem =
            Problem { line, column: String::new(), code: code.to_owned(), value: String::new(), refused: true };
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
    said
}

/// Reads the file of a run in the background, on a thread of its own.
pub(crate) fn spawn(db: Db, policies: Policies, data: PathBuf, id: ImportId) -> Result<()> {
    let work = move || {
        if let Err(failure) = work(&db, &policies, &data, &id) {
            tracing::warn!(import = id.as_str(), %failure, "an import did not come to its end");
        }
    };
    std::thread::Builder::new().name("import".to_owned()).spawn(work).map(drop).map_err(fault)
}

/// Takes up the runs that a stop of the server cut off.
///
/// # Errors
/// A fault when the database cannot be read or no thread can be started.
pub fn take_up(db: &Db, policies: &Policies, data: &Path) -> Result<()> {
    for id in db.read_blocking(jobs::cut_off)? {
        if file(data, &id).is_file() {
            spawn(db.clone(), policies.clone(), data.to_path_buf(), id)?;
        }
    }
    Ok(())
}

fn work(db: &Db, policies: &Policies, data: &Path, id: &ImportId) -> Result<()> {
    let file = file(data, id);
    let (wanted, policies) = (id.clone(), policies.clone());
    let (job, mapping, from) = db.write_blocking(move |tx| {
        let job = jobs::one(tx, &wanted)?.ok_or(Refused::NotFound)?;
        let zone = zone(tx, &policies)?;
        let from = target(tx, &job.source, None, zone)?;
        Ok((job, jobs::mapping(tx, &wanted)?, from))
    })?;
    let dry_run = job.dry_run;
    let order = Order {
        job: job.id,
        mapping,
        name: job.file_name,
        bytes_total: u64::try_from(job.bytes_total).unwrap_or(0),
        skip: if dry_run { 0 } else { u64::try_from(job.rows_done).unwrap_or(0) },
        so_far: if dry_run { Summary::default() } else { job.summary.0 },
        into: (!dry_run).then_some(from),
    };
    let input = File::open(&file).map_err(fault)?;
    let done = run::run(db, order, input, &mut Unwatched);
    if dry_run {
        return run::end_trial(db, id, done);
    }
    let left = done?;
    std::fs::write(bad_file(data, id), left.bad_csv).map_err(fault)?;
    // What was imported is in the database now, under its protection; the plain file has no reason to stay.
    std::fs::remove_file(file).map_err(fault)
}

/// The time zone of the organisation; UTC before there is a calendar.
fn zone(tx: &mut Tx<'_>, policies: &Policies) -> Result<TimeZone> {
    let (book, now) = (policies.book(tx)?, tx.now());
    let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).cloned());
    Ok(calendar.map_or(TimeZone::UTC, |it| it.zone().clone()))
}
