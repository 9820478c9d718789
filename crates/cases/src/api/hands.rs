//! Into other hands: assignment, transfer, acceptance, return (CAS-5, CAS-6).

use base::Result;
use base::ids::{CaseId, PersonId, TransferId, UnitId};
use db::Tx;
use policy::model::EscalateOn;
use web::Actor;

use super::deadlines::End;
use super::hand::Which;
use super::{Hand, department, names, stand_in};
use crate::Desk;
use crate::events::{Accepted, Assigned, Edited, Entrusted, Returned, Transferred};
use crate::model::{Case, Dims, Target, Transfer, TransferState};
use crate::refused::Refused;
use crate::rules::{hands, intake, said, stale};
use crate::store;

/// To whom a case is handed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handover {
    /// The unit; when left out, the one that policy makes responsible for the class.
    pub unit_id: Option<UnitId>,
    /// The person in it, when one is meant.
    pub person_id: Option<PersonId>,
    /// The class it turned out to be.
    pub class: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Desk {
    /// Gives a case another handler within its unit, or none.
    ///
    /// # Errors
    /// Refused when the right is missing, the person is not of the unit, or a transfer waits.
    pub fn assign(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        to: Option<&PersonId>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        hands::may_assign(&hand.case, &hand.who, to)?;
        if let Some(person) = to {
            names::person_in(hand.tx, person, &hand.case.unit_id)?;
            store::parties::add(hand.tx, &hand.case, [person])?;
        }
        let from = std::mem::replace(&mut hand.case.owner_id, to.cloned());
        let unit_id = hand.case.unit_id.clone();
        hand.tell(&Assigned { from, to: to.cloned(), unit_id, stood_in: None })?;
        stand_in::pass_on(&mut hand)?;
        hand.put_back()
    }

    /// Makes somebody else the first receiver, who answers to the customer from then on.
    ///
    /// # Errors
    /// Refused when policy does not leave this to supervisors, the actor does not supervise the case, the reason is
    /// missing, or there is no such person.
    pub fn entrust(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        to: &PersonId,
        reason: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        hands::may_entrust(&hand.case, &hand.who, &hand.book)?;
        hands::may_entrust_to(&hand.case, to, reason)?;
        names::person(hand.tx, to)?;
        store::parties::add(hand.tx, &hand.case, [to])?;
        let from = hand.case.first_owner_id.replace(to.clone());
        let reason = said(reason).unwrap_or_default().to_owned();
        hand.tell(&Entrusted { from, to: to.clone(), reason, stood_in: None })?;
        hand.put_back()
    }

    /// Hands a case to another unit, or to a person. To another unit it waits for acceptance, where policy says so; the
    /// first receiver stays responsible.
    ///
    /// # Errors
    /// Refused without the right or a reason, to where it is already, while it is held up, when it was sent back so
    /// often that a supervisor decides, and when no unit is named and policy knows none for the class.
    pub fn transfer(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>, to: &Handover) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let unit = receiver(&mut hand, to)?;
        let person = to.person_id.as_ref();
        hands::may_transfer(&hand.case, &hand.who, &hand.book, &unit, person, to.reason.as_deref())?;
        names::unit(hand.tx, &unit)?;
        if let Some(person) = person {
            names::person_in(hand.tx, person, &unit)?;
        }
        if let Some(class) = &to.class {
            reclassify(&mut hand, class)?;
        }
        let waits = hands::waits(&hand.case, &hand.book, &unit);
        let elsewhere = unit != hand.case.unit_id;
        if elsewhere {
            department::done(&mut hand, End::Lifted)?;
        }
        let transfer = written(&mut hand, &unit, to, waits)?;
        hand.tell(&Transferred {
            transfer: transfer.id.clone(),
            from_unit: transfer.from_unit_id,
            from_person: transfer.from_person_id.clone(),
            to_unit: unit.clone(),
            to_person: person.cloned(),
            reason: transfer.reason,
            waits,
        })?;
        let people = [transfer.from_person_id.clone(), person.cloned(), hand.who.person.clone()];
        store::parties::add(hand.tx, &hand.case, people.iter().flatten())?;
        hand.moves_to(self.rules(), unit)?;
        if waits {
            hand.case.owner_id = None;
            hand.case.transfer_person_id = person.cloned();
            hand.start(Target::Acceptance, Some(transfer.id.as_str()))?;
            hand.case.transfer_id = Some(transfer.id);
        } else {
            hand.case.owner_id = person.cloned();
            if elsewhere {
                let case = hand.case.id.clone();
                let mut taken = store::transfers::one(hand.tx, &case, &transfer.id)?;
                department::begun(&mut hand, &mut taken)?;
            }
        }
        stand_in::pass_on(&mut hand)?;
        hand.put_back()
    }

    /// Accepts the transfer that waits; the actor handles the case from now on.
    ///
    /// # Errors
    /// Refused when none waits, or it is addressed to others.
    pub fn accept(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        hands::may_accept(&hand.case, &hand.who)?;
        let owner_id = me.me()?.clone();
        let mut transfer = ended(&mut hand, TransferState::Accepted, None)?;
        hand.meet(Which::Of(Target::Acceptance, transfer.id.as_str()))?;
        hand.case.owner_id = Some(owner_id.clone());
        if hands::first_owner_moves(&hand.book) {
            hand.case.first_owner_id = Some(owner_id.clone());
        }
        store::parties::add(hand.tx, &hand.case, [&owner_id])?;
        department::begun(&mut hand, &mut transfer)?;
        hand.tell(&Accepted {
            transfer: transfer.id,
            unit_id: transfer.to_unit_id,
            owner_id,
            waited: transfer.wait_ms.unwrap_or_default(),
            worked: transfer.working_ms.unwrap_or_default(),
        })?;
        hand.put_back()
    }

    /// Sends the waiting transfer back to where it came from.
    ///
    /// # Errors
    /// Refused when none waits, it is addressed to others, or the reason is missing.
    pub fn send_back(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        reason: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        hands::may_return(&hand.case, &hand.who, reason)?;
        let reason = said(reason).unwrap_or_default().to_owned();
        let transfer = ended(&mut hand, TransferState::Returned, Some(reason.clone()))?;
        hand.cancel(Which::Of(Target::Acceptance, transfer.id.as_str()), "returned")?;
        hand.moves_to(self.rules(), transfer.from_unit_id.clone())?;
        hand.case.owner_id.clone_from(&transfer.from_person_id);
        hand.case.return_count += 1;
        department::again(&mut hand, &transfer)?;
        store::parties::add(hand.tx, &hand.case, hand.who.person.clone().as_ref())?;
        hand.tell(&Returned {
            transfer: transfer.id,
            from_unit: transfer.to_unit_id,
            to_unit: transfer.from_unit_id,
            owner_id: transfer.from_person_id,
            reason,
            waited: transfer.wait_ms.unwrap_or_default(),
            worked: transfer.working_ms.unwrap_or_default(),
        })?;
        super::escalations::happened(&mut hand, EscalateOn::Returned)?;
        stand_in::pass_on(&mut hand)?;
        hand.put_back()
    }
}

