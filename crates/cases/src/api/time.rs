//! Standing still and more time (CAS-7).

use base::ids::{CaseId, ClockId};
use base::{Result, Stamp};
use db::{Tx, timers};
use web::Actor;

use super::Hand;
use crate::events::{Extended, Paused, Resumed};
use crate::model::{Case, Extension, PromiseState, Status, Target};
use crate::refused::Refused;
use crate::rules::extend::{Wish, may_extend};
use crate::rules::{clock, pausing, said};
use crate::{Desk, jobs, store};

/// More time for a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extend {
    /// The clock.
    pub clock_id: ClockId,
    /// The new due time.
    pub until: Stamp,
    /// When the customer was told.
    pub told_at: Option<Stamp>,
    /// How the customer was told.
    pub told_how: Option<String>,
    /// Why more time is needed.
    pub reason: Option<String>,
}

impl Desk {
    /// Lets a case stand still for an allowed reason; the clocks that the reason stops stand still with it.
    ///
    /// # Errors
    /// Refused when the reason is not the policy's, its note is missing, or the case is held up.
    pub fn pause(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        reason: &str,
        note: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let book = std::sync::Arc::clone(&hand.book);
        let rule = pausing::may_pause(&hand.case, &hand.who, &book, reason, note)?;
        stand_still(&mut hand, rule, said(note).map(str::to_owned))?;
        hand.put_back()
    }

    /// Lets a case go on.
    ///
    /// # Errors
    /// Refused when it does not stand still.
    pub fn resume(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        pausing::may_resume(&hand.case, &hand.who)?;
        timers::cancel(hand.tx, jobs::PAUSE, id.as_str())?;
        go_on(&mut hand)?;
        hand.put_back()
    }

    /// Gives a limit more time; the customer has been told, and it says how and when.
    ///
    /// # Errors
    /// Refused when the clock does not run or is not extended by policy, when the customer was not told, and when the
    /// new time is not later or is later than policy allows.
    pub fn extend(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>, wish: &Extend) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let place = hand.clocks.iter().position(|it| it.id == wish.clock_id).ok_or(Refused::NoClock)?;
        let found = hand.clocks.get(place).ok_or(Refused::NoClock)?;
        let asked = Wish {
            until: wish.until,
            told_at: wish.told_at,
            told_how: wish.told_how.as_deref(),
            reason: wish.reason.as_deref(),
        };
        may_extend(&hand.case, &hand.who, &hand.book, found, asked, hand.now())?;
        let extension = Extension {
            from: found.due_ms,
            until: wish.until,
            told_at: wish.told_at.unwrap_or_else(|| hand.now()),
            told_how: said(asked.told_how).unwrap_or_default().to_owned(),
            reason: said(asked.reason).unwrap_or_default().to_owned(),
            by: me.me()?.clone(),
            at: hand.now(),
        };
        put_off(&mut hand, place, extension)?;
        hand.put_back()
    }
}

/// Moves the due time of a clock; that of its promise with it.
pub(super) fn put_off(hand: &mut Hand<'_, '_>, place: usize, extension: Extension) -> Result<()> {
    let found = hand.clocks.get(place).ok_or(Refused::NoClock)?;
    let (target, promise, until) = (found.target, found.subject.clone(), extension.until);
    hand.tell(&Extended {
        clock: found.id.clone(),
        from: extension.from,
        until,
        told_at: extension.told_at,
        told_how: extension.told_how.clone(),
        reason: extension.reason.clone(),
    })?;
    hand.with_clock(place, |it, book, _| clock::extend(it, book, extension));
    if let (Target::Promise, Some(promise)) = (target, promise.and_then(|it| it.parse().ok())) {
        let case = hand.case.id.clone();
        let mut promise = store::promises::one(hand.tx, &case, &promise)?.ok_or(Refused::NoPromise)?;
        promise.due_ms = until;
        promise.state = PromiseState::Open;
        store::promises::save(hand.tx, &promise)?;
    }
    Ok(())
}

/// The case stands still for a reason, and the clocks that the reason stops with it.
pub(super) fn stand_still(hand: &mut Hand<'_, '_>, rule: &policy::model::Pause, note: Option<String>) -> Result<()> {
    let now = hand.now();
    let stopped = |it: &crate::model::Clock| it.is_live() && rule.stops.contains(&it.target.kind());
    let places: Vec<usize> = hand.clocks.iter().enumerate().filter(|(_, it)| stopped(it)).map(|(at, _)| at).collect();
    for at in places {
        hand.with_clock(at, |it, book, now| clock::pause(it, book, now, &rule.id));
    }
    let stayed = now - std::mem::replace(&mut hand.case.status_ms, now);
    hand.case.status = Status::Paused;
    hand.tell(&Paused { reason: rule.id.clone(), note, stayed })?;
    if let Some(end) = pausing::ends(rule, &hand.book, now) {
        timers::set(hand.tx, end, jobs::PAUSE, hand.case.id.as_str(), &now)?;
    }
    Ok(())
}

/// What stood still runs again.
pub(crate) fn go_on(hand: &mut Hand<'_, '_>) -> Result<()> {
    let now = hand.now();
    let paused = |it: &crate::model::Clock| it.state == crate::model::ClockState::Paused;
    let places: Vec<usize> = hand.clocks.iter().enumerate().filter(|(_, it)| paused(it)).map(|(at, _)| at).collect();
    for at in places {
        hand.with_clock(at, clock::resume);
    }
    let stayed = now - std::mem::replace(&mut hand.case.status_ms, now);
    hand.case.status = Status::Open;
    hand.tell(&Resumed { stayed })
}
