//! Cases brought before leaders, level by level; grave natures; cases that supervisors watch (CAS-9).

mod shown;

use std::sync::Arc;

use base::ids::{CaseId, EscalationId, PersonId};
use base::{Result, Stamp};
use db::{Json, Tx};
use policy::model::{EscalateOn, Seat, Term};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::Hand;
use super::deadlines::{self, End};
use super::seats::holders;
use crate::Desk;
use crate::barred::Barred;
use crate::desk::Rules;
use crate::events::{Escalated, EscalationSettled, EscalationTaken, Watched};
use crate::model::deadline::Part;
use crate::model::escalation::{Escalation, EscalationKind, EscalationState};
use crate::model::urging::Brought;
use crate::model::{Case, Dims};
use crate::refused::Refused;
use crate::rules::deadline::Wanted;
use crate::rules::{counting, escalation, said};
use crate::store;

pub use shown::{BoardCount, BoardQuery, EscalationView, EscalationsOf};

/// A case to be brought before a leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEscalation {
    /// The grave nature, a word of policy; the next level of the ladder when left out.
    #[serde(default)]
    pub nature: Option<String>,
    /// Why.
    pub reason: String,
}

/// A case to be watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWatch {
    /// What is wanted.
    pub reason: String,
    /// Until when.
    pub due_at: Stamp,
}

/// A step about to be made.
struct Step<'a> {
    kind: EscalationKind,
    level: i64,
    nature: Option<String>,
    to: &'a Seat,
    term: &'a Term,
    cause: &'a str,
    reason: String,
}

