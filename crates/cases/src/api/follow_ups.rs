//! Follow-ups: made when a case is fed back or closed, tried, ended, and what follows (CAS-12).

mod shown;

use std::collections::BTreeMap;
use std::sync::Arc;

use base::Result;
use base::ids::{CaseId, FollowUpId, PersonId};
use db::{Json, Tx};
use policy::model::{FollowUpBy, FollowUpMoment, FollowUpRule, NotReached};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::deadlines::{self, End};
use super::seats::holders;
use super::{Hand, bring_on, names};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{FollowUpEnded, FollowUpLifted, FollowUpMade, FollowUpTried};
use crate::model::deadline::Part;
use crate::model::follow_up::{Attempt, FollowUp, FollowUpResult, FollowUpState};
use crate::model::{Case, Dims};
use crate::rules::deadline::Wanted;
use crate::rules::{counting, follow_ups, said};
use crate::store;

pub use shown::{FollowUpQuery, FollowUpView};

/// What came of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndFollowUp {
    /// Satisfied, not satisfied, refused to answer.
    pub result: FollowUpResult,
    /// What the customer said; needed when not satisfied.
    #[serde(default)]
    pub comment: Option<String>,
    /// What the customer scored, by question.
    #[serde(default)]
    pub scores: BTreeMap<String, i64>,
}

/// Makes the follow-up that policy wants at this moment, if it wants one and the case is drawn.
pub(super) fn made(hand: &mut Hand<'_, '_>, when: FollowUpMoment) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let policy = &book.follow_ups;
    let case = &hand.case;
    let found = policy.says.rule(when, &case.kind, case.class.as_deref(), case.outcome.as_deref());
    let Some(rule) = found else { return Ok(()) };
    let instance = case.reopen_count + 1;
    let drawn = follow_ups::throw(policy.says.seed, &case.id, instance);
    if !follow_ups::is_drawn(drawn, rule.share) {
        return Ok(());
    }
    let person = performer(hand.tx, &hand.case, rule)?;
    let id: FollowUpId = hand.tx.id();
    let wanted = Wanted {
        part: Part::FollowUp,
        part_id: id.as_str(),
        instance: 1,
        term: &rule.term,
        warnings: &policy.says.warnings,
        people: person.iter().cloned().collect(),
        policy: policy.by.clone(),
    };
    let deadline = deadlines::set(hand.tx, &book, &hand.case, wanted)?;
    // It belongs to the team of whoever is to ask.
    let unit_id = match &person {
        Some(person) => names::person(hand.tx, person)?,
        None => hand.case.unit_id.clone(),
    };
    let now = hand.now();
    let it = FollowUp {
        id,
        case_id: hand.case.id.clone(),
        unit_id,
        person_id: person,
        rule: Json(rule.clone()),
        instance,
        seed: policy.says.seed,
        drawn,
        state: FollowUpState::Open,
        result: None,
        comment: None,
        scores: Json(BTreeMap::new()),
        made_ms: now,
        due_ms: deadline.due_ms,
        half_ms: deadline.half_ms,
        near_ms: deadline.near_ms,
        next_ms: now,
        attempts: 0,
        ended_by_id: None,
        ended_ms: None,
        policy: policy.by.clone(),
        edition: 1,
    };
    store::follow_ups::insert(hand.tx, &it)?;
    store::parties::add(hand.tx, &hand.case, it.person_id.as_ref())?;
    (hand.given.follow_up, hand.given.asking) = (true, it.person_id.clone());
    counted(hand, &it, 1)?;
    hand.tell(&FollowUpMade {
        follow_up: it.id,
        rule: rule.id.clone(),
        person_id: it.person_id,
        due_at: it.due_ms,
        seed: it.seed,
        drawn,
        share: rule.share,
    })
}

