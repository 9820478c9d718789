//! A run: reads a file to its end and writes what it says, batch by batch.
//!
//! Each batch is one transaction: cases, events, fingerprints and the checkpoint together. Killed at any moment, a run
//! leaves whole batches behind, and the same file imported again goes on after them.

mod bad;
mod batch;
mod known;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::sync::Arc;

use base::ids::ImportId;
use base::{Failure, Result};
use cases::Desk;
use cases::api::ImportedFrom;
use csv::StringRecord;
use db::Db;

use crate::mapping::{Mapping, Rows};
use crate::model::{Progress, Summary, Watch};
use crate::read::{Broken, Flow, Meter, Row, Taker, each_row};
use crate::refused::Refused;
use crate::rules::answer::Forms;
use crate::rules::fingerprint::fingerprint;
use crate::rules::plan::Plan;
use crate::rules::row::{Fact, Problem, understand};
use crate::store::{jobs, problems, rows};
use crate::words::{Spoken, Words};
use bad::BadRows;
use batch::{Start, Writer};
use known::KnownRows;

/// Rows written in one transaction.
const BATCH: usize = 4_000;
/// Problems kept word by word; beyond them they are counted.
const PROBLEMS: usize = 10_000;
/// Rows compared with each other at once when equal ones are counted.
const COMPARED: u64 = 1_000_000;

/// What a run needs.
pub(crate) struct Order {
    /// The run's id.
    pub job: ImportId,
    /// The mapping.
    pub mapping: Mapping,
    /// The fields of policy that the mapping names.
    pub forms: Forms,
    /// Takes the cases in.
    pub desk: Desk,
    /// The file's name, for messages.
    pub name: String,
    /// The file's bytes.
    pub bytes_total: u64,
    /// Rows that an earlier try has written.
    pub skip: u64,
    /// What that try counted.
    pub so_far: Summary,
    /// Who gets the cases; nobody when it is only tried.
    pub into: Option<ImportedFrom>,
    /// The language of the table of bad rows.
    pub words: Arc<Words>,
}

/// What a run leaves behind beside what it wrote.
#[derive(Debug, Default)]
pub(crate) struct Left {
    pub summary: Summary,
    pub problems: Vec<Problem>,
    pub bad_csv: Vec<u8>,
}

/// Reads the file to its end.
pub(crate) fn run(
    db: &Db,
    order: Order,
    input: impl std::io::Read + Send + 'static,
    watch: &mut dyn Watch,
) -> Result<Left> {
    let (job, writes) = (order.job.clone(), order.into.is_some());
    let done = read(db, order, input, watch);
    // A run that another process does is that one's to end.
    if let Err(failure) = &done
        && writes
        && failure.code() != Some("importer.taken")
    {
        let why = Spoken::of(failure)?;
        db.write_blocking(move |tx| jobs::fail(tx, &job, &why))?;
    }
    done
}

fn read(db: &Db, order: Order, input: impl std::io::Read + Send + 'static, watch: &mut dyn Watch) -> Result<Left> {
    let meter = Meter::default();
    let input = meter.over(input);
    let (source, job) = (order.mapping.source.clone(), order.job.clone());
    // The turn first: a batch that comes in while the rows are read makes it an old one.
    let (turn, known) =
        db.read_blocking(move |tx| Ok((rows::turn(tx, &source)?, rows::of_others(tx, &source, &job)?)))?;
    let (options, wanted) = (order.mapping.read.clone(), order.mapping.columns());
    let name = order.name.clone();
    let mut run = Run::new(db, order, meter, KnownRows::new(known), watch, turn);
    let done = each_row(input, &options, Some(&wanted), &mut run).and_then(|()| Ok(run.finish()?));
    done.map_err(|it| it.of(&name))
}

