//! Acts on many cases: a few of them at a time, until all had their turn.

use base::ids::BulkId;
use base::{Result, Span};
use db::Tx;
use db::timers::{self, Handler, Timer};
use people::People;

use crate::Desk;
use crate::api::bulk_goes_on;
use crate::desk::Rules;
use crate::model::bulk::BulkState;
use crate::store;

/// Timers of acts on many cases; the subject is the act.
pub(crate) const BULK: &str = "cases.bulk";

/// Timers of acts that go some day; the subject is the act.
pub(crate) const BULK_OLD: &str = "cases.bulk_old";
/// So many rows of an old act go in one transaction.
const GONE_AT_ONCE: i64 = 500;

/// Looks once a day whether an act has been over for as long as policy keeps it; then it goes, some rows at a time.
pub(super) fn forget(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<BulkId>() else { return Ok(()) };
    let Some(it) = store::bulk::any(tx, &id)? else { return Ok(()) };
    let (now, kept) = (tx.now(), Span::DAY.times(rules.now(tx)?.cases.bulk.kept_days));
    let again = if it.ended_ms.is_none_or(|ended| now < ended + kept) {
        Span::DAY
    } else if store::bulk::forget(tx, &id, GONE_AT_ONCE)? {
        return Ok(());
    } else {
        Span(0)
    };
    timers::set(tx, now + again, BULK_OLD, id.as_str(), &())
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
