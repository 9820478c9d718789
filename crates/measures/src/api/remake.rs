//! Making all figures anew from the event log.

use base::Result;
use db::events::Cursor;
use db::listeners::{self, Listener as _};
use db::{Db, Tx};

use crate::house::Shared;
use crate::listener::Measures;
use crate::store::books::{self, Shelf};
use crate::store::remake::{Differing, compare, swap};
use crate::store::{edition, sql};

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Events heard so far.
    pub heard: i64,
    /// The place in the log.
    pub at: Cursor,
}

/// Batches heard in one transaction: others may write in between.
const BATCHES: usize = 8;

/// Makes all figures anew from the event log and puts them in the place of the old ones, at once. Answers how the old
/// ones differed. Stopped halfway, nothing has changed.
///
/// Takes the time zone that policy names now. It may run while the program serves.
pub fn rebuild(db: &Db, house: &Shared, progress: impl FnMut(Progress)) -> Result<Vec<Differing>> {
    remake(db, house, progress, |tx, listener| {
        swap(tx)?;
        let fresh = listener.fresh_edition(tx)?;
        edition::record(tx, &fresh)
    })
}

/// Makes all figures anew from the event log and compares every row of every table with those in use; they are left
/// as they are. Empty when they are the same to the bit.
pub fn verify(db: &Db, house: &Shared, progress: impl FnMut(Progress)) -> Result<Vec<Differing>> {
    remake(db, house, progress, |_, _| Ok(()))
}

fn remake(
    db: &Db,
    house: &Shared,
    mut progress: impl FnMut(Progress),
    keep: impl FnOnce(&mut Tx<'_>, &Measures) -> Result<()> + Send + 'static,
) -> Result<Vec<Differing>> {
    let (live, check) = (Measures::new(house.clone()), Measures::checking(house.clone()));
    db.write_blocking(clear)?;
    let mut heard = 0;
    loop {
        let it = check.clone();
        let (more, at) = db.write_blocking(move |tx| {
            let more = hear(tx, &it, BATCHES)?;
            Ok((more, sql::cursor(tx, it.name())?))
        })?;
        heard += more;
        progress(Progress { heard, at });
        if more == 0 {
            break;
        }
    }
    let found = db.write_blocking(move |tx| {
        // Both have to have heard the same; the first look at the live one keeps others from moving it.
        loop {
            hear(tx, &live, usize::MAX)?;
            hear(tx, &check, usize::MAX)?;
            if sql::cursor(tx, live.name())? == sql::cursor(tx, check.name())? {
                break;
            }
        }
        let found = compare(tx)?;
        keep(tx, &live)?;
        Ok(found)
    })?;
    db.write_blocking(clear)?;
    Ok(found)
}

fn clear(tx: &mut Tx<'_>) -> Result<()> {
    books::clear(tx, Shelf::Check)?;
    listeners::reset(tx, Shelf::Check.prefix())
}

/// Hears so many batches at most; answers how many events they held.
fn hear(tx: &mut Tx<'_>, listener: &Measures, batches: usize) -> Result<i64> {
    let mut heard = 0;
    for _ in 0..batches {
        match listeners::step(tx, listener)? {
            0 => break,
            some => heard += i64::try_from(some).unwrap_or(0),
        }
    }
    Ok(heard)
}
