//! The books: gathers the effects of a batch of events in memory and writes each row once.

mod keep;

use std::collections::{BTreeMap, HashMap};

use base::Result;
use db::{Tx, args};
use jiff::tz::TimeZone;

use crate::catalogue::BACKLOG;
use crate::model::{CaseState, Dimension, Dims, Effect, Fact, FactKey, Stint};
use crate::rules::local::{self, Place};
use crate::rules::scale;
use crate::rules::sums::Sums;
use crate::store::sql;

/// Sums per hour; kept for the backlog only.
pub const HOUR: i64 = 1;
/// Sums per day.
pub const DAY: i64 = 2;
/// Sums per month; kept for the backlog only.
pub const MONTH: i64 = 3;

/// Which set of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// The figures people see.
    Live,
    /// Figures made anew beside them.
    Check,
}

impl Shelf {
    /// What the names of the tables begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Live => "measures",
            Self::Check => "measures_check",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct CellKey {
    metric: i64,
    grain: i64,
    dimension: i64,
    bucket: i64,
    unit: String,
    word: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct RulerKey {
    metric: i64,
    day: i64,
    mark: i64,
}

/// A fact in the books and what became of it in this batch.
#[derive(Debug, Clone)]
struct Entry {
    fact: Fact,
    day: i64,
    changed_by: Option<i64>,
    fresh: bool,
}

/// The books while a batch of events is heard. Nothing is written before [`Books::close`].
#[derive(Debug)]
pub struct Books<'z> {
    shelf: Shelf,
    zone: &'z TimeZone,
    cases: HashMap<String, CaseState>,
    /// The same as it stands in the database.
    known: HashMap<String, CaseState>,
    facts: BTreeMap<FactKey, Entry>,
    cells: HashMap<CellKey, Sums>,
    ruler: HashMap<RulerKey, i64>,
    entered: BTreeMap<i64, (Stint, Option<i64>)>,
    left: BTreeMap<i64, i64>,
}

impl<'z> Books<'z> {
    /// Opens the books for a batch.
    pub fn open(shelf: Shelf, zone: &'z TimeZone) -> Self {
        Self {
            shelf,
            zone,
            cases: HashMap::new(),
            known: HashMap::new(),
            facts: BTreeMap::new(),
            cells: HashMap::new(),
            ruler: HashMap::new(),
            entered: BTreeMap::new(),
            left: BTreeMap::new(),
        }
    }

    /// Loads what is known about these cases; the others are new.
    pub fn load(&mut self, tx: &mut Tx<'_>, cases: &[&str]) -> Result<()> {
        for group in cases.chunks(64) {
            let places = sql::list(1, group.len());
            let text = format!("SELECT case_id, state FROM {}_case WHERE case_id IN {places}", self.shelf.prefix());
            let args: Vec<_> = group.iter().map(db::Arg::arg).collect();
            for (id, state) in tx.all::<(String, db::Json<CaseState>)>(&text, &args)? {
                self.known.insert(id.clone(), state.0.clone());
                self.cases.insert(id, state.0);
            }
        }
        Ok(())
    }

    /// What is known about a case; it goes back with [`Books::put`].
    pub fn take(&mut self, case: &str) -> CaseState {
        self.cases.remove(case).unwrap_or_default()
    }

    /// Puts back what is known about a case.
    pub fn put(&mut self, case: &str, state: CaseState) {
        self.cases.insert(case.to_owned(), state);
    }

    /// Enters the effects of an event.
    pub fn enter(&mut self, tx: &mut Tx<'_>, effects: Vec<Effect>) -> Result<()> {
        for effect in effects {
            match effect {
                Effect::Count(fact) => self.count(fact),
                Effect::Recount { key, n, hits, by } => self.recount(tx, key, n, hits, by)?,
                Effect::Enter(stint) => {
                    self.level(&stint.dims, local::place(stint.from, self.zone), 1);
                    self.entered.insert(stint.seq, (stint, None));
                }
                Effect::Leave { stint, at } => {
                    self.level(&stint.dims, local::place(at, self.zone), -1);
                    match self.entered.get_mut(&stint.seq) {
                        Some((_, end)) => *end = Some(at.0),
                        None => drop(self.left.insert(stint.seq, at.0)),
                    }
                }
            }
        }
        Ok(())
    }

