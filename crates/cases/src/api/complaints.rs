//! Complaints: their record, investigation, finding, analysis, and word of their progress (CAS-13).

mod shown;

use std::sync::Arc;

use base::Result;
use base::ids::CaseId;
use db::{Json, Tx};
use serde::{Deserialize, Serialize};
use web::Actor;

use super::deadlines::{self, End};
use super::{Hand, names};
use crate::Desk;
use crate::barred::Barred;
use crate::events::{ComplaintAnalysed, ComplaintFound, ComplaintInvestigated, ComplaintRecorded};
use crate::model::complaint::{Analysis, ComplaintRecord, Finding, Investigated, Written};
use crate::model::deadline::Part;
use crate::model::{Case, Dims, Rulebook};
use crate::refused::Refused;
use crate::rules::complaints;
use crate::rules::deadline::Wanted;
use crate::rules::said;
use crate::store;

pub use shown::{ComplaintView, StageView};

/// Something that was looked into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvestigation {
    /// What was found.
    pub found: String,
    /// What shows it.
    #[serde(default)]
    pub evidence: Option<String>,
}

impl Desk {
    /// Writes the complaint record, or writes it anew.
    ///
    /// # Errors
    /// Refused for a case that is no complaint, in others' hands, and without what it has to say.
    pub fn record_complaint(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, it: &ComplaintRecord) -> Result<()> {
        let mut hand = self.complaint(tx, me, id)?;
        complaints::check_record(it)?;
        let mut complaint = store::complaints::begun(hand.tx, id)?;
        complaint.record = Json(Some(written(&hand, me, it.clone())?));
        store::complaints::save(hand.tx, &complaint)?;
        let it = it.clone();
        hand.tell(&ComplaintRecorded {
            dims: Dims::of(&hand.case),
            facts: it.facts,
            demand: it.demand,
            severity: it.severity,
            calmed: it.calmed,
            quiet_room: it.quiet_room,
        })
    }

    /// Writes down something that was looked into.
    ///
    /// # Errors
    /// Refused for a case that is no complaint, in others' hands, and without what was found.
    pub fn investigate(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, it: &NewInvestigation) -> Result<()> {
        let mut hand = self.complaint(tx, me, id)?;
        let entry = Investigated {
            id: hand.tx.id(),
            case_id: id.clone(),
            found: said(Some(&it.found)).ok_or(Refused::TextMissing)?.to_owned(),
            evidence: said(it.evidence.as_deref()).map(str::to_owned),
            by_id: me.me()?.clone(),
            at_ms: hand.now(),
        };
        store::complaints::investigated(hand.tx, &entry)?;
        hand.tell(&ComplaintInvestigated { finding: entry.id, found: entry.found, evidence: entry.evidence })
    }

    /// Writes down who is right, whose fault it is, and what is done; or writes it anew.
    ///
    /// # Errors
    /// Refused for a case that is no complaint, in others' hands, without grounds or solution, before anything was looked
    /// into, and for a cause, unit or person that is not known.
    pub fn find(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, it: &Finding) -> Result<()> {
        let mut hand = self.complaint(tx, me, id)?;
        complaints::check_finding(it, &hand.book)?;
        if store::complaints::investigation(hand.tx, id)?.is_empty() {
            return Err(Barred::NotInvestigated.into());
        }
        if let Some(unit) = &it.fault_unit_id {
            names::unit(hand.tx, unit)?;
        }
        if let Some(person) = &it.fault_person_id {
            names::person(hand.tx, person)?;
        }
        let mut complaint = store::complaints::begun(hand.tx, id)?;
        complaint.finding = Json(Some(written(&hand, me, it.clone())?));
        store::complaints::save(hand.tx, &complaint)?;
        let it = it.clone();
        hand.tell(&ComplaintFound {
            dims: Dims::of(&hand.case),
            justified: it.justified,
            grounds: it.grounds,
            fault_unit_id: it.fault_unit_id,
            fault_person_id: it.fault_person_id,
            cause: it.cause,
            solution: it.solution,
        })
    }

