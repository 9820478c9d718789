//! While a handler is absent whoever stands in has their cases; they come back when the handler does (AB 角, PPL-3).
//!
//! What is to be done is found from how things stand, not from what was told: heard twice, late or in parts, it ends the
//! same.

use base::Result;
use base::ids::{AbsenceId, CaseId, PersonId};
use db::Tx;
use people::model::{AbsenceRow, AbsenceState};
use web::Actor;

use super::{Hand, names};
use crate::desk::Rules;
use crate::events::{Assigned, Entrusted, Readdressed, StoodIn};
use crate::rules::standing_in::{Parts, passes, still};
use crate::store;
use crate::store::stand_ins::StandIn;

/// Passes, or gives back, a part of the cases that an absence concerns; answers whether there may be more.
pub(crate) fn settle(rules: &Rules, tx: &mut Tx<'_>, absence: &AbsenceId, most: i64) -> Result<bool> {
    let Some(absence) = people::api::absence(tx, absence)? else { return Ok(false) };
    let done = match (absence.state, &absence.acting_id) {
        (AbsenceState::Running, Some(acting)) if absence.passes && *acting != absence.person_id => {
            let cases = store::stand_ins::in_hand(tx, &absence.person_id, absence.first_receiver, most)?;
            for case in &cases {
                let mut hand = Hand::take(tx, rules, &Actor::system(), case, None)?;
                pass(&mut hand, &absence, acting)?;
                hand.put_back()?;
            }
            let shown = show_approvals(tx, &absence, acting, most)?;
            cases.len() + shown + move_on(rules, tx, &absence, Some(acting), most)?
        }
        (AbsenceState::Over, _) => move_on(rules, tx, &absence, None, most)?,
        _ => 0,
    };
    Ok(i64::try_from(done).is_ok_and(|it| it >= most))
}

/// What waits for an absent person's decision is seen by whoever stands in, who decides in their place.
fn show_approvals(tx: &mut Tx<'_>, absence: &AbsenceRow, acting: &PersonId, most: i64) -> Result<usize> {
    let cases = store::stand_ins::to_decide(tx, &absence.person_id, acting, most)?;
    for case in &cases {
        if let Some(case) = store::case::any(tx, case)? {
            store::parties::add(tx, &case, [acting])?;
        }
    }
    Ok(cases.len())
}

/// What is handed to somebody who is absent passes on to whoever stands in, unless they take it themselves.
pub(super) fn pass_on(hand: &mut Hand<'_, '_>) -> Result<()> {
    let given = [&hand.case.owner_id, &hand.case.transfer_person_id].into_iter().flatten();
    let others: Vec<PersonId> = given.filter(|it| !hand.who.is(Some(it))).cloned().collect();
    for person in others {
        let absence = people::api::absence_of(hand.tx, &person)?;
        let Some((absence, acting)) = absence.and_then(|it| it.acting_id.clone().map(|acting| (it, acting))) else {
            continue;
        };
        if acting != person {
            pass(hand, &absence, &acting)?;
        }
    }
    Ok(())
}

/// What an absent person has of a case passes to whoever stands in.
fn pass(hand: &mut Hand<'_, '_>, absence: &AbsenceRow, acting: &PersonId) -> Result<()> {
    let parts = passes(&hand.case, &absence.person_id, absence.first_receiver);
    if parts.is_none() {
        return Ok(());
    }
    let case = hand.case.id.clone();
    let before = store::stand_ins::one(hand.tx, &absence.id, &case)?;
    let kept = before.map_or(Parts::default(), |it| still(&hand.case, it.parts(), acting));
    change(hand, absence, parts, acting, false)?;
    let both = parts.or(kept);
    store::stand_ins::put(hand.tx, &row(absence, &case, acting, both))
}

fn row(absence: &AbsenceRow, case: &CaseId, acting: &PersonId, parts: Parts) -> StandIn {
    StandIn {
        absence_id: absence.id.clone(),
        case_id: case.clone(),
        from_id: absence.person_id.clone(),
        to_id: acting.clone(),
        handler: parts.handler,
        receiver: parts.receiver,
        first_receiver: parts.first_receiver,
    }
}

impl StandIn {
    fn parts(&self) -> Parts {
        Parts { handler: self.handler, receiver: self.receiver, first_receiver: self.first_receiver }
    }
}

/// What passed and is still with whoever stood in goes to the one who stands in now, or back. What somebody else took
/// over meanwhile stays there.
fn move_on(
    rules: &Rules,
    tx: &mut Tx<'_>,
    absence: &AbsenceRow,
    acting: Option<&PersonId>,
    most: i64,
) -> Result<usize> {
    let passed = store::stand_ins::passed(tx, &absence.id, acting, most)?;
    let is_here = names::is_here(tx, &absence.person_id)?;
    for it in &passed {
        let mut hand = Hand::take(tx, rules, &Actor::system(), &it.case_id, None)?;
        let parts = still(&hand.case, it.parts(), &it.to_id);
        let to = acting.unwrap_or(&absence.person_id);
        // Who left for good does not get anything back.
        if !parts.is_none() && (acting.is_some() || is_here) {
            change(&mut hand, absence, parts, to, acting.is_none())?;
        }
        match acting.filter(|_| !parts.is_none()) {
            Some(acting) => store::stand_ins::put(hand.tx, &row(absence, &it.case_id, acting, parts))?,
            None => store::stand_ins::remove(hand.tx, &absence.id, &it.case_id)?,
        }
        hand.put_back()?;
    }
    Ok(passed.len())
}

/// Gives parts of a case to somebody, and says why.
fn change(hand: &mut Hand<'_, '_>, absence: &AbsenceRow, parts: Parts, to: &PersonId, back: bool) -> Result<()> {
    let why = |promises| StoodIn { absent: absence.person_id.clone(), absence: absence.id.clone(), back, promises };
    store::parties::add(hand.tx, &hand.case, [to])?;
    if parts.handler {
        let from = hand.case.owner_id.replace(to.clone());
        let unit_id = hand.case.unit_id.clone();
        // What the handler promised the customer is kept, and reminded of, by whoever has the case.
        let promises = match &from {
            Some(from) => store::promises::pass(hand.tx, &hand.case.id, from, to)?,
            None => 0,
        };
        hand.tell(&Assigned { from, to: Some(to.clone()), unit_id, stood_in: Some(why(promises)) })?;
    }
    if parts.receiver {
        let from = hand.case.transfer_person_id.replace(to.clone());
        hand.tell(&Readdressed { from, to: to.clone(), stood_in: why(0) })?;
    }
    if parts.first_receiver {
        let from = hand.case.first_owner_id.replace(to.clone());
        hand.tell(&Entrusted { from, to: to.clone(), reason: String::new(), stood_in: Some(why(0)) })?;
    }
    Ok(())
}
