//! Decisions, and what askers do: say more, take back.

use base::ids::{ApprovalId, CaseId, PersonId};
use base::{Result, Span};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::{begin_level, end_level, follow};
use crate::Desk;
use crate::api::Hand;
use crate::api::deadlines::End;
use crate::api::seats::stands_for;
use crate::barred::Barred;
use crate::events::{
    ApprovalAnswered, ApprovalGranted, ApprovalPassed, ApprovalRefused, ApprovalSentBack, ApprovalWithdrawn,
};
use crate::model::Dims;
use crate::model::approval::{Approval, ApprovalState, Decision, Verdict};
use crate::refused::Refused;
use crate::rules::{approvals, said};
use crate::store;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Yes, no, or not before more is said.
    pub verdict: Verdict,
    /// Why; needed unless it is a yes.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Desk {
    /// Decides at the present level. With the last yes what was asked for is done, in the same transaction; when that is
    /// not possible any more, the yes is refused with the reason.
    ///
    /// # Errors
    /// Refused for the asker and for everybody it does not wait for, when it is decided, and without a reason.
    pub fn decide_approval(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &ApprovalId,
        how: &Decide,
    ) -> Result<()> {
        let stands_for = stands_for(tx, me)?;
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::approvals::one(hand.tx, case, id)?.ok_or(Barred::NoApproval)?;
        let deciders = store::approvals::deciders(hand.tx, std::slice::from_ref(id))?;
        let place = approvals::may_decide(&it, &deciders, me.me()?, &stands_for)?;
        let reason = said(how.reason.as_deref()).map(str::to_owned);
        if how.verdict != Verdict::Approve && reason.is_none() {
            return Err(Refused::ReasonMissing.into());
        }
        note(&mut hand, &it, me.me()?, (how.verdict.as_str(), place.clone()), reason.clone())?;
        let word = Word { reason, in_place_of: place };
        end_level(&mut hand, &it, End::Met)?;
        let level = it.level + 1;
        (it.state, it.level) = approvals::after(&it, how.verdict);
        if matches!(it.state, ApprovalState::Granted | ApprovalState::Refused) {
            it.ended_ms = Some(hand.now());
        }
        store::approvals::save(hand.tx, &it)?;
        match it.state {
            ApprovalState::Pending => passed(&mut hand, &it, level, word)?,
            ApprovalState::SentBack => {
                let (approval, act, asked_by) = (it.id.clone(), it.ask.0.act(), it.asked_by_id.clone());
                let (reason, in_place_of) = (word.reason.unwrap_or_default(), word.in_place_of);
                hand.tell(&ApprovalSentBack { approval, act, level, asked_by, reason, in_place_of })?;
            }
            ApprovalState::Granted => {
                granted(self, &mut hand, &it, word)?;
                hand.put_back()?;
            }
            ApprovalState::Refused | ApprovalState::Withdrawn => refused(&mut hand, &it, level, word)?,
        }
        Ok(())
    }

    /// Says more after it was sent back; the same level decides again, under a new deadline.
    ///
    /// # Errors
    /// Refused for others than the asker, and when it was not sent back.
    pub fn answer_approval(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &ApprovalId,
        text: &str,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::approvals::one(hand.tx, case, id)?.ok_or(Barred::NoApproval)?;
        approvals::may_answer_more(&it, me.me()?)?;
        let reason = said(Some(text)).ok_or(Refused::ReasonMissing)?.to_owned();
        note(&mut hand, &it, me.me()?, ("answer", None), Some(reason.clone()))?;
        it.state = ApprovalState::Pending;
        store::approvals::save(hand.tx, &it)?;
        let waits = begin_level(&mut hand, &it)?;
        hand.tell(&ApprovalAnswered {
            approval: it.id,
            act: it.ask.0.act(),
            reason,
            deciders: waits.people.0,
            due_at: waits.due_ms,
        })
    }

    /// Takes back what the actor asked for.
    ///
    /// # Errors
    /// Refused for others than the asker, and when it is decided.
    pub fn withdraw_approval(&self, tx: &mut Tx<'_>, me: &Actor, case: &CaseId, id: &ApprovalId) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::approvals::one(hand.tx, case, id)?.ok_or(Barred::NoApproval)?;
        approvals::may_withdraw(&it, me.me()?)?;
        note(&mut hand, &it, me.me()?, ("withdraw", None), None)?;
        end_level(&mut hand, &it, End::Lifted)?;
        (it.state, it.ended_ms) = (ApprovalState::Withdrawn, Some(hand.now()));
        store::approvals::save(hand.tx, &it)?;
        hand.tell(&ApprovalWithdrawn { approval: it.id.clone(), act: it.ask.0.act() })
    }
}

/// Writes down what somebody decided or said.
fn note(
    hand: &mut Hand<'_, '_>,
    it: &Approval,
    me: &PersonId,
    (verdict, for_id): (&str, Option<PersonId>),
    reason: Option<String>,
) -> Result<()> {
    let live = store::deadlines::live(hand.tx, crate::model::deadline::Part::Approval, &[it.id.to_string()])?;
    let since = live.first().map_or(hand.now(), |one| one.started_ms);
    let decision = Decision {
        id: hand.tx.id(),
        approval_id: it.id.clone(),
        level: it.level,
        person_id: me.clone(),
        for_id,
        verdict: verdict.to_owned(),
        reason,
        at_ms: hand.now(),
        working_ms: hand.book.worked(since, hand.now()),
    };
    store::approvals::decided(hand.tx, &decision)
}

/// What was said, and in whose place.
#[derive(Debug, Default)]
pub(super) struct Word {
    reason: Option<String>,
    in_place_of: Option<PersonId>,
}

fn passed(hand: &mut Hand<'_, '_>, it: &Approval, level: i64, word: Word) -> Result<()> {
    let waits = begin_level(hand, it)?;
    hand.tell(&ApprovalPassed {
        approval: it.id.clone(),
        act: it.ask.0.act(),
        level,
        reason: word.reason,
        deciders: waits.people.0,
        due_at: waits.due_ms,
        in_place_of: word.in_place_of,
    })
}

/// From asking until now, by the wall clock and in working time.
fn took(hand: &Hand<'_, '_>, it: &Approval) -> (Span, Span) {
    let now = hand.now();
    (now - it.asked_ms, hand.book.worked(it.asked_ms, now))
}

/// Approved: told, and done.
pub(super) fn granted(desk: &Desk, hand: &mut Hand<'_, '_>, it: &Approval, word: Word) -> Result<()> {
    let (wall, worked) = took(hand, it);
    hand.tell(&ApprovalGranted {
        dims: Dims::of(&hand.case),
        approval: it.id.clone(),
        act: it.ask.0.act(),
        asked_by: it.asked_by_id.clone(),
        reason: word.reason,
        wall,
        worked,
        in_place_of: word.in_place_of,
    })?;
    follow::carry_out(desk, hand, it)
}

fn refused(hand: &mut Hand<'_, '_>, it: &Approval, level: i64, word: Word) -> Result<()> {
    let (wall, worked) = took(hand, it);
    hand.tell(&ApprovalRefused {
        dims: Dims::of(&hand.case),
        approval: it.id.clone(),
        act: it.ask.0.act(),
        level,
        asked_by: it.asked_by_id.clone(),
        reason: word.reason.unwrap_or_default(),
        wall,
        worked,
        in_place_of: word.in_place_of,
    })
}
