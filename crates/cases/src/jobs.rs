//! What happens when a time comes: a share of a limit is used, a limit passes, a promise is broken, a pause ends.

use base::Result;
use base::ids::{CaseId, ClockId};
use db::Tx;
use db::timers::{Handler, Handlers, Timer};
use policy::Policies;
use web::Actor;

use crate::api::{Hand, go_on};
use crate::desk::Rules;
use crate::events::PromiseBroken;
use crate::model::{PromiseState, Status, Target};
use crate::rules::clock::{self, Signal};
use crate::store;

/// Timers of clocks; the subject is the clock.
pub(crate) const CLOCK: &str = "cases.clock";
/// Timers of pauses; the subject is the case.
pub(crate) const PAUSE: &str = "cases.pause";

/// The handlers of this capability's timers.
pub fn handlers(policies: &Policies) -> Handlers {
    let rules = Rules::new(policies.clone());
    let clocks = rules.clone();
    let clock: Handler = Box::new(move |tx, timer| clock_due(&clocks, tx, timer));
    let pause: Handler = Box::new(move |tx, timer| pause_over(&rules, tx, timer));
    [(CLOCK, clock), (PAUSE, pause)].into()
}

/// A clock has to be looked at: warns, or says that the limit passed, and sets the next timer.
fn clock_due(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(id) = timer.subject.parse::<ClockId>() else { return Ok(()) };
    let Some(case) = store::clocks::one(tx, &id)?.map(|it| it.case_id) else { return Ok(()) };
    let mut hand = Hand::take(tx, rules, &Actor::system(), &case, None)?;
    let Some(place) = hand.clocks.iter().position(|it| it.id == id) else { return Ok(()) };
    let said = hand.with_clock(place, clock::look).unwrap_or_default();
    let broken = said.contains(&Signal::Breached);
    hand.signals(place, said)?;
    if broken {
        promise_due(&mut hand, place)?;
    }
    hand.put_back().map(drop)
}

/// The clock of a promise passed: the promise is broken, and still owed.
fn promise_due(hand: &mut Hand<'_, '_>, place: usize) -> Result<()> {
    let Some(clock) = hand.clocks.get(place).filter(|it| it.target == Target::Promise) else { return Ok(()) };
    let Some(id) = clock.subject.as_deref().and_then(|it| it.parse().ok()) else { return Ok(()) };
    let case = hand.case.id.clone();
    let Some(mut promise) = store::promises::one(hand.tx, &case, &id)?.filter(|it| it.state == PromiseState::Open)
    else {
        return Ok(());
    };
    promise.state = PromiseState::Broken;
    store::promises::save(hand.tx, &promise)?;
    hand.tell(&PromiseBroken { promise: promise.id, person_id: promise.person_id, due_at: promise.due_ms })
}

/// The longest time of a pause is over: the case goes on by itself.
fn pause_over(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(case) = timer.subject.parse::<CaseId>() else { return Ok(()) };
    let mut hand = Hand::take(tx, rules, &Actor::system(), &case, None)?;
    if hand.case.status != Status::Paused {
        return Ok(());
    }
    go_on(&mut hand)?;
    hand.put_back().map(drop)
}
