//! A department that was handed a case: its own limit after acceptance, how long it had the case, and a waiting transfer
//! taken back (CAS-6).

use std::sync::Arc;

use base::ids::CaseId;
use base::{Result, Span, Stamp};
use db::Tx;
use web::Actor;

use super::deadlines::{self, End};
use super::hand::Which;
use super::hands::ended;
use super::{Hand, stand_in};
use crate::Desk;
use crate::events::{Handled, TakenBack};
use crate::model::deadline::{DeadlineState, Part};
use crate::model::{Case, Target, Transfer, TransferState};
use crate::refused::Refused;
use crate::rules::deadline::Wanted;
use crate::rules::{hands, said};
use crate::store;

impl Desk {
    /// Takes a waiting transfer back: the case is where it was, with whom it was.
    ///
    /// # Errors
    /// Refused when none waits, for others than who handed it over or had it before, and without a reason.
    pub fn take_back(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        reason: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let waiting = hand.case.transfer_id.clone().ok_or(Refused::NoTransfer)?;
        let transfer = store::transfers::one(hand.tx, id, &waiting)?;
        hands::may_take_back(&hand.case, &hand.who, Some(&transfer))?;
        let reason = said(reason).ok_or(Refused::ReasonMissing)?.to_owned();
        let person_id = hand.case.transfer_person_id.clone();
        let transfer = ended(&mut hand, TransferState::TakenBack, Some(reason.clone()))?;
        hand.cancel(Which::Of(Target::Acceptance, transfer.id.as_str()), "taken_back")?;
        hand.moves_to(self.rules(), transfer.from_unit_id.clone())?;
        hand.case.owner_id.clone_from(&transfer.from_person_id);
        again(&mut hand, &transfer)?;
        hand.tell(&TakenBack {
            transfer: transfer.id,
            from_unit: transfer.to_unit_id,
            to_unit: transfer.from_unit_id,
            owner_id: transfer.from_person_id,
            person_id,
            reason,
            waited: transfer.wait_ms.unwrap_or_default(),
            worked: transfer.working_ms.unwrap_or_default(),
        })?;
        stand_in::pass_on(&mut hand)?;
        hand.put_back()
    }
}

/// A department has accepted a case: its own limit runs, where policy sets one.
pub(super) fn begun(hand: &mut Hand<'_, '_>, transfer: &mut Transfer) -> Result<()> {
    begins(hand, transfer, 1).map(drop)
}

/// The limit of a department begins for the first time, or anew; answers whether policy sets one.
fn begins(hand: &mut Hand<'_, '_>, transfer: &mut Transfer, instance: i64) -> Result<bool> {
    let book = Arc::clone(&hand.book);
    let code = people::api::unit(hand.tx, &transfer.to_unit_id)?.and_then(|it| it.code);
    let policy = &book.teamwork;
    let rule = policy.says.handling(&hand.case.kind, hand.case.class.as_deref(), code.as_deref());
    let Some(rule) = rule else { return Ok(false) };
    let wanted = Wanted {
        part: Part::Handling,
        part_id: transfer.id.as_str(),
        instance,
        term: &rule.term,
        warnings: &policy.says.warnings,
        // Whoever handles it by then is told: policy names them as the handler.
        people: Vec::new(),
        policy: policy.by.clone(),
    };
    let deadline = deadlines::set(hand.tx, &book, &hand.case, wanted)?;
    transfer.due_ms = Some(deadline.due_ms);
    transfer.half_ms = Some(deadline.half_ms);
    transfer.near_ms = Some(deadline.near_ms);
    store::transfers::save(hand.tx, transfer)?;
    Ok(true)
}

/// Whether a transfer brought the case from one department to another, which accepted it.
fn is_departments(it: &Transfer) -> bool {
    it.state == TransferState::Accepted && it.from_unit_id != it.to_unit_id
}

/// What a department handed on came back: its own limit goes on as if it had kept the case.
pub(super) fn again(hand: &mut Hand<'_, '_>, back: &Transfer) -> Result<()> {
    let case = hand.case.id.clone();
    let handed_on = |it: &Transfer| is_departments(it) && it.handled_ms == Some(back.asked_ms);
    let last = store::transfers::of(hand.tx, &case)?.into_iter().rev().find(handed_on);
    let Some(mut it) = last.filter(|it| it.to_unit_id == hand.case.unit_id) else { return Ok(()) };
    if let (Some(since), Some(until)) = (since(hand, &it)?, it.handled_ms) {
        let before = |all: Option<Span>, spell: Span| all.map(|it| it - spell).filter(|it| it.0 > 0);
        it.handling_ms = before(it.handling_ms, until - since);
        it.handling_working_ms = before(it.handling_working_ms, hand.book.worked(since, until));
    }
    it.handled_ms = None;
    store::transfers::save(hand.tx, &it)?;
    let Some(deadline) = store::deadlines::last(hand.tx, Part::Handling, it.id.as_str())? else { return Ok(()) };
    let state = if deadline.warned < 1000 { DeadlineState::Running } else { DeadlineState::Missed };
    let book = Arc::clone(&hand.book);
    deadlines::again(hand.tx, &book, &deadline.id, state)
}

/// A case that a department had when it was closed is opened again: the department's limit runs anew, as a new instance.
/// What it took before stays counted.
pub(super) fn reopened(hand: &mut Hand<'_, '_>) -> Result<()> {
    let case = hand.case.id.clone();
    let last = store::transfers::of(hand.tx, &case)?.into_iter().rev().find(is_departments);
    let Some(mut it) = last.filter(|it| it.to_unit_id == hand.case.unit_id && it.handled_ms.is_some()) else {
        return Ok(());
    };
    let before = store::deadlines::last(hand.tx, Part::Handling, it.id.as_str())?.map_or(0, |it| it.instance);
    it.handled_ms = None;
    // Where policy sets no limit any more, the department was done when it was done.
    begins(hand, &mut it, before + 1).map(drop)
}

/// Since when a department has the case: since it accepted it, or since the case was opened again.
fn since(hand: &mut Hand<'_, '_>, it: &Transfer) -> Result<Option<Stamp>> {
    let anew = store::deadlines::last(hand.tx, Part::Handling, it.id.as_str())?.filter(|it| it.instance > 1);
    Ok(anew.map(|it| it.started_ms).or(it.ended_ms))
}

/// The department that has the case is done with it: it is solved, closed, or handed on.
pub(super) fn done(hand: &mut Hand<'_, '_>, how: End) -> Result<()> {
    let (case, now) = (hand.case.id.clone(), hand.now());
    let accepted = |it: &Transfer| is_departments(it) && it.handled_ms.is_none();
    let last = store::transfers::of(hand.tx, &case)?.into_iter().rev().find(accepted);
    let Some(mut it) = last.filter(|it| it.to_unit_id == hand.case.unit_id) else { return Ok(()) };
    let Some(since) = since(hand, &it)? else { return Ok(()) };
    let book = Arc::clone(&hand.book);
    let (took, worked) = (now - since, book.worked(since, now));
    it.handled_ms = Some(now);
    it.handling_ms = Some(it.handling_ms.unwrap_or_default() + took);
    it.handling_working_ms = Some(it.handling_working_ms.unwrap_or_default() + worked);
    store::transfers::save(hand.tx, &it)?;
    deadlines::end(hand.tx, &book, &hand.case, Part::Handling, it.id.as_str(), how)?;
    let in_time = it.due_ms.map(|due| now <= due);
    hand.tell(&Handled { transfer: it.id, unit_id: it.to_unit_id, took, worked, in_time })
}
