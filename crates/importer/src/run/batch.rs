//! One batch of rows on its way into the database.

use std::collections::HashMap;
use std::sync::Arc;

use base::Result;
use base::ids::ImportId;
use cases::Desk;
use cases::api::{ImportedCase, ImportedFrom};
use db::{Json, Tx};

use crate::mapping::Rows;
use crate::model::{Progress, Summary};
use crate::refused::Refused;
use crate::rules::deed;
use crate::rules::life::{Life, live};
use crate::rules::plan::Plan;
use crate::rules::row::Fact;
use crate::store::cases::{self as stored, Known};
use crate::store::{jobs, rows};

/// Cases remembered from one batch to the next.
const REMEMBERED: usize = 8_000;

/// Writes batches of one run.
pub(super) struct Writer {
    desk: Desk,
    from: ImportedFrom,
    job: ImportId,
    plan: Arc<Plan>,
    /// Cases of recent batches.
    memory: HashMap<String, Known>,
    /// Whether every case of the source is in memory, so that others need not be looked up.
    whole: bool,
    /// How often a key came in this run, where a row is a case and it came more than once.
    again: HashMap<String, u32>,
    /// Where this run last left its checkpoint.
    at: u64,
    /// The source's turn that this run knows of.
    turn: i64,
}

/// Where a run begins to write.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// Rows that an earlier try has written.
    pub rows: u64,
    /// The source's turn when the rows known were read.
    pub turn: i64,
}

/// A case of the batch.
struct Entry {
    known: Option<Known>,
    life: Option<Life>,
    case: ImportedCase,
}

impl Writer {
    pub(super) fn open(
        tx: &mut Tx<'_>,
        (desk, from): (Desk, ImportedFrom),
        job: ImportId,
        plan: Arc<Plan>,
        start: Start,
    ) -> Result<Self> {
        let whole = !stored::is_any(tx, &from.source)?;
        let Start { rows: at, turn } = start;
        Ok(Self { desk, from, job, plan, memory: HashMap::new(), whole, again: HashMap::new(), at, turn })
    }

    /// Moves the checkpoint; refused when another process has moved it.
    pub(super) fn checkpoint(&mut self, tx: &mut Tx<'_>, progress: Progress, summary: &Summary) -> Result<()> {
        if !jobs::checkpoint(tx, &self.job, self.at, progress, summary)? {
            return Err(Refused::Taken.into());
        }
        self.at = progress.rows;
        Ok(())
    }

    /// Takes the source's next turn; refused when another run took it, because rows met here may have come in with it.
    fn take_turn(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        if !rows::take_turn(tx, &self.from.source, self.turn)? {
            let same_run = !jobs::stands_at(tx, &self.job, self.at)?;
            let source_name = self.from.source.clone();
            return Err(if same_run { Refused::Taken } else { Refused::Overtaken { source_name } }.into());
        }
        self.turn += 1;
        Ok(())
    }

    /// Writes the rows, their fingerprints and the checkpoint.
    pub(super) fn write(
        &mut self,
        tx: &mut Tx<'_>,
        facts: &[Fact],
        prints: &[u64],
        progress: Progress,
        mut summary: Summary,
    ) -> Result<Summary> {
        self.take_turn(tx)?;
        let mut order: Vec<String> = Vec::new();
        let mut entries: HashMap<String, Entry> = HashMap::new();
        for fact in facts {
            let key = self.key(tx, fact, &entries)?;
            if !entries.contains_key(&key) {
                let known = self.known(tx, &key)?;
                let life = known.as_ref().map(|it| it.life.0.clone());
                order.push(key.clone());
                entries.insert(key.clone(), Entry { known, life, case: ImportedCase::default() });
            }
            let Some(entry) = entries.get_mut(&key) else { continue };
            let (life, happenings) = live(&self.plan, entry.life.take(), fact);
            deed::add(&mut entry.case, fact, happenings);
            entry.life = Some(life);
        }
        self.save(tx, order, entries, &mut summary)?;
        rows::keep(tx, &self.from.source, &self.job, progress.rows, prints)?;
        self.checkpoint(tx, progress, &summary)?;
        Ok(summary)
    }

    /// The key a row's case is kept under. Where a row is a case, a key that comes again in one run is another case.
    fn key(&mut self, tx: &mut Tx<'_>, fact: &Fact, entries: &HashMap<String, Entry>) -> Result<String> {
        if self.plan.rows() == Rows::Event {
            return Ok(fact.key.clone());
        }
        let mut count = self.again.get(&fact.key).copied().unwrap_or(1);
        loop {
            let key = if count == 1 { fact.key.clone() } else { format!("{}#{count}", fact.key) };
            let here = entries.contains_key(&key) || self.known(tx, &key)?.is_some_and(|it| it.job == self.job);
            if !here {
                return Ok(key);
            }
            count += 1;
            self.again.insert(fact.key.clone(), count);
        }
    }

    fn known(&mut self, tx: &mut Tx<'_>, key: &str) -> Result<Option<Known>> {
        match self.memory.get(key) {
            Some(known) => Ok(Some(known.clone())),
            None if self.whole => Ok(None),
            None => stored::known(tx, &self.from.source, key),
        }
    }

    fn save(
        &mut self,
        tx: &mut Tx<'_>,
        order: Vec<String>,
        mut entries: HashMap<String, Entry>,
        summary: &mut Summary,
    ) -> Result<()> {
        let mut cases = Vec::with_capacity(order.len());
        let mut told = Vec::with_capacity(order.len());
        for key in order {
            let Some(Entry { known, life: Some(life), case }) = entries.remove(&key) else { continue };
            cases.push(deed::case(case, &key, known.as_ref().map(|it| &it.case), &life));
            // A case that goes on from batch to batch is counted once: what is stored says which run wrote to it last.
            summary.cases_updated += u64::from(known.as_ref().is_some_and(|it| it.job != self.job));
            told.push((key, known.is_some(), life));
        }
        let done = self.desk.import(tx, &self.from, &cases)?;
        summary.cases_added += done.added;
        summary.events += done.events;
        if self.memory.len() + told.len() > REMEMBERED {
            self.memory.clear();
            self.whole = false;
        }
        let mut fresh = Vec::new();
        for ((key, was_known, life), case) in told.into_iter().zip(done.ids) {
            let known = Known { case, job: self.job.clone(), life: Json(life) };
            if was_known {
                stored::update(tx, &self.from.source, &key, &known)?;
            } else {
                fresh.push(key.clone());
            }
            self.memory.insert(key, known);
        }
        let fresh = fresh.iter().filter_map(|key| Some((key.as_str(), self.memory.get(key)?)));
        stored::add(tx, &self.from.source, fresh)
    }
}
