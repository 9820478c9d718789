//! Bringing a case on: steps, the customer's word, closing, reopening (CAS-4, CAS-11).

use std::sync::Arc;

use base::Result;
use base::ids::CaseId;
use db::Tx;
use policy::model::{EscalateOn, FollowUpMoment, Outcome, StepRole};
use web::Actor;

use super::Hand;
use super::deadlines::End;
use super::hand::Which;
use super::personal::Personal;
use super::{complaints, department, escalations, follow_ups, parts, services};
use crate::Desk;
use crate::events::{Closed, Confirmed, Reopened, Resolved, Stepped};
use crate::model::{Case, Confirmation, Dims, Rulebook, Status, Target};
use crate::refused::Refused;
use crate::rules::intake::{self, Matter, Stage};
use crate::rules::{approvals, closing, joint, said, steps};
use crate::store;

/// What the customer said about the result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirm {
    /// Whether the customer is satisfied.
    pub satisfied: bool,
    /// In the customer's words; needed when not satisfied.
    pub comment: Option<String>,
}

/// How a case ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Close {
    /// The outcome, a word of the policy.
    pub outcome: Option<String>,
    /// Why, where the outcome asks for it or the customer's word is missing.
    pub grounds: Option<String>,
}

/// The step at which the customer is asked, in the flow of a case.
pub(super) fn confirm_step(book: &Rulebook, case: &Case) -> Option<String> {
    let flow = book.cases.flow(&case.kind)?;
    let steps = flow.moves.iter().flat_map(|it| it.to.iter().chain([&it.from]));
    steps.into_iter().find(|it| book.cases.role_of(it) == StepRole::Confirm).cloned()
}

impl Desk {
    /// Takes a case to another step.
    ///
    /// # Errors
    /// Refused when the step cannot follow, or the case is held up.
    pub fn step(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        to: &str,
        note: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        steps::may_step(&hand.case, &hand.who, &hand.book, to)?;
        if hand.book.cases.role_of(to) == StepRole::Confirm {
            complete(self, &mut hand, Stage::Solving)?;
        }
        let note = said(note).map(str::to_owned);
        if hand.book.cases.role_of(to) == StepRole::Confirm {
            joint::settled(&hand.case)?;
        }
        let (from, stayed, worked) = move_on(&mut hand, to)?;
        hand.tell(&Stepped { from: from.clone(), to: to.to_owned(), stayed, worked, note })?;
        let book = Arc::clone(&hand.book);
        if book.cases.role_of(to) == StepRole::Confirm {
            feed_back(&mut hand)?;
        } else if book.cases.role_of(&from) == StepRole::Confirm {
            // Back into work without the customer's word: the solution is still owed.
            hand.case.confirmation = Confirmation::None;
            follow_ups::lift(&mut hand)?;
            hand.start(Target::Resolution, None)?;
        }
        hand.put_back()
    }

    /// Writes down what the customer said about the result: satisfied closes the case, not satisfied takes it back into
    /// work under a new clock.
    ///
    /// # Errors
    /// Refused before the result was fed back, by others than who answers to the customer, while something is owed, and
    /// without the reason when not satisfied.
    pub fn confirm(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>, how: &Confirm) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        closing::may_confirm(&hand.case, &hand.who, &hand.book)?;
        let comment = said(how.comment.as_deref()).map(str::to_owned);
        if !how.satisfied && comment.is_none() {
            return Err(Refused::ReasonMissing.into());
        }
        confirmed(self, &mut hand, how.satisfied, comment)?;
        hand.put_back()
    }

    /// Closes a case with an outcome.
    ///
    /// # Errors
    /// Refused while anything is owed: a promise, a waiting transfer, the customer's word, fields of the form; and when
    /// the outcome is unknown, for supervisors only, or lacks its grounds.
    pub fn close(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, seen: Option<i64>, how: &Close) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let book = Arc::clone(&hand.book);
        let grounds = how.grounds.as_deref();
        let outcome = closing::may_close(&hand.case, &hand.who, &book, how.outcome.as_deref(), grounds)?;
        approvals::closes_directly(&book, &hand.case.kind, &outcome.id)?;
        finish(self, &mut hand, outcome, said(grounds).map(str::to_owned))?;
        hand.put_back()
    }

    /// Takes a closed case back into work, under a new clock that goes on from the old one.
    ///
    /// # Errors
    /// Refused when it is not closed, was closed too long ago, or the reason is missing.
    pub fn reopen(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        id: &CaseId,
        seen: Option<i64>,
        reason: Option<&str>,
    ) -> Result<Case> {
        let mut hand = Hand::take(tx, self.rules(), me, id, seen)?;
        let now = hand.now();
        closing::may_reopen(&hand.case, &hand.who, &hand.book, now, reason)?;
        opened_again(&mut hand, said(reason).unwrap_or_default())?;
        hand.put_back()
    }
}

