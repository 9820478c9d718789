//! Asking for what others have to approve, deciding it, and doing what follows (CAS-10).

mod decide;
mod follow;
mod shown;

use base::Result;
use base::ids::{ApprovalId, CaseId, PersonId};
use db::{Json, Tx};
use policy::model::ApprovalLevel;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::deadlines::{self, End};
use super::seats::holders;
use super::{Hand, names};
use crate::Desk;
use crate::events::ApprovalAsked;
use crate::model::Case;
use crate::model::approval::{Approval, ApprovalState, Ask, Decider, Snapshot};
use crate::model::deadline::{Deadline, Part};
use crate::refused::Refused;
use crate::rules::deadline::Wanted;
use crate::rules::{approvals, counting, said};
use crate::store;

pub use decide::Decide;
pub use shown::{ApprovalView, ApprovalsOf, LevelView, TrayQuery};

/// Something asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApproval {
    /// What.
    pub ask: Ask,
    /// Why.
    pub reason: String,
}

impl Desk {
    /// Asks for what others have to approve. Where policy has no levels for it, it is done at once.
    ///
    /// # Errors
    /// Refused when policy knows no such approval, the same is asked for already, something is missing, or nobody but
    /// the asker could decide.
    pub fn ask_approval(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewApproval) -> Result<ApprovalId> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let book = std::sync::Arc::clone(&hand.book);
        let open = store::approvals::of(hand.tx, id)?;
        let now = hand.now();
        let asked = (&new.ask, new.reason.as_str());
        let subject = approvals::may_ask(&hand.case, &hand.clocks, &hand.who, &book, asked, &open, now)?;
        let route = subject.route(new.ask.amount()).ok_or(crate::barred::Barred::NoRoute)?;
        if let Ask::Compensation { budget_unit_id, .. } = &new.ask {
            names::unit(hand.tx, budget_unit_id)?;
        }
        let asker = me.me()?.clone();
        for level in &route.levels {
            deciders(hand.tx, &hand.case, level, &asker)?;
        }
        let mut made = Approval {
            id: hand.tx.id(),
            case_id: id.clone(),
            subject: subject.id.clone(),
            ask: Json(new.ask.clone()),
            reason: said(Some(&new.reason)).unwrap_or_default().to_owned(),
            snapshot: Json(snapshot(&hand.case)),
            asked_by_id: asker,
            asked_ms: now,
            state: ApprovalState::Pending,
            level: 0,
            levels: Json(route.levels.clone()),
            ended_ms: None,
            policy: book.approvals.by.clone(),
            edition: 1,
        };
        if made.levels.0.is_empty() {
            (made.state, made.ended_ms) = (ApprovalState::Granted, Some(now));
        }
        store::approvals::insert(hand.tx, &made)?;
        let waits = if made.is_open() { Some(begin_level(&mut hand, &made)?) } else { None };
        let (who, due_at) = waits.map_or((Vec::new(), None), |it| (it.people.0, Some(it.due_ms)));
        hand.tell(&ApprovalAsked {
            approval: made.id.clone(),
            act: made.ask.0.act(),
            ask: made.ask.0.clone(),
            reason: made.reason.clone(),
            levels: made.levels.0.len(),
            deciders: who,
            due_at,
        })?;
        if !made.is_open() {
            decide::granted(self, &mut hand, &made, decide::Word::default())?;
            hand.put_back()?;
        }
        Ok(made.id)
    }
}

/// What is so now.
fn snapshot(case: &Case) -> Snapshot {
    Snapshot {
        number: case.number.to_string(),
        subject: case.subject.clone(),
        description: case.description.clone(),
        kind: case.kind.clone(),
        class: case.class.clone(),
        step: case.step.clone(),
        due_at: case.due_at(),
        reopen_count: case.reopen_count,
        version: case.version,
    }
}

/// Who may decide at a level, and whether as a delegate.
fn deciders(tx: &mut Tx<'_>, case: &Case, level: &ApprovalLevel, asker: &PersonId) -> Result<Vec<(PersonId, bool)>> {
    let mut found: Vec<(PersonId, bool)> = Vec::new();
    let except = std::slice::from_ref(asker);
    for (seat, is_delegate) in std::iter::once((&level.by, false)).chain(level.delegates.iter().map(|it| (it, true))) {
        for person in holders(tx, case, seat, except)? {
            if !found.iter().any(|it| it.0 == person) {
                found.push((person, is_delegate));
            }
        }
    }
    if found.is_empty() { Err(Refused::NobodyDecides((&level.name).into()).into()) } else { Ok(found) }
}

/// The present level begins to wait: who decides is found anew, told, and counted; the deadline runs.
fn begin_level(hand: &mut Hand<'_, '_>, it: &Approval) -> Result<Deadline> {
    let level = it.present().ok_or(crate::barred::Barred::Decided)?.clone();
    let found = deciders(hand.tx, &hand.case, &level, &it.asked_by_id)?;
    let people: Vec<PersonId> = found.iter().map(|one| one.0.clone()).collect();
    let book = std::sync::Arc::clone(&hand.book);
    let instance = 1 + store::deadlines::count(hand.tx, Part::Approval, it.id.as_str())?;
    let wanted = Wanted {
        part: Part::Approval,
        part_id: it.id.as_str(),
        instance,
        term: &level.term,
        warnings: &book.approvals.says.warnings,
        people: people.clone(),
        policy: it.policy.clone(),
    };
    let deadline = deadlines::set(hand.tx, &book, &hand.case, wanted)?;
    let rows: Vec<Decider> = found
        .into_iter()
        .map(|(person_id, is_delegate)| Decider { approval_id: it.id.clone(), person_id, is_delegate })
        .collect();
    store::approvals::set_deciders(hand.tx, deadline.due_ms, &rows)?;
    store::parties::add(hand.tx, &hand.case, &people)?;
    // Whoever stands in for a decider has to see what is to be decided.
    for person in &people {
        let acting = people::api::acting_for(hand.tx, person, hand.tx.now())?.filter(|it| it != person);
        store::parties::add(hand.tx, &hand.case, acting.as_ref())?;
    }
    store::desk::count(hand.tx, &hand.case.id, counting::TO_DECIDE, &people, 1)?;
    Ok(deadline)
}

/// The present level no longer waits.
fn end_level(hand: &mut Hand<'_, '_>, it: &Approval, how: End) -> Result<()> {
    let waited = store::approvals::deciders(hand.tx, std::slice::from_ref(&it.id))?;
    let people: Vec<PersonId> = waited.into_iter().map(|one| one.person_id).collect();
    store::approvals::clear_deciders(hand.tx, &it.id)?;
    store::desk::count(hand.tx, &hand.case.id, counting::TO_DECIDE, &people, -1)?;
    let book = std::sync::Arc::clone(&hand.book);
    deadlines::end(hand.tx, &book, &hand.case, Part::Approval, it.id.as_str(), how)
}
