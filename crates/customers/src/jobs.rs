//! What this capability does by itself.

use std::collections::BTreeSet;

use base::ids::CustomerId;
use base::{Result, Span, Stamp};
use db::events::Logged;
use db::listeners::Listener;
use db::timers::{self, Handler, Handlers, Timer};
use db::{Db, Tx};

use crate::{Customers, acts, names, store};

/// Hears what changes about customers, and looks with whom each may be one person.
#[derive(Debug)]
pub struct Duplicates(pub Customers);

impl Listener for Duplicates {
    fn name(&self) -> &'static str {
        "customers.duplicates"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[
            "customers.created.v1",
            "customers.edited.v1",
            "customers.identity_added.v1",
            "customers.identity_removed.v1",
            "customers.merged.v1",
            "customers.merged_into.v1",
            "customers.merge_undone.v1",
            "customers.stands_alone.v1",
        ]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        let changed: BTreeSet<&CustomerId> = events.iter().filter_map(|it| it.customer.as_ref()).collect();
        changed.into_iter().try_for_each(|it| acts::refresh(&self.0, tx, it))
    }
}

/// Timers that bring the marks of names to what policy and keys want.
const MARKS: &str = "customers.marks";
/// Timers that go on with a sheet; the subject is the sheet.
pub(crate) const SHEET: &str = "customers.sheet";
/// Timers that go through the log of an erased customer; the subject is the erasure.
pub(crate) const REDACT: &str = "customers.redact";
/// Timers that look for customers whose data is past its time.
const QUIET: &str = "customers.quiet";
/// Timers that forget what waits no longer.
const CLEAR: &str = "customers.clear";
/// So many customers in one transaction: some milliseconds of work, so that others wait little.
const BATCH: i64 = 200;

/// The handlers of this capability's timers.
pub fn handlers(of: &Customers) -> Handlers {
    let marking = of.clone();
    let marks: Handler = Box::new(move |tx, _| {
        if names::renew(&marking, tx, BATCH)? {
            timers::set(tx, tx.now(), MARKS, "all", &())?;
        }
        Ok(())
    });
    let taking = of.clone();
    let sheet: Handler = Box::new(move |tx, timer| {
        let Ok(id) = timer.subject.parse() else { return Ok(()) };
        if acts::sheets::go_on(&taking, tx, &id)? {
            timers::set(tx, tx.now(), SHEET, id.as_str(), &())?;
        }
        Ok(())
    });
    let clearing = of.clone();
    let clear: Handler = Box::new(move |tx, _| {
        clear_sheets(&clearing, tx)?;
        timers::set(tx, tx.now() + Span::DAY, CLEAR, "all", &()).map(drop)
    });
    let redacting = of.clone();
    let redact: Handler = Box::new(move |tx, timer| go_through(&redacting, tx, timer));
    let looking = of.clone();
    let quiet: Handler = Box::new(move |tx, timer| past_retention(&looking, tx, timer));
    [(MARKS, marks), (SHEET, sheet), (CLEAR, clear), (REDACT, redact), (QUIET, quiet)].into()
}

/// Takes up what a start has to look after: marks that an earlier version, another policy or a new key left behind.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    timers::cancel(tx, MARKS, "all")?;
    timers::set(tx, tx.now(), MARKS, "all", &())?;
    timers::cancel(tx, CLEAR, "all")?;
    timers::set(tx, tx.now(), CLEAR, "all", &())?;
    timers::cancel(tx, QUIET, "all")?;
    timers::set(tx, tx.now(), QUIET, "all", &(0, ""))?;
    Ok(())
}

/// Goes on with the log of an erased customer.
fn go_through(of: &Customers, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let (Ok(id), at) = (timer.subject.parse(), timer.body::<Vec<i64>>()?) else { return Ok(()) };
    let place = match at.as_slice() {
        [member, seq] => (usize::try_from(*member).unwrap_or(usize::MAX), *seq),
        _ => (0, i64::MAX),
    };
    if let Some((member, seq)) = acts::erasure::go_on(of, tx, &id, place)? {
        let next = vec![i64::try_from(member).unwrap_or(i64::MAX), seq];
        timers::set(tx, tx.now(), REDACT, id.as_str(), &next)?;
    }
    Ok(())
}

/// Proposes customers with whom nothing happened for longer than policy keeps data, some at a time, once a day.
fn past_retention(of: &Customers, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let (since, after): (i64, String) = timer.body()?;
    let Some(before) = of.kept_since(tx)? else {
        return timers::set(tx, tx.now() + Span::DAY, QUIET, "all", &(0, "")).map(drop);
    };
    let found = store::privacy::quiet(tx, before, (Stamp(since), &after), BATCH)?;
    for it in &found {
        if it.happened.is_none_or(|at| at < before) && it.open_cases == 0 {
            acts::erasure::propose(of, tx, &it.id)?;
        }
    }
    let full = i64::try_from(found.len()).is_ok_and(|it| it == BATCH);
    match found.last().filter(|_| full) {
        Some(last) => timers::set(tx, tx.now(), QUIET, "all", &(last.updated.0, last.id.as_str())),
        None => timers::set(tx, tx.now() + Span::DAY, QUIET, "all", &(0, "")),
    }
    .map(drop)
}

/// Forgets rows of sheets that were not brought in within the time of policy.
fn clear_sheets(of: &Customers, tx: &mut Tx<'_>) -> Result<()> {
    let Ok(policy) = of.rules(tx) else { return Ok(()) };
    let before = tx.now() - policy.sheets.kept_for.span(Span::DAY);
    for id in store::sheets::old(tx, before, BATCH)? {
        store::sheets::forget(tx, &id)?;
    }
    Ok(())
}

/// Brings all marks of names under the present key, from a thread that may wait; `told` hears of every batch.
pub fn renew_marks(db: &Db, of: &Customers, mut told: impl FnMut()) -> Result<()> {
    loop {
        let of = of.clone();
        if !db.write_blocking(move |tx| names::renew(&of, tx, BATCH))? {
            return Ok(());
        }
        told();
    }
}