/// The customer's word on a result that was fed back: satisfied closes the case, not satisfied takes it back into work.
fn confirmed(desk: &Desk, hand: &mut Hand<'_, '_>, satisfied: bool, comment: Option<String>) -> Result<()> {
    if satisfied {
        may_end_satisfied(desk, hand)?;
    }
    hand.case.confirmation = if satisfied { Confirmation::Satisfied } else { Confirmation::Unsatisfied };
    let dims = Dims::of(&hand.case);
    hand.tell(&Confirmed { dims, satisfied, comment: comment.clone() })?;
    let book = Arc::clone(&hand.book);
    if satisfied {
        let outcome = closing::outcome_satisfied(&book, &hand.case.kind).to_owned();
        return end(hand, &outcome, None);
    }
    if book.cases.feedback.unsatisfied_reopens {
        work_again(hand, &comment.unwrap_or_default())?;
    }
    Ok(())
}

/// Whether nothing of the case itself stands against its end with a satisfied customer.
pub(super) fn may_end_satisfied(desk: &Desk, hand: &mut Hand<'_, '_>) -> Result<()> {
    parts::settled(hand)?;
    complaints::complete(hand)?;
    complete(desk, hand, Stage::Closing)
}

/// A closed case goes back into work.
fn opened_again(hand: &mut Hand<'_, '_>, reason: &str) -> Result<()> {
    hand.case.status = Status::Open;
    hand.case.status_ms = hand.now();
    hand.case.closed_ms = None;
    hand.case.outcome = None;
    hand.case.confirmation = Confirmation::None;
    work_again(hand, reason)
}

/// What a follow-up heard of the customer: a case that stands where the customer is asked is confirmed, a closed one goes
/// back into work when the customer is not satisfied; one that is being worked on goes on.
pub(super) fn heard(desk: &Desk, hand: &mut Hand<'_, '_>, satisfied: bool, comment: Option<String>) -> Result<()> {
    if hand.case.is_closed() {
        return if satisfied { Ok(()) } else { opened_again(hand, &comment.unwrap_or_default()) };
    }
    if !steps::is_fed_back(&hand.case, &hand.book) {
        return Ok(());
    }
    confirmed(desk, hand, satisfied, comment)
}

/// Closes a case as others approved it.
///
/// # Errors
/// Refused while it is held up, or anything else is owed.
pub(super) fn close_approved(desk: &Desk, hand: &mut Hand<'_, '_>, outcome: &str, grounds: &str) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let outcome = closing::may_close_approved(&hand.case, &book, outcome)?;
    finish(desk, hand, outcome, Some(grounds.to_owned()))
}

/// Ends a case with an outcome, fed back if it was not.
fn finish(desk: &Desk, hand: &mut Hand<'_, '_>, outcome: &Outcome, grounds: Option<String>) -> Result<()> {
    parts::settled(hand)?;
    if outcome.resolved {
        complaints::complete(hand)?;
        complete(desk, hand, Stage::Closing)?;
    }
    if outcome.resolved && hand.case.resolved_ms.is_none() {
        feed_back(hand)?;
        follow_ups::lift(hand)?;
        hand.case.confirmation = Confirmation::None;
    }
    end(hand, &outcome.id, grounds)
}

/// Whether the record has everything that is wanted at a stage.
fn complete(desk: &Desk, hand: &mut Hand<'_, '_>, stage: Stage) -> Result<()> {
    let evidence = !store::attachments::of(hand.tx, &hand.case.id)?.is_empty();
    let personal = Personal::of(desk, hand.tx, &hand.case)?;
    let mut fields = hand.case.fields.0.clone();
    fields.extend(personal.fields);
    let matter = Matter { fields: &fields, evidence, ..matter(&hand.case) };
    intake::check_record(&hand.book, &matter, stage)?;
    Ok(())
}