/// Who is to ask the customer; nobody when all whom policy means have left.
fn performer(tx: &mut Tx<'_>, case: &Case, rule: &FollowUpRule) -> Result<Option<PersonId>> {
    let wanted = match &rule.by {
        FollowUpBy::FirstOwner => [case.first_owner_id.clone(), case.owner_id.clone()],
        FollowUpBy::Handler => [case.owner_id.clone(), case.first_owner_id.clone()],
        FollowUpBy::Seat(seat) => {
            let all = holders(tx, case, seat, &[])?;
            return store::follow_ups::idlest(tx, &all);
        }
    };
    for person in wanted.into_iter().flatten() {
        match names::person(tx, &person) {
            Ok(_) => return Ok(Some(person)),
            Err(failure) if failure.code().is_some() => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(None)
}

fn counted(hand: &mut Hand<'_, '_>, it: &FollowUp, by: i64) -> Result<()> {
    let people: Vec<PersonId> = it.person_id.iter().cloned().collect();
    store::desk::count(hand.tx, &hand.case.id, counting::TO_FOLLOW_UP, &people, by)
}

/// The case goes back into work: what was to be asked is no longer of interest.
pub(super) fn lift(hand: &mut Hand<'_, '_>) -> Result<()> {
    let case = hand.case.id.clone();
    for mut it in store::follow_ups::of(hand.tx, &case)?.into_iter().filter(FollowUp::is_open) {
        (it.state, it.ended_ms) = (FollowUpState::Lifted, Some(hand.now()));
        over(hand, &it, End::Lifted)?;
        hand.tell(&FollowUpLifted { follow_up: it.id })?;
    }
    Ok(())
}

/// Writes the end of a follow-up down.
fn over(hand: &mut Hand<'_, '_>, it: &FollowUp, how: End) -> Result<()> {
    store::follow_ups::save(hand.tx, it)?;
    counted(hand, it, -1)?;
    let book = Arc::clone(&hand.book);
    deadlines::end(hand.tx, &book, &hand.case, Part::FollowUp, it.id.as_str(), how)
}

impl Desk {
    /// Notes a try that reached nobody; after the last one the follow-up ends as policy says.
    ///
    /// # Errors
    /// Refused for others than who may ask, when it is over, and too soon after the try before.
    pub fn try_follow_up(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &FollowUpId,
        note: Option<&str>,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::follow_ups::one(hand.tx, case, id)?.ok_or(Barred::NoFollowUp)?;
        let now = hand.now();
        follow_ups::may_try(&it, &hand.who, now)?;
        let note = said(note).map(str::to_owned);
        let attempt = Attempt {
            id: hand.tx.id(),
            follow_up_id: it.id.clone(),
            by_id: me.me()?.clone(),
            at_ms: now,
            note: note.clone(),
        };
        store::follow_ups::tried(hand.tx, &attempt)?;
        it.attempts += 1;
        let next = follow_ups::next_try(&it.rule.0, it.attempts, &hand.book, now);
        it.next_ms = next.unwrap_or(now);
        let (follow_up, attempt) = (it.id.clone(), it.attempts);
        hand.tell(&FollowUpTried { follow_up, attempt, next_at: next, note })?;
        if next.is_some() {
            return store::follow_ups::save(hand.tx, &it);
        }
        let how = EndFollowUp { result: FollowUpResult::NotReached, comment: None, scores: BTreeMap::new() };
        self.ended(&mut hand, it, me.me()?, how)?;
        hand.put_back().map(drop)
    }

    /// Writes down what came of a follow-up: satisfied, not satisfied (the case is worked on again, where policy says
    /// so), refused to answer.
    ///
    /// # Errors
    /// Refused for others than who may ask, when it is over, without the reason when not satisfied, and for scores that
    /// were not asked for.
    pub fn end_follow_up(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &FollowUpId,
        how: &EndFollowUp,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let it = store::follow_ups::one(hand.tx, case, id)?.ok_or(Barred::NoFollowUp)?;
        follow_ups::may_ask_customer(&it, &hand.who)?;
        let policy = &hand.book.follow_ups.says;
        follow_ups::check_result(policy, &it.rule.0, how.result, how.comment.as_deref(), &how.scores)?;
        let how = EndFollowUp { comment: said(how.comment.as_deref()).map(str::to_owned), ..how.clone() };
        self.ended(&mut hand, it, me.me()?, how)?;
        hand.put_back().map(drop)
    }

    fn ended(&self, hand: &mut Hand<'_, '_>, mut it: FollowUp, by: &PersonId, how: EndFollowUp) -> Result<()> {
        it.state = FollowUpState::Done;
        it.result = Some(how.result);
        it.comment.clone_from(&how.comment);
        it.scores = Json(how.scores.clone());
        (it.ended_by_id, it.ended_ms) = (Some(by.clone()), Some(hand.now()));
        over(hand, &it, if how.result == FollowUpResult::NotReached { End::Lifted } else { End::Met })?;
        hand.tell(&FollowUpEnded {
            dims: Dims::of(&hand.case),
            follow_up: it.id.clone(),
            result: how.result,
            comment: how.comment.clone(),
            scores: how.scores,
            attempts: it.attempts,
        })?;
        let (rule, comment) = (&it.rule.0, how.comment);
        match how.result {
            FollowUpResult::Satisfied if rule.when == FollowUpMoment::Confirm => {
                bring_on::heard(self, hand, true, comment)
            }
            FollowUpResult::NotSatisfied if rule.not_satisfied_reopens => bring_on::heard(self, hand, false, comment),
            FollowUpResult::NotReached if rule.not_reached == NotReached::Reopens => {
                bring_on::heard(self, hand, false, None)
            }
            _ => Ok(()),
        }
    }
}