    /// Writes down what is to be learnt, or writes it anew.
    ///
    /// # Errors
    /// Refused for a case that is no complaint, in others' hands, and without what it has to say.
    pub fn analyse(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, it: &Analysis) -> Result<()> {
        let mut hand = self.complaint(tx, me, id)?;
        complaints::check_analysis(it)?;
        let mut complaint = store::complaints::begun(hand.tx, id)?;
        complaint.analysis = Json(Some(written(&hand, me, it.clone())?));
        store::complaints::save(hand.tx, &complaint)?;
        let cause = complaint.finding.0.and_then(|one| one.it.cause);
        let it = it.clone();
        hand.tell(&ComplaintAnalysed { dims: Dims::of(&hand.case), cause, why: it.why, remedy: it.remedy })
    }

    /// A complaint in hand, for whoever may write about it.
    fn complaint<'t, 'c>(&self, tx: &'t mut Tx<'c>, me: &Actor, id: &CaseId) -> Result<Hand<'t, 'c>> {
        let hand = Hand::take(tx, self.rules(), me, id, None)?;
        complaints::may_write(&hand.case, &hand.who, &hand.book)?;
        Ok(hand)
    }
}

fn written<T>(hand: &Hand<'_, '_>, me: &Actor, it: T) -> Result<Written<T>> {
    Ok(Written { it, by_id: me.me()?.clone(), at: hand.now() })
}

/// A complaint is being worked on: its customer hears of the progress by a time that policy sets.
pub(super) fn progress_due(hand: &mut Hand<'_, '_>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let Some(term) = progress(&hand.case, &book) else { return Ok(()) };
    let id = hand.case.id.to_string();
    let case = &hand.case;
    let wanted = Wanted {
        part: Part::Progress,
        part_id: &id,
        instance: 1 + store::deadlines::count(hand.tx, Part::Progress, &id)?,
        term,
        warnings: &book.complaints.says.warnings,
        people: case.first_owner_id.iter().chain(&case.owner_id).cloned().collect(),
        policy: book.complaints.by.clone(),
    };
    deadlines::set(hand.tx, &book, &hand.case, wanted).map(drop)
}

fn progress<'b>(case: &Case, book: &'b Rulebook) -> Option<&'b policy::model::Term> {
    let policy = &book.complaints.says;
    let process = policy.process(case.class.as_deref()).filter(|_| policy.is_one(&case.kind))?;
    process.progress.as_ref()
}

/// The customer heard of the progress; the next word is due in time.
pub(super) fn progressed(hand: &mut Hand<'_, '_>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    if progress(&hand.case, &book).is_none() {
        return Ok(());
    }
    let id = hand.case.id.to_string();
    deadlines::end(hand.tx, &book, &hand.case, Part::Progress, &id, End::Met)?;
    progress_due(hand)
}

/// The complaint is worked on again: word of its progress is due, unless it is already.
pub(super) fn progress_again(hand: &mut Hand<'_, '_>) -> Result<()> {
    let id = hand.case.id.to_string();
    let due = !store::deadlines::live(hand.tx, Part::Progress, &[id])?.is_empty();
    if due { Ok(()) } else { progress_due(hand) }
}

/// The complaint is over: no more word of its progress is due.
pub(super) fn progress_over(hand: &mut Hand<'_, '_>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    if !book.complaints.says.is_one(&hand.case.kind) {
        return Ok(());
    }
    let id = hand.case.id.to_string();
    deadlines::end(hand.tx, &book, &hand.case, Part::Progress, &id, End::Lifted)
}

/// Refuses to close a complaint whose record lacks what its process needs.
pub(super) fn complete(hand: &mut Hand<'_, '_>) -> Result<()> {
    let book = Arc::clone(&hand.book);
    let policy = &book.complaints.says;
    let process = policy.process(hand.case.class.as_deref()).filter(|_| policy.is_one(&hand.case.kind));
    let Some(process) = process.filter(|it| !it.needs.is_empty()) else { return Ok(()) };
    let id = hand.case.id.clone();
    let complaint = store::complaints::one(hand.tx, &id)?;
    let investigated = !store::complaints::investigation(hand.tx, &id)?.is_empty();
    let wanting = complaints::wanting(Some(process), complaint.as_ref(), investigated);
    if wanting.is_empty() { Ok(()) } else { Err(Barred::ComplaintIncomplete.into()) }
}
