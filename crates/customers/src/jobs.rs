//! What this capability does by itself.

use std::collections::BTreeSet;

use base::{Result, Span};
use base::ids::CustomerId;
use db::events::Logged;
use db::listeners::Listener;
use db::timers::{self, Handler, Handlers};
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
    [(MARKS, marks), (SHEET, sheet), (CLEAR, clear)].into()
}

/// Takes up what a start has to look after: marks that an earlier version, another policy or a new key left behind.
pub fn begin(tx: &mut Tx<'_>) -> Result<()> {
    timers::cancel(tx, MARKS, "all")?;
    timers::set(tx, tx.now(), MARKS, "all", &())?;
    timers::cancel(tx, CLEAR, "all")?;
    timers::set(tx, tx.now(), CLEAR, "all", &())?;
    Ok(())
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