/// Ends a run that only tried: nothing but its counts and problems is kept.
pub(crate) fn end_trial(db: &Db, job: &ImportId, done: Result<Left>) -> Result<Vec<u8>> {
    let job = job.clone();
    let why = done.as_ref().err().map(Spoken::of).transpose()?;
    db.write_blocking(move |tx| {
        let Ok(left) = done else {
            if let Some(why) = why {
                jobs::fail(tx, &job, &why)?;
            }
            return Ok(Vec::new());
        };
        problems::replace(tx, &job, &left.problems)?;
        let progress = Progress { rows: left.summary.rows, ..Progress::default() };
        jobs::checkpoint(tx, &job, 0, progress, &left.summary)?;
        jobs::end(tx, &job)?;
        Ok(left.bad_csv)
    })
}

struct Run<'a> {
    db: &'a Db,
    watch: &'a mut dyn Watch,
    meter: Meter,
    order: Order,
    plan: Option<Arc<Plan>>,
    longest_nothing: usize,
    known: KnownRows,
    prints: Vec<u64>,
    facts: Vec<Fact>,
    writer: Option<Writer>,
    summary: Summary,
    problems: Vec<Problem>,
    bad: BadRows,
    turn: i64,
}

impl<'a> Run<'a> {
    fn new(db: &'a Db, order: Order, meter: Meter, known: KnownRows, watch: &'a mut dyn Watch, turn: i64) -> Self {
        let so_far = &order.so_far;
        let summary = Summary {
            cases_added: so_far.cases_added,
            cases_updated: so_far.cases_updated,
            events: so_far.events,
            ..Summary::default()
        };
        let bad = BadRows::new(Arc::clone(&order.words), &order.mapping.read);
        Self {
            longest_nothing: order.mapping.read.nothing.iter().map(String::len).max().unwrap_or(0),
            db,
            watch,
            meter,
            order,
            plan: None,
            known,
            prints: Vec::new(),
            facts: Vec::new(),
            writer: None,
            summary,
            problems: Vec::new(),
            bad,
            turn,
        }
    }

    fn progress(&self) -> Progress {
        let bytes_total = self.order.bytes_total;
        Progress { rows: self.summary.rows, bytes_done: self.meter.bytes().min(bytes_total), bytes_total }
    }

    /// Takes down what is wrong with a row.
    fn complain(&mut self, found: Vec<Problem>) {
        for problem in found {
            *self.summary.problems.entry(problem.column.clone()).or_default() += 1;
            self.summary.cells_left_out += u64::from(!problem.refused);
            if self.problems.len() < PROBLEMS {
                self.problems.push(problem);
            }
        }
    }

    fn count_nothing(&mut self, cells: &StringRecord) {
        let nothing = &self.order.mapping.read.nothing;
        for cell in cells.iter().filter(|it| !it.is_empty() && it.len() <= self.longest_nothing) {
            if nothing.iter().any(|it| it == cell) {
                match self.summary.nothing.get_mut(cell) {
                    Some(count) => *count += 1,
                    None => drop(self.summary.nothing.insert(cell.to_owned(), 1)),
                }
            }
        }
    }

    /// Writes the rows at hand.
    fn flush(&mut self) -> Flow {
        let progress = self.progress();
        self.watch.progress(progress);
        let (facts, prints) = (std::mem::take(&mut self.facts), std::mem::take(&mut self.prints));
        if let Some(mut writer) = self.writer.take() {
            if progress.rows > self.order.skip {
                let summary = self.summary.clone();
                let (writer_back, summary) = self.db.write_blocking(move |tx| {
                    let summary = writer.write(tx, &facts, &prints, progress, summary)?;
                    Ok((writer, summary))
                })?;
                (writer, self.summary) = (writer_back, summary);
            }
            self.writer = Some(writer);
        } else {
            self.meet(&facts);
        }
        if self.watch.stop() {
            return Err(Failure::from(Refused::Stopped { rows: progress.rows }).into());
        }
        Ok(ControlFlow::Continue(()))
    }