impl Desk {
    /// Brings a case before the next leader of its ladder, or before the named leader of a grave nature.
    ///
    /// # Errors
    /// Refused without a reason, at the top of the ladder, for an unknown nature, when nobody holds the leader's seat, and
    /// for others than who answers for the case.
    pub fn escalate(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewEscalation) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        escalation::may_escalate(&hand.case, &hand.who)?;
        let reason = said(Some(&new.reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let book = Arc::clone(&hand.book);
        let policy = &book.escalation.says;
        let all = store::escalations::of(hand.tx, id)?;
        if let Some(nature) = &new.nature {
            let rule = policy.nature(nature).ok_or(Barred::UnknownNature)?;
            if all.iter().any(|it| it.is_open() && it.nature.as_ref() == Some(nature)) {
                return Err(Barred::EscalatedAlready.into());
            }
            let step = Step {
                kind: EscalationKind::Nature,
                level: 0,
                nature: Some(nature.clone()),
                to: &rule.to,
                term: &rule.term,
                cause: "by_hand",
                reason,
            };
            return made(&mut hand, step).map(drop);
        }
        let ladder = policy.ladder(&hand.case.kind, hand.case.class.as_deref()).ok_or(Barred::NoLadder)?;
        let level = escalation::next_level(ladder, escalation::level(&all)).ok_or(Barred::TopOfLadder)?;
        climb(&mut hand, &all, level, "by_hand", reason)
    }

    /// A supervisor watches a case until a moment.
    ///
    /// # Errors
    /// Refused for others than its supervisors, without what is wanted, for a moment that has passed, and when the actor
    /// watches it already.
    pub fn watch(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewWatch) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        escalation::may_watch(&hand.case, &hand.who)?;
        let reason = said(Some(&new.reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let (person, now) = (me.me()?.clone(), hand.now());
        if new.due_at <= now {
            return Err(Refused::PromisePast.into());
        }
        let all = store::escalations::of(hand.tx, id)?;
        if all
            .iter()
            .any(|it| it.is_open() && it.taken_by_id.as_ref() == Some(&person) && it.kind == EscalationKind::Watched)
        {
            return Err(Barred::EscalatedAlready.into());
        }
        watched(&mut hand, &person, "by_hand", reason, new.due_at)
    }

    /// A leader takes what was brought before them.
    ///
    /// # Errors
    /// Refused for others than its leaders, and when it is taken or over.
    pub fn take_escalation(&self, tx: &mut Tx<'_>, me: &Actor, case: &CaseId, id: &EscalationId) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::escalations::one(hand.tx, case, id)?.ok_or(Barred::NoEscalation)?;
        escalation::may_take(&it, &hand.who)?;
        it.state = EscalationState::Taken;
        (it.taken_by_id, it.taken_ms) = (Some(me.me()?.clone()), Some(hand.now()));
        waits_no_more(&mut hand, &it, End::Met)?;
        store::escalations::save(hand.tx, &it)?;
        hand.tell(&EscalationTaken { escalation: it.id, level: it.level })
    }

    /// A leader settles it, with what was done.
    ///
    /// # Errors
    /// Refused for others than who has taken it, without an answer, and when it is over.
    pub fn settle_escalation(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &EscalationId,
        answer: &str,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::escalations::one(hand.tx, case, id)?.ok_or(Barred::NoEscalation)?;
        escalation::may_settle(&it, &hand.who)?;
        let answer = said(Some(answer)).ok_or(Refused::TextMissing)?.to_owned();
        if it.state == EscalationState::Waiting {
            waits_no_more(&mut hand, &it, End::Met)?;
        }
        (it.state, it.ended_ms) = (EscalationState::Settled, Some(hand.now()));
        it.answer = Some(answer.clone());
        store::escalations::save(hand.tx, &it)?;
        hand.tell(&EscalationSettled { escalation: it.id, level: it.level, answer })
    }
}

/// A supervisor has a case under watch from now on.
fn watched(hand: &mut Hand<'_, '_>, person: &PersonId, cause: &str, reason: String, due_at: Stamp) -> Result<()> {
    let now = hand.now();
    let middle = Stamp(i64::midpoint(now.0, due_at.0));
    let it = Escalation {
        id: hand.tx.id(),
        case_id: hand.case.id.clone(),
        unit_id: hand.case.unit_id.clone(),
        kind: EscalationKind::Watched,
        level: 0,
        nature: None,
        cause: cause.to_owned(),
        reason: reason.clone(),
        by_id: hand.who.person.clone(),
        leaders: Json(vec![person.clone()]),
        state: EscalationState::Taken,
        taken_by_id: Some(person.clone()),
        taken_ms: Some(now),
        at_ms: now,
        due_ms: due_at,
        half_ms: middle,
        near_ms: Stamp(i64::midpoint(middle.0, due_at.0)),
        answer: None,
        ended_ms: None,
        policy: hand.book.escalation.by.clone(),
        edition: 1,
    };
    store::escalations::insert(hand.tx, &it)?;
    store::parties::add(hand.tx, &hand.case, [person])?;
    let owner_id = hand.case.owner_id.clone();
    hand.tell(&Watched { escalation: it.id, reason, due_at, owner_id, supervisor: Some(person.clone()) })
}

/// The n-th urging brings a case up; answers whether it did: nobody may hold the seat, or somebody watches it already.
pub(super) fn urged(hand: &mut Hand<'_, '_>, to: Brought, reason: &str, term: &Term) -> Result<bool> {
    if hand.case.source.is_some() {
        return Ok(false);
    }
    let book = Arc::clone(&hand.book);
    let case = hand.case.id.clone();
    let all = store::escalations::of(hand.tx, &case)?;
    if to == Brought::Ladder {
        let ladder = book.escalation.says.ladder(&hand.case.kind, hand.case.class.as_deref());
        let level = ladder.and_then(|ladder| escalation::next_level(ladder, escalation::level(&all)));
        let Some(level) = level else { return Ok(false) };
        return match climb(hand, &all, level, "urged", reason.to_owned()) {
            Err(failure) if failure.code().is_some() => Ok(false),
            other => other.map(|()| true),
        };
    }
    if all.iter().any(|it| it.is_open() && it.kind == EscalationKind::Watched) {
        return Ok(false);
    }
    let seat = Seat::Role("supervisor".to_owned());
    let Some(supervisor) = holders(hand.tx, &hand.case, &seat, &[])?.into_iter().next() else { return Ok(false) };
    let due_at = crate::rules::deadline::ends(&book, term, hand.now());
    watched(hand, &supervisor, "urged", reason.to_owned(), due_at).map(|()| true)
}

/// Brings a case to a level of its ladder; what waits below is passed on.
fn climb(hand: &mut Hand<'_, '_>, all: &[Escalation], level: i64, cause: &str, reason: String) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let ladder = book.escalation.says.ladder(&hand.case.kind, hand.case.class.as_deref()).ok_or(Barred::NoLadder)?;
    let at = usize::try_from(level - 1).unwrap_or(usize::MAX);
    let rung = ladder.levels.get(at).ok_or(Barred::TopOfLadder)?;
    let (to, term) = (&rung.to, &rung.term);
    made(hand, Step { kind: EscalationKind::Level, level, nature: None, to, term, cause, reason })?;
    for below in all.iter().filter(|it| it.is_open() && it.kind == EscalationKind::Level) {
        let mut below = below.clone();
        if below.state == EscalationState::Waiting {
            waits_no_more(hand, &below, End::Lifted)?;
        }
        (below.state, below.ended_ms) = (EscalationState::Passed, Some(hand.now()));
        store::escalations::save(hand.tx, &below)?;
    }
    Ok(())
}

/// Writes a step down: its leaders are told, and have until the term's end to take it.
fn made(hand: &mut Hand<'_, '_>, step: Step<'_>) -> Result<EscalationId> {
    let leaders = holders(hand.tx, &hand.case, step.to, &[])?;
    if leaders.is_empty() {
        return Err(Barred::NoLeader.into());
    }
    let book = Arc::clone(&hand.book);
    let id: EscalationId = hand.tx.id();
    let wanted = Wanted {
        part: Part::Escalation,
        part_id: id.as_str(),
        instance: 1,
        term: step.term,
        warnings: &book.escalation.says.warnings,
        people: leaders.clone(),
        policy: book.escalation.by.clone(),
    };
    let deadline = deadlines::set(hand.tx, &book, &hand.case, wanted)?;
    let it = Escalation {
        id: id.clone(),
        case_id: hand.case.id.clone(),
        unit_id: hand.case.unit_id.clone(),
        kind: step.kind,
        level: step.level,
        nature: step.nature.clone(),
        cause: step.cause.to_owned(),
        reason: step.reason.clone(),
        by_id: hand.who.person.clone(),
        leaders: Json(leaders.clone()),
        state: EscalationState::Waiting,
        taken_by_id: None,
        taken_ms: None,
        at_ms: hand.now(),
        due_ms: deadline.due_ms,
        half_ms: deadline.half_ms,
        near_ms: deadline.near_ms,
        answer: None,
        ended_ms: None,
        policy: book.escalation.by.clone(),
        edition: 1,
    };
    store::escalations::insert(hand.tx, &it)?;
    store::parties::add(hand.tx, &hand.case, &leaders)?;
    store::desk::count(hand.tx, &hand.case.id, counting::TO_TAKE, &leaders, 1)?;
    hand.tell(&Escalated {
        dims: Dims::of(&hand.case),
        escalation: id.clone(),
        level: step.level,
        nature: step.nature,
        cause: step.cause.to_owned(),
        reason: step.reason,
        leaders,
        due_at: deadline.due_ms,
    })?;
    Ok(id)
}

/// Nobody has to take it any more.
fn waits_no_more(hand: &mut Hand<'_, '_>, it: &Escalation, how: End) -> Result<()> {
    let leaders: Vec<PersonId> = it.leaders.0.clone();
    store::desk::count(hand.tx, &hand.case.id, counting::TO_TAKE, &leaders, -1)?;
    let book = Arc::clone(&hand.book);
    deadlines::end(hand.tx, &book, &hand.case, Part::Escalation, it.id.as_str(), how)
}

/// The case is closed: what leaders still have of it is settled with it.
pub(super) fn over(hand: &mut Hand<'_, '_>) -> Result<()> {
    let id = hand.case.id.clone();
    for mut it in store::escalations::of(hand.tx, &id)?.into_iter().filter(Escalation::is_open) {
        if it.state == EscalationState::Waiting {
            waits_no_more(hand, &it, End::Lifted)?;
        }
        (it.state, it.ended_ms) = (EscalationState::Settled, Some(hand.now()));
        store::escalations::save(hand.tx, &it)?;
    }
    Ok(())
}

/// Something went wrong with a case: it is brought to the level that policy names for that, unless it is there already.
pub(crate) fn happened(hand: &mut Hand<'_, '_>, on: EscalateOn) -> Result<()> {
    // What comes from another system is brought before nobody.
    if hand.case.is_closed() || hand.case.source.is_some() {
        return Ok(());
    }
    let book = Arc::clone(&hand.book);
    let Some(ladder) = book.escalation.says.ladder(&hand.case.kind, hand.case.class.as_deref()) else { return Ok(()) };
    if !ladder.levels.iter().any(|it| it.on.contains(&on)) {
        return Ok(());
    }
    let case = hand.case.id.clone();
    let all = store::escalations::of(hand.tx, &case)?;
    match escalation::brought_to(ladder, on, escalation::level(&all)) {
        Some(level) => quietly(climb(hand, &all, level, escalation::word(on), String::new())),
        None => Ok(()),
    }
}

/// A leader did not take it in time: the next level has it. At the top it stays where it is.
pub(crate) fn not_taken(rules: &Rules, tx: &mut Tx<'_>, case: &Case, id: &str) -> Result<()> {
    let Ok(id) = id.parse::<EscalationId>() else { return Ok(()) };
    let mut hand = Hand::take(tx, rules, &Actor::system(), &case.id, None)?;
    let all = store::escalations::of(hand.tx, &case.id)?;
    let waits = all.iter().find(|it| it.id == id && it.state == EscalationState::Waiting);
    let Some(it) = waits.filter(|it| it.kind == EscalationKind::Level) else { return Ok(()) };
    let book = Arc::clone(&hand.book);
    let ladder = book.escalation.says.ladder(&hand.case.kind, hand.case.class.as_deref());
    let Some(level) = ladder.and_then(|ladder| escalation::next_level(ladder, it.level)) else { return Ok(()) };
    let reason = it.reason.clone();
    quietly(climb(&mut hand, &all, level, "not_taken", reason))
}

/// What the rules refuse is no matter where nobody asked for it: nobody holds the seat, or the ladder ends.
fn quietly(done: Result<()>) -> Result<()> {
    match done {
        Err(failure) if failure.code().is_some() => Ok(()),
        other => other,
    }
}
