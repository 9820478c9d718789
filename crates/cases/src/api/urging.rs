//! Urging (催办): somebody waits, and says so; the n-th urging brings the case up (CAS-5, CAS-9).

use std::sync::Arc;

use base::ids::{CaseId, PersonId, UrgingId};
use base::{Result, Stamp};
use db::{Json, Tx};
use people::model::StaffKind;
use serde::{Deserialize, Serialize};
use web::Actor;

use super::naming::Naming;
use super::shown::Named;
use super::{Hand, escalations};
use crate::Desk;
use crate::events::Urged;
use crate::model::urging::{Brought, CaseUrging, UrgingKind};
use crate::model::{Asker, Dims};
use crate::refused::Refused;
use crate::rules::{said, urging};
use crate::store;

/// An urging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUrging {
    /// Why, or what the customer said.
    pub reason: String,
    /// Whether the customer came again; it is written down as the customer's urging.
    #[serde(default)]
    pub customer: bool,
}

/// An urging as screens get it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UrgingView {
    /// Its id.
    pub id: UrgingId,
    /// Who urged.
    pub kind: UrgingKind,
    /// Why, or what the customer said.
    pub reason: String,
    /// Who urged, or wrote the customer's urging down.
    pub by: Option<Named>,
    /// Who handled the case then.
    pub owner: Option<Named>,
    /// Who was told.
    pub told: Vec<Named>,
    /// Where it brought the case.
    pub brought: Option<Brought>,
    /// When.
    pub at: Stamp,
}

/// The urgings of a case, and what can be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UrgingsOf {
    /// The newest first; at most 100.
    pub items: Vec<UrgingView>,
    /// How many there were.
    pub count: i64,
    /// Whether the reader can urge on their own account.
    pub may_urge: bool,
    /// From when on; now when absent.
    pub again_at: Option<Stamp>,
    /// Whether the reader can write down that the customer urged.
    pub may_note_customer: bool,
}

impl Desk {
    /// Urges the handler, or writes down that the customer did. Who handles the case, its team leads and those who work on
    /// open parts of it are told.
    ///
    /// # Errors
    /// Refused without a reason, for others than the first receiver and its supervisors, for the handler, too soon after
    /// the last urging, and when the case is closed.
    pub fn urge(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, new: &NewUrging) -> Result<()> {
        let mut hand = Hand::take(tx, self.rules(), me, id, None)?;
        let (book, now) = (Arc::clone(&hand.book), hand.now());
        let kind = if new.customer {
            urging::may_note_customer(&hand.case, &hand.who, &book)?;
            UrgingKind::Customer
        } else {
            urging::may_urge(&hand.case, &hand.who, &book)?
        };
        let reason = said(Some(&new.reason)).ok_or(Refused::ReasonMissing)?.to_owned();
        let policy = urging::policy(&book)?;
        if kind != UrgingKind::Customer {
            let all = store::urgings::of(hand.tx, id)?;
            urging::not_too_soon(&book, policy, &all, now)?;
        }
        hand.case.urge_count += 1;
        let count = hand.case.urge_count;
        let told = told(&mut hand)?;
        let brought = match urging::brought(policy, count) {
            Some(to) if escalations::urged(&mut hand, to, &reason, &policy.watch)? => Some(to),
            _ => None,
        };
        let it = CaseUrging {
            id: hand.tx.id(),
            case_id: id.clone(),
            kind,
            reason: reason.clone(),
            by_id: hand.who.person.clone(),
            owner_id: hand.case.owner_id.clone(),
            told: Json(told.clone()),
            brought,
            at_ms: now,
        };
        store::urgings::insert(hand.tx, &it)?;
        let dims = Dims::of(&hand.case);
        hand.tell(&Urged { dims, urging: it.id, by: kind, count, reason, told, brought })?;
        hand.put_back().map(drop)
    }

    /// The urgings of a case.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case.
    pub fn urgings_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId) -> Result<UrgingsOf> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let all = store::urgings::of(tx, id)?;
        let mut naming = Naming::default();
        for it in &all {
            naming.people(it.told.0.iter().chain(&it.by_id).chain(&it.owner_id));
        }
        naming.ask(self, tx)?;
        let again = book.teamwork.says.urging.as_ref().and_then(|it| urging::again_from(&book, it, &all));
        let now = tx.now();
        let view = |it: CaseUrging| UrgingView {
            by: naming.maybe(it.by_id.as_ref()),
            owner: naming.maybe(it.owner_id.as_ref()),
            told: it.told.0.iter().map(|one| naming.person(one)).collect(),
            id: it.id,
            kind: it.kind,
            reason: it.reason,
            brought: it.brought,
            at: it.at_ms,
        };
        Ok(UrgingsOf {
            count: case.urge_count,
            may_urge: urging::may_urge(&case, &who, &book).is_ok(),
            again_at: again.filter(|it| *it > now),
            may_note_customer: urging::may_note_customer(&case, &who, &book).is_ok(),
            items: all.into_iter().map(view).collect(),
        })
    }
}

/// Who is told: the handler, or whom a waiting transfer is addressed to; the unit's team leads; who works on open parts.
fn told(hand: &mut Hand<'_, '_>) -> Result<Vec<PersonId>> {
    let mut told: Vec<PersonId> =
        [&hand.case.owner_id, &hand.case.transfer_person_id].into_iter().flatten().cloned().collect();
    told.extend(people::api::nearest_of(hand.tx, &hand.case.unit_id, StaffKind::TeamLead)?);
    store::parties::add(hand.tx, &hand.case, &told)?;
    if hand.case.open_joint > 0 {
        let parts = store::joint::of(hand.tx, &hand.case.id)?;
        told.extend(parts.into_iter().filter(crate::model::joint::Joint::is_open).filter_map(|it| it.owner_id));
    }
    told.sort_unstable();
    told.dedup();
    Ok(told)
}