    /// In a dry run, counts the cases met. Where a row is a case, each is one.
    fn meet(&mut self, facts: &[Fact]) {
        self.summary.cases_added += match self.order.mapping.rows {
            Rows::Event => self.known.meet(facts.iter().map(|it| fingerprint([it.key.as_str()]))),
            Rows::Case => u64::try_from(facts.len()).unwrap_or(u64::MAX),
        };
    }

    /// Counts the rows that are equal to an earlier one of the file.
    fn count_repeated(&mut self) -> Result<()> {
        let parts = self.summary.imported / COMPARED + 1;
        for part in 0..parts {
            let (source, job) = (self.order.mapping.source.clone(), self.order.job.clone());
            self.summary.repeated += self.db.read_blocking(move |tx| rows::repeated(tx, &source, &job, part, parts))?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Left> {
        self.flush().map(drop).map_err(|it| it.of(&self.order.name))?;
        if self.writer.is_some() {
            self.count_repeated()?;
            let (job, progress, summary) = (self.order.job.clone(), self.progress(), self.summary.clone());
            let found = self.problems.clone();
            if let Some(mut writer) = self.writer.take() {
                self.db.write_blocking(move |tx| {
                    writer.checkpoint(tx, progress, &summary)?;
                    problems::replace(tx, &job, &found)?;
                    jobs::end(tx, &job)
                })?;
            }
        }
        Ok(Left { summary: self.summary, problems: self.problems, bad_csv: self.bad.into_csv() })
    }
}

impl Taker for Run<'_> {
    fn columns(&mut self, columns: &[String]) -> Flow {
        let plan = Plan::new(&self.order.mapping, &self.order.forms, columns)
            .map_err(|it| Failure::from(Refused::Mapping(it)))?;
        let plan = Arc::new(plan);
        if let Some(from) = self.order.into.clone() {
            let (job, started) = (self.order.job.clone(), Arc::clone(&plan));
            let start = Start { rows: self.order.skip, turn: self.turn };
            let to = (self.order.desk.clone(), from);
            self.writer = Some(self.db.read_blocking(move |tx| Writer::open(tx, to, job, started, start))?);
        }
        self.summary.lacking = plan.lacking().to_vec();
        self.plan = Some(plan);
        self.bad.columns(columns);
        Ok(ControlFlow::Continue(()))
    }

    fn row(&mut self, row: &Row) -> Flow {
        let Some(plan) = self.plan.clone() else { return Ok(ControlFlow::Break(())) };
        self.summary.rows += 1;
        self.count_nothing(&row.cells);
        let print = fingerprint(&row.cells);
        if self.known.take(print) {
            self.summary.known += 1;
        } else {
            let mut found = Vec::new();
            if let Some(fact) = understand(&plan, row.line, &row.cells, &mut found) {
                self.summary.imported += 1;
                if self.summary.rows > self.order.skip {
                    self.facts.push(fact);
                    self.prints.push(print);
                }
            } else {
                self.summary.refused += 1;
                self.bad.row(row.line, &row.cells, &found);
            }
            self.complain(found);
        }
        if self.summary.rows.is_multiple_of(4_096) || self.facts.len() >= BATCH {
            self.flush()
        } else {
            Ok(ControlFlow::Continue(()))
        }
    }

    fn broken(&mut self, line: u64, cells: &StringRecord, reason: Broken) -> Flow {
        self.summary.rows += 1;
        self.summary.refused += 1;
        let (code, value) = match reason {
            Broken::Width { wanted, found } => ("importer.row_width", format!("{found} / {wanted}")),
            Broken::Encoding => ("importer.row_encoding", String::new()),
        };
        let problem = Problem { line, column: String::new(), code: code.to_owned(), value, refused: true, field: None };
        self.bad.row(line, cells, std::slice::from_ref(&problem));
        self.complain(vec![problem]);
        Ok(ControlFlow::Continue(()))
    }
}