/// A case as the rules about forms see it, its files left out.
pub(super) fn matter(case: &Case) -> Matter<'_> {
    Matter {
        kind: &case.kind,
        class: case.class.as_deref(),
        priority: Some(&case.priority),
        subject: &case.subject,
        description: &case.description,
        customer: case.customer_id.is_some(),
        contact: case.contact_masked.is_some(),
        happened: case.happened_ms.is_some(),
        evidence: false,
        fields: &case.fields.0,
    }
}

/// Leaves the present step; answers which it was and how long the case stood there, by the wall clock and in working
/// time.
fn leave(hand: &mut Hand<'_, '_>, to: &str) -> (String, base::Span, base::Span) {
    let now = hand.now();
    let since = std::mem::replace(&mut hand.case.step_ms, now);
    let from = std::mem::replace(&mut hand.case.step, to.to_owned());
    (from, now - since, hand.book.worked(since, now))
}

/// Goes from step to step: the old step's clock is reached, the new one's starts.
fn move_on(hand: &mut Hand<'_, '_>, to: &str) -> Result<(String, base::Span, base::Span)> {
    let left = leave(hand, to);
    hand.meet(Which::All(Target::Step))?;
    hand.start(Target::Step, Some(to))?;
    Ok(left)
}

/// The solution goes to the customer: the resolution's clock is reached, the customer's word is awaited.
fn feed_back(hand: &mut Hand<'_, '_>) -> Result<()> {
    services::must_be_decided(hand)?;
    let now = hand.now();
    let live = hand.clocks.iter().rfind(|it| it.target == Target::Resolution);
    let since = live.map_or(hand.case.opened_ms, |it| it.started_ms);
    hand.case.resolved_ms = Some(now);
    hand.case.confirmation = Confirmation::Asked;
    let (dims, reopen_count) = (Dims::of(&hand.case), hand.case.reopen_count);
    let worked = hand.book.worked(since, now);
    hand.tell(&Resolved { dims, wall: now - since, worked, reopen_count })?;
    hand.meet(Which::All(Target::Resolution))?;
    department::done(hand, End::Met)?;
    follow_ups::made(hand, FollowUpMoment::Confirm)
}

/// Ends a case.
fn end(hand: &mut Hand<'_, '_>, outcome: &str, grounds: Option<String>) -> Result<()> {
    let now = hand.now();
    let closed = closing::closed_step(&hand.book).to_owned();
    let (from, stayed, _) = leave(hand, &closed);
    hand.meet(Which::All(Target::Step))?;
    for target in [Target::FirstResponse, Target::Resolution, Target::Acceptance, Target::Promise] {
        hand.cancel(Which::All(target), "closed")?;
    }
    hand.case.status = Status::Closed;
    hand.case.status_ms = now;
    hand.case.closed_ms = Some(now);
    hand.case.outcome = Some(outcome.to_owned());
    let wall = hand.case.age(now);
    let worked = hand.book.worked(hand.case.opened_ms, now);
    hand.tell(&Closed {
        dims: Dims::of(&hand.case),
        from,
        resolved: closing::is_solved(&hand.book, &hand.case.kind, outcome),
        outcome: outcome.to_owned(),
        grounds,
        confirmation: hand.case.confirmation.to_string(),
        stayed,
        wall,
        worked,
        reopen_count: hand.case.reopen_count,
        repeat_count: hand.case.repeat_count,
        on_the_spot: false,
    })?;
    department::done(hand, End::Met)?;
    complaints::progress_over(hand)?;
    escalations::over(hand)?;
    follow_ups::made(hand, FollowUpMoment::Closed)
}

/// Back into work, where the policy says reopened cases go on.
fn work_again(hand: &mut Hand<'_, '_>, reason: &str) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let to = book.cases.flow(&hand.case.kind).map_or_else(|| hand.case.step.clone(), |it| it.reopened.clone());
    let (from, stayed, _) = leave(hand, &to);
    follow_ups::lift(hand)?;
    hand.case.reopen_count += 1;
    hand.meet(Which::All(Target::Step))?;
    let (dims, reopen_count) = (Dims::of(&hand.case), hand.case.reopen_count);
    hand.tell(&Reopened { dims, from, to: to.clone(), reason: reason.to_owned(), reopen_count, stayed })?;
    hand.start(Target::Resolution, None)?;
    hand.start(Target::Step, Some(&to))?;
    department::reopened(hand)?;
    complaints::progress_again(hand)?;
    escalations::happened(hand, EscalateOn::Reopened)
}