    fn count(&mut self, fact: Fact) {
        let place = local::place(fact.key.at, self.zone);
        self.add(&fact, place, Sums::of(fact.n, fact.hits, fact.value.unwrap_or(0)));
        self.facts.insert(fact.key, Entry { fact, day: place.day, changed_by: None, fresh: true });
    }

    fn recount(&mut self, tx: &mut Tx<'_>, key: FactKey, n: i64, hits: i64, by: i64) -> Result<()> {
        if !self.facts.contains_key(&key) {
            let Some(entry) = keep::load(tx, self.shelf, key)? else { return Ok(()) };
            self.facts.insert(key, entry);
        }
        let Some(entry) = self.facts.get_mut(&key) else { return Ok(()) };
        let value = entry.fact.value.unwrap_or(0);
        let mut change = Sums::of(n, hits, value);
        change += -Sums::of(entry.fact.n, entry.fact.hits, value);
        (entry.fact.n, entry.fact.hits, entry.changed_by) = (n, hits, Some(by));
        let fact = entry.fact.clone();
        self.add(&fact, local::place(key.at, self.zone), change);
        Ok(())
    }

    /// Adds to all sums a fact belongs to. Sums that become nothing keep their row, so that the same rows exist
    /// however the log was cut into batches.
    fn add(&mut self, fact: &Fact, place: Place, sums: Sums) {
        let metric = fact.key.metric;
        self.by_dimensions(metric, DAY, place.day, &fact.dims, sums);
        if let Some(value) = fact.value {
            let key = RulerKey { metric, day: place.day, mark: scale::mark_of(value) };
            *self.ruler.entry(key).or_default() += sums.n;
        }
    }

    fn level(&mut self, dims: &Dims, place: Place, n: i64) {
        let sums = Sums { n, ..Sums::default() };
        self.cell(BACKLOG, HOUR, None, place.hour, dims, sums);
        self.by_dimensions(BACKLOG, DAY, place.day, dims, sums);
        self.by_dimensions(BACKLOG, MONTH, place.month, dims, sums);
    }

    fn by_dimensions(&mut self, metric: i64, grain: i64, bucket: i64, dims: &Dims, sums: Sums) {
        self.cell(metric, grain, None, bucket, dims, sums);
        for dimension in Dimension::ALL {
            let told = match dimension {
                Dimension::Unit => false,
                Dimension::Step => !dims.step.is_empty(),
                _ => true,
            };
            if told {
                self.cell(metric, grain, Some(dimension), bucket, dims, sums);
            }
        }
    }

    fn cell(&mut self, metric: i64, grain: i64, by: Option<Dimension>, bucket: i64, dims: &Dims, sums: Sums) {
        let key = CellKey {
            metric,
            grain,
            dimension: by.map_or(0, Dimension::code),
            bucket,
            unit: dims.unit.clone(),
            word: by.map_or_else(String::new, |it| dims.get(it).to_owned()),
        };
        *self.cells.entry(key).or_default() += sums;
    }

    /// Writes everything; answers how many rows were touched.
    pub fn close(self, tx: &mut Tx<'_>) -> Result<usize> {
        keep::write(tx, self)
    }
}

/// Empties a set of tables.
pub fn clear(tx: &mut Tx<'_>, shelf: Shelf) -> Result<()> {
    for table in TABLES {
        tx.send(&format!("DELETE FROM {}_{table}", shelf.prefix()), args![])?;
    }
    Ok(())
}

/// The tables of a shelf, without what their names begin with.
pub const TABLES: [&str; 5] = ["case", "fact", "stint", "cell", "ruler"];
