//! Joint handling (会办, CAS-6): the host asks other departments for parts; each accepts, sends back, or delivers.

mod shown;

use std::sync::Arc;

use base::ids::{CaseId, JointId, PersonId, UnitId};
use base::{Result, Span, Stamp};
use db::Tx;
use people::model::StaffKind;
use policy::model::{Length, Term, TimeKind};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::deadlines::{self, End};
use super::{Hand, names};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{
    JointAccepted, JointAsked, JointDelivered, JointEnded, JointReturned, JointWaived, JointWithdrawn,
};
use crate::model::Dims;
use crate::model::deadline::{Deadline, Part};
use crate::model::joint::{Joint, JointState};
use crate::refused::Refused;
use crate::rules::deadline::Wanted;
use crate::rules::{counting, joint, said};
use crate::store;

pub use shown::{JointOf, JointQuery, JointRow, JointView};

/// A part that another department is to be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewJoint {
    /// The department.
    pub unit_id: UnitId,
    /// The person in it, when one is meant.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// What is asked for.
    pub task: String,
    /// Until when the result is wanted; the time of policy when left out.
    #[serde(default)]
    pub due_at: Option<Stamp>,
}

impl Desk {
    /// Asks another department for a part of a case; its people see the case as long as policy lets them.
    ///
    /// # Errors
    /// Refused for others than the host, without a task, for the host's own unit, for a department that is asked already,
    /// for a moment that has passed, and when too many parts are open.
    pub fn ask_joint(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewJoint) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let book = Arc::clone(&hand.book);
        let all = store::joint::of(hand.tx, id)?;
        joint::may_ask(&hand.case, &hand.who, &book, &all, (&new.unit_id, new.person_id.as_ref()))?;
        let task = said(Some(&new.task)).ok_or(Barred::TaskMissing)?.to_owned();
        let now = hand.now();
        if new.due_at.is_some_and(|due| due <= now) {
            return Err(Refused::PromisePast.into());
        }
        names::unit(hand.tx, &new.unit_id)?;
        if let Some(person) = &new.person_id {
            names::person_in(hand.tx, person, &new.unit_id)?;
        }
        let told = addressed(hand.tx, &new.unit_id, new.person_id.as_ref())?;
        let part: JointId = hand.tx.id();
        let deadline = term(&mut hand, &part, 1, &joint::policy(&book)?.accept, told.clone())?;
        let it = Joint {
            id: part,
            case_id: id.clone(),
            unit_id: new.unit_id.clone(),
            person_id: new.person_id.clone(),
            task,
            by_id: hand.who.person.clone(),
            state: JointState::Asked,
            asked_ms: now,
            accepted_ms: None,
            owner_id: None,
            wait_ms: None,
            working_ms: None,
            ended_ms: None,
            ended_by_id: None,
            answer: None,
            handling_ms: None,
            handling_working_ms: None,
            wanted_ms: new.due_at,
            due_ms: deadline.due_ms,
            half_ms: deadline.half_ms,
            near_ms: deadline.near_ms,
            sees: true,
            policy: book.teamwork.by.clone(),
            edition: 1,
        };
        store::joint::insert(hand.tx, &it)?;
        store::joint::concern(hand.tx, &it, &told)?;
        store::joint::count(hand.tx, &it, counting::JOINT, 1)?;
        hand.case.open_joint += 1;
        store::search::rescope(hand.tx, &hand.case)?;
        hand.tell(&JointAsked {
            dims: Dims::of(&hand.case),
            joint: it.id,
            to_unit: it.unit_id,
            to_person: it.person_id,
            task: it.task,
            told,
            due_at: deadline.due_ms,
            wanted_at: it.wanted_ms,
        })?;
        hand.put_back().map(drop)
    }

    /// Accepts a part; the actor works on it from now on, within its own limit.
    ///
    /// # Errors
    /// Refused for others than who is asked, and when it is accepted or over.
    pub fn accept_joint(&self, tx: &mut Tx<'_>, me: &Actor, case: &CaseId, id: &JointId) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::joint::one(hand.tx, case, id)?.ok_or(Barred::NoJoint)?;
        joint::may_accept(&it, &hand.who)?;
        let (worker, now) = (me.me()?.clone(), hand.now());
        waited(&mut hand, &mut it, End::Met)?;
        let book = Arc::clone(&hand.book);
        let within = match it.wanted_ms {
            Some(wanted) => until(wanted, now),
            None => joint::policy(&book)?.deliver.clone(),
        };
        let deadline = term(&mut hand, id, 2, &within, vec![worker.clone()])?;
        (it.state, it.accepted_ms, it.owner_id) = (JointState::Accepted, Some(now), Some(worker.clone()));
        (it.due_ms, it.half_ms, it.near_ms) = (deadline.due_ms, deadline.half_ms, deadline.near_ms);
        store::joint::save(hand.tx, &it)?;
        store::joint::concern(hand.tx, &it, [&worker])?;
        let told = hosts(&hand, &it);
        hand.tell(&JointAccepted {
            joint: it.id,
            to_unit: it.unit_id,
            worker,
            told,
            waited: it.wait_ms.unwrap_or_default(),
            worked: it.working_ms.unwrap_or_default(),
            due_at: deadline.due_ms,
        })
    }

    /// Ends a part: sent back, delivered, withdrawn, or done without.
    ///
    /// # Errors
    /// Refused for others than who may, when it is over, and without the words that go with it.
    pub fn end_joint(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &JointId,
        state: JointState,
        text: &str,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::joint::one(hand.tx, case, id)?.ok_or(Barred::NoJoint)?;
        let book = Arc::clone(&hand.book);
        match state {
            JointState::Returned => joint::may_return(&it, &hand.who)?,
            JointState::Delivered => joint::may_deliver(&it, &hand.who)?,
            JointState::Withdrawn => joint::may_withdraw(&it, &hand.case, &hand.who)?,
            JointState::Waived => joint::may_waive(&it, &hand.case, &hand.who, &book)?,
            JointState::Asked | JointState::Accepted => return Err(Barred::JointOver.into()),
        }
        let answer = joint::answer(state, text)?.to_owned();
        let told = match state {
            JointState::Returned | JointState::Delivered => hosts(&hand, &it),
            _ => store::joint::people(hand.tx, &it)?,
        };
        over(&mut hand, &mut it, state, answer, told)?;
        hand.put_back().map(drop)
    }
}

