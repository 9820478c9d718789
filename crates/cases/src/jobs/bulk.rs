//! Acts on many cases: a few of them at a time, until all had their turn.

use base::ids::BulkId;
use base::{Result, Span};
use db::Tx;
use db::timers::{self, Handler, Timer};
use people::People;

use crate::Desk;
use crate::api::bulk_goes_on;
use crate::model::bulk::BulkState;
use crate::store;

/// Timers of acts on many cases; the subject is the act.
pub(crate) const BULK: &str = "cases.bulk";

/// Timers of acts that have served their time; the subject is the act.
pub(crate) const BULK_OLD: &str = "cases.bulk_old";
/// So many rows of an old act go in one transaction.
const GONE_AT_ONCE: i64 = 500;

/// An act is over, and kept for as long as policy says: it goes, some rows at a time. One that still runs goes later.
pub(super) fn forget(tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<BulkId>() else { return Ok(()) };
    let Some(it) = store::bulk::any(tx, &id)? else { return Ok(()) };
    let again = if it.state == BulkState::Running {
        Span::DAY
    } else if store::bulk::forget(tx, &id, GONE_AT_ONCE)? {
        return Ok(());
    } else {
        Span(0)
    };
    timers::set(tx, tx.now() + again, BULK_OLD, id.as_str(), &())
}

/// The handler of the timers of acts on many cases: it asks who the person is when the turn of a case comes.
pub fn bulk(desk: &Desk, people: &People) -> (&'static str, Handler) {
    let (desk, people) = (desk.clone(), people.clone());
    let handler: Handler = Box::new(move |tx, timer| {
        let Ok(id) = timer.subject.parse::<BulkId>() else { return Ok(()) };
        let running = store::bulk::any(tx, &id)?.filter(|it| it.state == BulkState::Running);
        let Some(mut it) = running else { return Ok(()) };
        if bulk_goes_on(&desk, &people, tx, &mut it, timer.attempts)? {
            let now = tx.now();
            timers::set(tx, now, BULK, id.as_str(), &())?;
        }
        Ok(())
    });
    (BULK, handler)
}
