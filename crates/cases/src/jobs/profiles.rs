//! What cases do when something becomes of their customers.

use base::ids::{CaseId, CustomerId, ErasureId};
use base::{Result, Stamp};
use customers::events::{Erased, MergeUndone};
use customers::model::Since;
use db::Tx;
use db::events::{About, Logged, emit};
use db::listeners::Listener;
use db::timers::{self, Timer};
use serde::{Deserialize, Serialize};
use web::Actor;

use crate::Desk;
use crate::api::{Hand, erase, names_of};
use crate::events::{CustomerErased, Edited};
use crate::model::Dims;
use crate::rules::{answers, stale};
use crate::store;

/// Timers that give the cases opened since a merge to the customer who was merged; the subject is the merge.
pub(super) const MOVED: &str = "cases.customer_moved";
/// So many cases are moved in one transaction.
const AT_ONCE: i64 = 50;

/// Hears which merges of customers were taken back. While two profiles are one, their cases are read through that (no
/// case is touched), so only those opened since the merge move, and only where that is wished.
#[derive(Debug)]
pub struct MergesUndone;

/// Which cases move, and how far that came.
#[derive(Debug, Serialize, Deserialize)]
struct Moving {
    from: CustomerId,
    to: CustomerId,
    since: Stamp,
    after: Option<CaseId>,
}

impl Listener for MergesUndone {
    fn name(&self) -> &'static str {
        "cases.merges_undone"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["customers.merge_undone.v1"]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        for event in events {
            let it: MergeUndone = event.body()?;
            if it.since == Since::Merged {
                let moving = Moving { from: it.customer, to: it.merged, since: it.merged_at, after: None };
                timers::set(tx, tx.now(), MOVED, it.merge.as_str(), &moving)?;
            }
        }
        Ok(())
    }
}

/// Moves some cases; sets itself again while there are more.
pub(super) fn moved(desk: &Desk, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let it: Moving = timer.body()?;
    let cases = store::case::ids_of(tx, &it.from, (it.after.as_ref(), it.since), AT_ONCE)?;
    for case in &cases {
        move_to(desk, tx, case, &it.to)?;
    }
    if i64::try_from(cases.len()).is_ok_and(|count| count == AT_ONCE) {
        timers::set(tx, tx.now(), MOVED, &timer.subject, &Moving { after: cases.last().cloned(), ..it })?;
    }
    Ok(())
}

fn move_to(desk: &Desk, tx: &mut Tx<'_>, id: &CaseId, to: &CustomerId) -> Result<()> {
    let mut hand = Hand::take(tx, desk.rules(), &Actor::system(), id, None)?;
    let before = hand.case.clone();
    hand.case.customer_id = Some(to.clone());
    let changes = stale::changes(&before, &hand.case);
    hand.tell(&Edited { changes, dims: Dims::of(&hand.case), quality: None })?;
    let words = answers::words(&hand.book.cases, &hand.case.fields.0);
    let case = hand.put_back()?;
    let name = names_of(desk, tx, &[to])?.remove(to);
    store::search::index(tx, &case, name.as_deref(), &words)
}

/// Timers that go through the cases of a customer who was erased; the subject is the erasure.
pub(super) const ERASED: &str = "cases.customer_erased";
/// So many cases are gone through in one transaction.
const ERASED_AT_ONCE: i64 = 10;

/// Hears which customers were erased: the texts and files of their cases are gone through.
#[derive(Debug)]
pub struct CustomersErased;

/// How far the cases of an erased customer were gone through.
#[derive(Debug, Serialize, Deserialize)]
struct Erasing {
    /// Profiles whose cases wait; the last one is at hand.
    profiles: Vec<CustomerId>,
    /// All profiles that are this person.
    #[serde(default)]
    all: Vec<CustomerId>,
    after: Option<CaseId>,
    /// Whether only the index of words waits, and whether that was begun.
    swept: Option<bool>,
}

impl Listener for CustomersErased {
    fn name(&self) -> &'static str {
        "cases.customers_erased"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["customers.erased.v1"]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        for event in events {
            let it: Erased = event.body()?;
            let erasing = Erasing { all: it.profiles.clone(), profiles: it.profiles, after: None, swept: None };
            timers::set(tx, tx.now(), ERASED, it.erasure.as_str(), &erasing)?;
        }
        Ok(())
    }
}

/// Goes through some cases; sets itself again while there are more, then sees that no word is left in the index.
pub(super) fn erased(desk: &Desk, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<ErasureId>() else { return Ok(()) };
    let mut it: Erasing = timer.body()?;
    let Some(by) = customers::api::redaction(desk.customers(), tx, &id)? else { return Ok(()) };
    match (it.profiles.last().cloned(), it.swept) {
        (Some(profile), _) => {
            let cases = store::case::ids_of(tx, &profile, (it.after.as_ref(), Stamp(i64::MIN)), ERASED_AT_ONCE)?;
            for case in &cases {
                erase(desk, tx, case, &by)?;
            }
            it.after = cases.last().cloned();
            if it.after.is_none() {
                it.profiles.pop();
            }
        }
        (None, swept) => {
            if !db::search::sweep(tx, swept.is_none())? && swept.is_some() {
                return emit(tx, None, About::default(), None, &CustomerErased { erasure: id, profiles: it.all });
            }
            it.swept = Some(true);
        }
    }
    timers::set(tx, tx.now(), ERASED, &timer.subject, &it).map(drop)
}