/// Who is told that a department is asked: the person meant, else its team leads, else its supervisors.
fn addressed(tx: &mut Tx<'_>, unit: &UnitId, person: Option<&PersonId>) -> Result<Vec<PersonId>> {
    if let Some(person) = person {
        return Ok(vec![person.clone()]);
    }
    let leads = people::api::nearest_of(tx, unit, StaffKind::TeamLead)?;
    if leads.is_empty() { people::api::nearest_of(tx, unit, StaffKind::Supervisor) } else { Ok(leads) }
}

/// Who is told of what becomes of a part: who asked, and who handles the case.
fn hosts(hand: &Hand<'_, '_>, it: &Joint) -> Vec<PersonId> {
    let mut all: Vec<PersonId> = [&it.by_id, &hand.case.owner_id].into_iter().flatten().cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The time up to a moment, as a term.
fn until(due: Stamp, now: Stamp) -> Term {
    let left = (due - now).max(Span(0));
    Term { within: Length::Time(left), time: TimeKind::Wall, calendar: None, warnings: None }
}

/// Sets the deadline of a part: the first for its acceptance, the second for its result.
fn term(hand: &mut Hand<'_, '_>, id: &JointId, instance: i64, term: &Term, people: Vec<PersonId>) -> Result<Deadline> {
    let book = Arc::clone(&hand.book);
    let wanted = Wanted {
        part: Part::Joint,
        part_id: id.as_str(),
        instance,
        term,
        warnings: &book.teamwork.says.warnings,
        people,
        policy: book.teamwork.by.clone(),
    };
    deadlines::set(hand.tx, &book, &hand.case, wanted)
}

/// Nobody has to accept it any more: how long that took is kept.
fn waited(hand: &mut Hand<'_, '_>, it: &mut Joint, how: End) -> Result<()> {
    let (now, book) = (hand.now(), Arc::clone(&hand.book));
    it.wait_ms = Some(now - it.asked_ms);
    it.working_ms = Some(book.worked(it.asked_ms, now));
    deadlines::end(hand.tx, &book, &hand.case, Part::Joint, it.id.as_str(), how)
}

/// A part is over.
fn over(hand: &mut Hand<'_, '_>, it: &mut Joint, state: JointState, answer: String, told: Vec<PersonId>) -> Result<()> {
    let (now, book) = (hand.now(), Arc::clone(&hand.book));
    let how = if matches!(state, JointState::Withdrawn | JointState::Waived) { End::Lifted } else { End::Met };
    match it.accepted_ms {
        Some(since) => {
            it.handling_ms = Some(now - since);
            it.handling_working_ms = Some(book.worked(since, now));
            deadlines::end(hand.tx, &book, &hand.case, Part::Joint, it.id.as_str(), how)?;
        }
        None => waited(hand, it, how)?,
    }
    it.state = state;
    (it.ended_ms, it.ended_by_id) = (Some(now), hand.who.person.clone());
    it.answer = Some(answer.clone());
    (it.due_ms, it.half_ms, it.near_ms) = (Stamp::MAX, Stamp::MAX, Stamp::MAX);
    it.sees = book.teamwork.says.joint.as_ref().is_some_and(|policy| joint::sees_on(state, policy));
    store::joint::save(hand.tx, it)?;
    if !it.sees {
        store::joint::hide(hand.tx, it)?;
        store::search::rescope(hand.tx, &hand.case)?;
    }
    store::joint::count(hand.tx, it, counting::JOINT, -1)?;
    hand.case.open_joint -= 1;
    let event = JointEnded {
        joint: it.id.clone(),
        to_unit: it.unit_id.clone(),
        answer,
        told,
        waited: it.wait_ms.unwrap_or_default(),
        took: it.handling_ms,
        worked: it.handling_working_ms,
    };
    match state {
        JointState::Delivered => hand.tell(&JointDelivered(event)),
        JointState::Withdrawn => hand.tell(&JointWithdrawn(event)),
        JointState::Waived => hand.tell(&JointWaived(event)),
        _ => hand.tell(&JointReturned(event)),
    }
}
