//! Acts on many cases: a few of them at a time, until all had their turn.

use base::ids::BulkId;
use db::timers::{self, Handler};
use people::People;

use crate::Desk;
use crate::api::bulk_goes_on;
use crate::model::bulk::BulkState;
use crate::store;

/// Timers of acts on many cases; the subject is the act.
pub(crate) const BULK: &str = "cases.bulk";

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