/// The unit a case is handed to: the one named, else the one that policy makes responsible for its class.
fn receiver(hand: &mut Hand<'_, '_>, to: &Handover) -> Result<UnitId> {
    hands::may_hand_over(&hand.case, &hand.who, &hand.book)?;
    if let Some(class) = &to.class {
        intake::check_class(&hand.book, &hand.case.kind, class)?;
    }
    if let Some(unit) = &to.unit_id {
        return Ok(unit.clone());
    }
    let class = to.class.as_deref().or(hand.case.class.as_deref());
    let code = hand.book.cases.responsible(&hand.case.kind, class).ok_or(Refused::NoRoute)?;
    let unit = people::api::unit_by_code(hand.tx, code)?.ok_or_else(|| Refused::RouteToNowhere(code.to_owned()))?;
    Ok(unit.id)
}

/// Changes the class on the way; running clocks stay as they are.
fn reclassify(hand: &mut Hand<'_, '_>, class: &str) -> Result<()> {
    let before = hand.case.clone();
    hand.case.class = Some(class.to_owned());
    let changes = stale::changes(&before, &hand.case);
    if changes.is_empty() { Ok(()) } else { hand.tell(&Edited { changes, dims: Dims::of(&hand.case), quality: None }) }
}

/// Writes a transfer down.
fn written(hand: &mut Hand<'_, '_>, unit: &UnitId, to: &Handover, waits: bool) -> Result<Transfer> {
    let (now, id): (_, TransferId) = (hand.now(), hand.tx.id());
    let at_once = |it: base::Stamp| (!waits).then_some(it);
    let transfer = Transfer {
        id,
        case_id: hand.case.id.clone(),
        from_unit_id: hand.case.unit_id.clone(),
        from_person_id: hand.case.owner_id.clone(),
        to_unit_id: unit.clone(),
        to_person_id: to.person_id.clone(),
        reason: said(to.reason.as_deref()).unwrap_or_default().to_owned(),
        by_id: hand.who.person.clone(),
        state: if waits { TransferState::Pending } else { TransferState::Accepted },
        asked_ms: now,
        ended_ms: at_once(now),
        ended_by_id: hand.who.person.clone().filter(|_| !waits),
        answer: None,
        wait_ms: at_once(now).map(|_| base::Span(0)),
        working_ms: at_once(now).map(|_| base::Span(0)),
        due_ms: None,
        half_ms: None,
        near_ms: None,
        handled_ms: None,
        handling_ms: None,
        handling_working_ms: None,
    };
    store::transfers::insert(hand.tx, &transfer)?;
    Ok(transfer)
}

/// Ends the transfer that waits, with how long it waited.
pub(super) fn ended(hand: &mut Hand<'_, '_>, state: TransferState, answer: Option<String>) -> Result<Transfer> {
    let waiting = hand.case.transfer_id.take().ok_or(Refused::NoTransfer)?;
    hand.case.transfer_person_id = None;
    let mut transfer = store::transfers::one(hand.tx, &hand.case.id, &waiting)?;
    let now = hand.now();
    transfer.state = state;
    transfer.ended_ms = Some(now);
    transfer.ended_by_id.clone_from(&hand.who.person);
    transfer.answer = answer;
    transfer.wait_ms = Some(now - transfer.asked_ms);
    transfer.working_ms = Some(hand.book.worked(transfer.asked_ms, now));
    store::transfers::save(hand.tx, &transfer)?;
    Ok(transfer)
}
