//! The way in for other systems' cases: rows, events with their original words, clocks from the source's deadlines.
//!
//! The importer gives each case as it stands after the rows of a batch, with the events of those rows in file order.
//! A case that is there already (same source and key) is brought up to date and its events are added; whether a file was
//! imported before is the importer's to know. No timer is set for a time that has passed. Whoever imports did none of
//! it: the events have no actor of ours, and timelines name the person or the group that the source names. Answers to
//! the fields of policy are kept, sealed, found and told as those of live work.

use std::collections::BTreeMap;

use base::ids::{CaseId, CustomerId, PersonId, UnitId};
use base::{Result, Stamp};
use db::Tx;
use db::events::{Entry, emit_many};
use jiff::tz::TimeZone;

use crate::Desk;
use crate::model::{Fields, Status, Target};
use crate::rules::counting;
use crate::store;

mod answers;
mod build;

/// What the cases of a batch have in common.
#[derive(Debug, Clone)]
pub struct ImportedFrom {
    /// The other system, such as `bpi2014`.
    pub source: String,
    /// The unit that has the cases.
    pub unit_id: UnitId,
    /// The time zone of the organisation's days.
    pub zone: TimeZone,
}

/// A case of another system, as it stands after the rows of this batch.
#[derive(Debug, Clone, Default)]
pub struct ImportedCase {
    /// Its key in the other system; unique within the source.
    pub key: String,
    /// Its id here, when the importer knows it from an earlier batch; looked up by the key otherwise.
    pub id: Option<CaseId>,
    /// What it is about; empty when the source does not say.
    pub subject: String,
    /// What the customer said.
    pub description: String,
    /// Its kind here, such as `complaint`.
    pub kind: String,
    /// Its class, in the source's words.
    pub class: Option<String>,
    /// How it came in, in the source's words.
    pub channel: String,
    /// Its priority, in the source's words.
    pub priority: String,
    /// Where it stands, in the source's words.
    pub step: String,
    /// Open, paused or closed.
    pub status: Option<Status>,
    /// Who handles it, when that is one of our people.
    pub owner_id: Option<PersonId>,
    /// The unit that has it; that of [`ImportedFrom`] when absent.
    pub unit_id: Option<UnitId>,
    /// The customer, when known here.
    pub customer_id: Option<CustomerId>,
    /// Everything else the source says, by name.
    pub attrs: Fields,
    /// When it was opened.
    pub opened: Stamp,
    /// When it was first answered.
    pub answered: Option<Stamp>,
    /// When it was last solved.
    pub resolved: Option<Stamp>,
    /// When it was closed; needed when `status` is closed.
    pub closed: Option<Stamp>,
    /// How it ended.
    pub outcome: Option<String>,
    /// How many times it was worked on again.
    pub reopen_count: i64,
    /// Its time limits, each as known by now.
    pub clocks: Vec<ImportedClock>,
    /// What happened, in file order.
    pub events: Vec<ImportedEvent>,
}

/// A time limit of an imported case. A case has at most one of each target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedClock {
    /// What it waits for.
    pub target: Target,
    /// When it began to run.
    pub started: Stamp,
    /// When it is due, where the source says so.
    pub due: Option<Stamp>,
    /// When it was reached.
    pub ended: Option<Stamp>,
    /// Whether it was reached in time, where the source says so; otherwise it follows from `due` and `ended`, and for a
    /// clock that was not reached from `due` and the moment of the import.
    pub in_time: Option<bool>,
}

