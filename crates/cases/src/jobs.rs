//! What happens when a time comes: a share of a limit is used, a limit passes, a promise is broken, a pause ends, a
//! policy is switched off, somebody is away or back.

use base::Result;
use base::ids::{AbsenceId, CaseId};
use db::Tx;
use db::events::Logged;
use db::listeners::Listener;
use db::timers::{self, Handler, Handlers, Timer};
use policy::events::Withdrawn;
use policy::model::{EscalateOn, Kind};
use serde::{Deserialize, Serialize};
use web::Actor;

use crate::Desk;
use crate::api::{Hand, Which, due, go_on, happened, not_taken, stand_in};
use crate::desk::Rules;
use crate::events::PromiseBroken;
use crate::model::deadline::Part;
use crate::model::{PromiseState, Status, Target};
use crate::rules::clock::{self, Signal};
use crate::store;

mod bulk;
mod profiles;

pub use bulk::bulk;
pub(crate) use bulk::{BULK, BULK_OLD};
pub use profiles::{CustomersErased, MergesUndone};

/// Timers of clocks; the subject is the case, whose clocks share one timer.
pub(crate) const CLOCK: &str = "cases.clock";
/// Timers of pauses; the subject is the case.
pub(crate) const PAUSE: &str = "cases.pause";

/// Timers of deadlines; the subject is the deadline.
pub(crate) const DEADLINE: &str = "cases.deadline";

/// Timers of policy versions switched off; the subject is the version.
const OFF: &str = "cases.policy_off";
/// Timers of absences whose cases pass to others or come back; the subject is the absence.
const STAND_IN: &str = "cases.stand_in";
/// So many cases are freed of a switched-off policy, or pass to others, in one transaction.
const AT_ONCE: i64 = 100;

/// The handlers of this capability's timers.
pub fn handlers(desk: &Desk) -> Handlers {
    let rules = desk.rules().clone();
    let (moving, erasing) = (desk.clone(), desk.clone());
    let erased: Handler = Box::new(move |tx, timer| profiles::erased(&erasing, tx, timer));
    let moved: Handler = Box::new(move |tx, timer| profiles::moved(&moving, tx, timer));
    let clocks = rules.clone();
    let clock: Handler = Box::new(move |tx, timer| clock_due(&clocks, tx, timer));
    let pauses = rules.clone();
    let pause: Handler = Box::new(move |tx, timer| pause_over(&pauses, tx, timer));
    let parts = rules.clone();
    let deadline: Handler = Box::new(move |tx, timer| deadline_due(&parts, tx, timer));
    let absences = rules.clone();
    let stand_in: Handler = Box::new(move |tx, timer| stand_in_due(&absences, tx, timer));
    let acts = rules.clone();
    let old: Handler = Box::new(move |tx, timer| bulk::forget(&acts, tx, timer));
    let off: Handler = Box::new(move |tx, timer| policy_off(&rules, tx, timer));
    [
        (CLOCK, clock),
        (PAUSE, pause),
        (DEADLINE, deadline),
        (STAND_IN, stand_in),
        (OFF, off),
        (BULK_OLD, old),
        (profiles::MOVED, moved),
        (profiles::ERASED, erased),
    ]
    .into()
}

/// The clocks of a case have to be looked at: each whose time has come warns, or says that the limit passed; what comes
/// next is the timer set anew.
fn clock_due(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(case) = timer.subject.parse::<CaseId>() else { return Ok(()) };
    let mut hand = Hand::take(tx, rules, &Actor::system(), &case, None)?;
    for place in hand.due_clocks() {
        let said = hand.with_clock(place, clock::look).unwrap_or_default();
        let broken = said.contains(&Signal::Breached);
        hand.signals(place, said)?;
        if broken {
            promise_due(&mut hand, place)?;
            match hand.clocks.get(place).map(|it| it.target) {
                Some(Target::Resolution) => happened(&mut hand, EscalateOn::ResolutionBreached)?,
                Some(Target::Promise) => happened(&mut hand, EscalateOn::PromiseBroken)?,
                _ => {}
            }
        }
    }
    hand.put_back().map(drop)
}

/// A deadline has to be looked at; an escalation that nobody took in time goes on to the next leader.
fn deadline_due(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    match due(rules, tx, timer)? {
        Some((missed, case)) if missed.part == Part::Escalation => not_taken(rules, tx, &case, &missed.part_id),
        _ => Ok(()),
    }
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

/// Hears which policies are switched off. Their clocks are called off by timers, a part of the cases at a time.
#[derive(Debug)]
pub struct SwitchedOff;

impl Listener for SwitchedOff {
    fn name(&self) -> &'static str {
        "cases.policy_off"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["policy.withdrawn.v1"]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        for event in events {
            let it: Withdrawn = event.body()?;
            if it.kind == Kind::Limits {
                timers::set(tx, tx.now(), OFF, &it.policy.to_string(), &Freed { after: None })?;
            }
        }
        Ok(())
    }
}

/// How far the cases are freed of a switched-off policy.
#[derive(Debug, Serialize, Deserialize)]
struct Freed {
    /// The last case looked at.
    after: Option<CaseId>,
}

/// The limits of a version no longer hold: clocks that still wait under it are called off. Done twice, it does nothing.
fn policy_off(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let (policy, freed) = (&timer.subject, timer.body::<Freed>()?);
    let cases = store::clocks::cases_under(tx, policy, freed.after.as_ref(), AT_ONCE)?;
    for case in &cases {
        let mut hand = Hand::take(tx, rules, &Actor::system(), case, None)?;
        hand.cancel(Which::Under(policy), "policy_withdrawn")?;
        hand.put_back()?;
    }
    if i64::try_from(cases.len()).is_ok_and(|it| it == AT_ONCE) {
        timers::set(tx, tx.now(), OFF, policy, &Freed { after: cases.last().cloned() })?;
    }
    Ok(())
}

/// Hears who is away, who is back and who stands in. The cases pass by timers, a part of them at a time.
#[derive(Debug)]
pub struct StandIns;

/// What every event about an absence says.
#[derive(Deserialize)]
struct OfAbsence {
    absence: AbsenceId,
}

impl Listener for StandIns {
    fn name(&self) -> &'static str {
        STAND_IN
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["people.absence_began.v1", "people.absence_ended.v1", "people.acting_changed.v1"]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        for event in events {
            let it: OfAbsence = event.body()?;
            timers::cancel(tx, STAND_IN, it.absence.as_str())?;
            timers::set(tx, tx.now(), STAND_IN, it.absence.as_str(), &())?;
        }
        Ok(())
    }
}

/// The cases of somebody who is away pass to whoever stands in; those of somebody who is back come back.
fn stand_in_due(rules: &Rules, tx: &mut Tx<'_>, timer: &Timer) -> Result<()> {
    let Ok(absence) = timer.subject.parse::<AbsenceId>() else { return Ok(()) };
    if stand_in::settle(rules, tx, &absence, AT_ONCE)? {
        timers::set(tx, tx.now(), STAND_IN, absence.as_str(), &())?;
    }
    Ok(())
}
