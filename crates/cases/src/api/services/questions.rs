//! Questions of the window to a leader, with a time limit.

use std::sync::Arc;

use base::Result;
use base::ids::{CaseId, QuestionId};
use db::{Json, Tx};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::application;
use crate::Desk;
use crate::api::deadlines::{self, End};
use crate::api::hand::Hand;
use crate::api::seats::{holders, stands_for};
use crate::barred::Barred;
use crate::events::{QuestionAnswered, QuestionAsked};
use crate::model::deadline::Part;
use crate::model::service::Question;
use crate::refused::Refused;
use crate::rules::deadline::Wanted;
use crate::rules::{counting, said, services};
use crate::store;

/// What the window asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// The question.
    pub text: String,
}

/// Whether a question about a case waits for its answer.
pub(in crate::api) fn is_open(tx: &mut Tx<'_>, case: &CaseId) -> Result<bool> {
    store::questions::is_open(tx, case)
}

impl Desk {
    /// Asks the leader of the item; until the answer nothing is decided.
    ///
    /// # Errors
    /// Refused without a question, where policy names nobody or nobody holds the seat, while one waits, and once the
    /// application was decided.
    pub fn ask_leader(&self, tx: &mut Tx<'_>, me: &Actor, case: &CaseId, new: &NewQuestion) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let book = Arc::clone(&hand.book);
        let (it, ruled) = application(hand.tx, &book, &hand.case)?;
        services::may_check(&hand.case, &hand.who, &it)?;
        let text = said(Some(&new.text)).ok_or(Refused::TextMissing)?.to_owned();
        if is_open(hand.tx, case)? {
            return Err(Barred::OpenQuestion.into());
        }
        let rule = ruled.item().question.as_ref().ok_or(Barred::NobodyToAsk)?;
        let asker = me.me()?.clone();
        let leaders = holders(hand.tx, &hand.case, &rule.to, std::slice::from_ref(&asker))?;
        if leaders.is_empty() {
            return Err(Barred::NoLeader.into());
        }
        let id: QuestionId = hand.tx.id();
        let wanted = Wanted {
            part: Part::Question,
            part_id: id.as_str(),
            instance: 1,
            term: &rule.term,
            warnings: &ruled.services().warnings,
            people: leaders.clone(),
            policy: it.policy.clone(),
        };
        let deadline = deadlines::set(hand.tx, &book, &hand.case, wanted)?;
        let question = Question {
            id: id.clone(),
            case_id: case.clone(),
            question: text.clone(),
            asked_by_id: asker,
            asked_ms: hand.now(),
            leaders: Json(leaders.clone()),
            due_ms: deadline.due_ms,
            half_ms: deadline.half_ms,
            near_ms: deadline.near_ms,
            answer: None,
            answered_by_id: None,
            ended_ms: None,
            policy: it.policy,
            edition: 1,
        };
        store::questions::insert(hand.tx, &question)?;
        store::parties::add(hand.tx, &hand.case, &leaders)?;
        store::desk::count(hand.tx, case, counting::TO_ANSWER, &leaders, 1)?;
        hand.tell(&QuestionAsked { question: id, text, leaders, due_at: deadline.due_ms })
    }

    /// Answers a question; the case is the window's again.
    ///
    /// # Errors
    /// Refused for others than who was asked or stands in for them, without an answer, and when it is answered.
    pub fn answer_window(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &QuestionId,
        answer: &str,
    ) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, case, None)?;
        let mut it = store::questions::one(hand.tx, case, id)?.ok_or(Barred::NoQuestion)?;
        let stands_for = stands_for(hand.tx, me)?;
        services::may_reply(&it, &stands_for)?;
        let answer = said(Some(answer)).ok_or(Refused::TextMissing)?.to_owned();
        let now = hand.now();
        it.answer = Some(answer.clone());
        (it.answered_by_id, it.ended_ms) = (me.by().cloned(), Some(now));
        store::questions::answered(hand.tx, &it)?;
        store::desk::count(hand.tx, case, counting::TO_ANSWER, &it.leaders.0, -1)?;
        let book = Arc::clone(&hand.book);
        deadlines::end(hand.tx, &book, &hand.case, Part::Question, id.as_str(), End::Met)?;
        let waited = book.worked(it.asked_ms, now);
        hand.tell(&QuestionAnswered { question: it.id, asked_by: it.asked_by_id, answer, waited })
    }
}