/// One event of an imported case. A row of the source is exactly one event with an `activity`.
#[derive(Debug, Clone, Default)]
pub struct ImportedEvent {
    /// When it happened.
    pub at: Stamp,
    /// Its kind, one of [`crate::events::KINDS`]; `cases.recorded.v1` where nothing more exact fits.
    pub kind: &'static str,
    /// The original activity; absent for an event that was concluded and is no row of its own.
    pub activity: Option<String>,
    /// The original state.
    pub state: Option<String>,
    /// Who did it, as the source names them.
    pub resource: Option<String>,
    /// Which group did it, as the source names it.
    pub group: Option<String>,
    /// Everything else in the row that is worth keeping.
    pub attrs: Fields,
    /// Fields of the event's own type beyond those reckoned here (`satisfied`, `reason`, `outcome`, `body` …). What is
    /// reckoned: what the case is counted by, its number and subject (`opened`), wall-clock spans, `from` and `to` of
    /// steps when `state` changes, counts of reopenings.
    pub body: Fields,
    /// What its row answers of the fields of policy, each of its field's type; those of [`Desk::fields`].
    pub answers: Fields,
    /// For a `cases.opened` made only because a case needs one.
    pub synthetic: bool,
}

/// What a batch did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The ids of the batch's cases, in its order.
    pub ids: Vec<CaseId>,
    /// Cases that are new.
    pub added: u64,
    /// Cases that were there.
    pub updated: u64,
    /// Events written, those of clocks included.
    pub events: u64,
}

/// What is told of one case.
type Log = (CaseId, Option<CustomerId>, Vec<build::Ready>);

impl Desk {
    /// Writes a batch of imported cases. Keys within a batch have to be distinct.
    ///
    /// # Errors
    /// A fault when the database refuses; nothing is refused by the rules, because what happened, happened.
    pub fn import(&self, tx: &mut Tx<'_>, from: &ImportedFrom, cases: &[ImportedCase]) -> Result<Imported> {
        let now = tx.now();
        let mut done = Imported::default();
        let mut deltas: BTreeMap<counting::Key, i64> = BTreeMap::new();
        let (mut fresh, mut clocks, mut answered) = (Vec::new(), Vec::new(), Vec::new());
        let mut logs: Vec<Log> = Vec::new();
        for given in cases {
            let before = store::imports::known(tx, &from.source, given)?;
            let mut case = build::case(tx, from, given, before.as_ref())?;
            let mut edits = Vec::new();
            if answers::any(&given.events) {
                let book = self.rules().of(tx, &case.unit_id)?;
                edits = answers::take(self, tx, &book, (before.as_ref(), &mut case), &given.events)?;
                answered.push((case.clone(), before.is_none(), book));
            }
            let known = if before.is_some() { store::clocks::of(tx, &case.id)? } else { Vec::new() };
            let mut entries = build::events(&case, before.as_ref(), given, edits)?;
            let timed = build::clocks(tx, &case, given, &known, now);
            entries.extend(timed.entries);
            for (key, by) in counting::deltas(before.as_ref(), &case, &from.zone) {
                *deltas.entry(key).or_default() += by;
            }
            done.ids.push(case.id.clone());
            done.events += u64::try_from(entries.len()).unwrap_or(0);
            logs.push((case.id.clone(), case.customer_id.clone(), entries));
            for clock in timed.changed {
                store::clocks::save(tx, &clock)?;
            }
            clocks.extend(timed.fresh);
            if let Some(before) = before {
                done.updated += 1;
                let words = answers::words(self, tx, &case)?;
                store::imports::update(tx, &before, &case, &words)?;
            } else {
                done.added += 1;
                fresh.push(case);
            }
        }
        store::case::insert(tx, &fresh)?;
        store::clocks::insert(tx, &clocks)?;
        build::timers(tx, &clocks, now)?;
        for case in &fresh {
            let words = answers::words(self, tx, case)?;
            store::imports::find(tx, case, &words)?;
        }
        answered.iter().try_for_each(|(case, is_new, book)| super::answers::mark(tx, book, case, *is_new))?;
        store::counters::add_all(tx, &deltas)?;
        tell(tx, &logs)?;
        Ok(done)
    }
}

fn tell(tx: &mut Tx<'_>, logs: &[Log]) -> Result<()> {
    let entries = logs.iter().flat_map(|(id, customer, entries)| {
        entries.iter().map(move |it| Entry {
            at: it.at,
            // None of our people did it; the event names whom the source names.
            by: None,
            kind: it.kind,
            case: Some(id),
            customer: customer.as_ref(),
            policy: None,
            body: it.body.clone(),
        })
    });
    emit_many(tx, entries).map(drop)
}
