//! Complaints (CAS-13): who may write what, the stages of ISO 10002 as events tell them, what closing needs.

use base::{Span, Stamp};
use policy::model::{ComplaintPart, ComplaintProcess, ComplaintStage, Term, TimeKind};

use super::{may_work, said};
use crate::barred::Barred;
use crate::model::complaint::{Analysis, Complaint, ComplaintRecord, Finding};
use crate::model::{Asker, Case, Rulebook};
use crate::refused::Refused;

/// Whether a person may write about a complaint.
pub fn may_write(case: &Case, who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    if !book.complaints.says.is_one(&case.kind) {
        return Err(Barred::NoComplaint.into());
    }
    may_work(case, who)
}

fn filled(texts: &[&str]) -> Result<(), Refused> {
    if texts.iter().all(|it| said(Some(it)).is_some()) { Ok(()) } else { Err(Refused::TextMissing) }
}

/// Whether a record says what it has to.
pub fn check_record(it: &ComplaintRecord) -> Result<(), Refused> {
    filled(&[&it.facts, &it.demand])
}

/// Whether a finding says what it has to: grounds, a solution, and a cause that policy knows.
pub fn check_finding(it: &Finding, book: &Rulebook) -> Result<(), Refused> {
    filled(&[&it.grounds, &it.solution])?;
    let known = |cause: &String| book.complaints.says.causes.iter().any(|one| one.id == *cause);
    if it.cause.as_ref().is_none_or(known) { Ok(()) } else { Err(Barred::UnknownCause.into()) }
}

/// Whether an analysis says what it has to.
pub fn check_analysis(it: &Analysis) -> Result<(), Refused> {
    filled(&[&it.why, &it.remedy])
}

/// A stage, and when it was and should have been reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Which.
    pub stage: ComplaintStage,
    /// When it was reached.
    pub at: Option<Stamp>,
    /// Until when it should be, by the process.
    pub due: Option<Stamp>,
    /// Whether that was missed by now.
    pub late: bool,
}

/// The stages in their order.
const STAGES: [ComplaintStage; 8] = [
    ComplaintStage::Receipt,
    ComplaintStage::Tracking,
    ComplaintStage::Acknowledgement,
    ComplaintStage::InitialAssessment,
    ComplaintStage::Investigation,
    ComplaintStage::Response,
    ComplaintStage::Communication,
    ComplaintStage::Closing,
];

/// The events whose first one means that a stage is reached.
fn reached_by(stage: ComplaintStage) -> &'static [&'static str] {
    match stage {
        ComplaintStage::Receipt => &["cases.opened.v1"],
        ComplaintStage::Tracking => &["cases.clock_started.v1", "cases.assigned.v1", "cases.transferred.v1"],
        ComplaintStage::Acknowledgement => &["cases.promised.v1", "cases.answered.v1", "cases.replied.v1"],
        ComplaintStage::InitialAssessment => &["cases.complaint_recorded.v1"],
        ComplaintStage::Investigation => &["cases.complaint_investigated.v1"],
        ComplaintStage::Response => &["cases.complaint_found.v1"],
        ComplaintStage::Communication => &["cases.resolved.v1", "cases.confirmed.v1"],
        ComplaintStage::Closing => &["cases.closed.v1"],
    }
}

/// The stages of a complaint, from what happened to it: kinds of events with their times, the oldest first. A reopened
/// complaint is communicated and closed anew.
pub fn stages(
    events: &[(String, Stamp)],
    process: Option<&ComplaintProcess>,
    book: &Rulebook,
    opened: Stamp,
    now: Stamp,
) -> Vec<Stage> {
    let reopened = events.iter().rposition(|it| it.0 == "cases.reopened.v1").map_or(0, |at| at + 1);
    let first = |stage: ComplaintStage| {
        let from = if stage >= ComplaintStage::Communication { reopened } else { 0 };
        events.iter().skip(from).find(|it| reached_by(stage).contains(&it.0.as_str())).map(|it| it.1)
    };
    let due = |stage: ComplaintStage| {
        let rule = process?.stages.iter().find(|it| it.stage == stage)?;
        Some(after(&rule.term, book, opened))
    };
    STAGES
        .into_iter()
        .map(|stage| {
            let (at, due) = (first(stage), due(stage));
            Stage { stage, at, due, late: due.is_some_and(|due| at.unwrap_or(now) > due) }
        })
        .collect()
}

/// When a term that began at a moment ends.
fn after(term: &Term, book: &Rulebook, from: Stamp) -> Stamp {
    let calendar = book.calendar_named(term.calendar.as_deref());
    match (term.time, book.working_of(&calendar)) {
        (TimeKind::Working, Some(working)) => working.calendar.add_working(from, term.within.span(working.day)),
        _ => from + term.within.span(Span::DAY),
    }
}

/// What of a complaint's record is still wanted before closing.
pub fn wanting(
    process: Option<&ComplaintProcess>,
    complaint: Option<&Complaint>,
    investigated: bool,
) -> Vec<ComplaintPart> {
    let needs = process.map_or(&[][..], |it| &it.needs).iter().copied();
    let there = |part: ComplaintPart| match (part, complaint) {
        (ComplaintPart::Investigation, _) => investigated,
        (_, None) => false,
        (ComplaintPart::Record, Some(it)) => it.record.0.is_some(),
        (ComplaintPart::Finding, Some(it)) => it.finding.0.is_some(),
        (ComplaintPart::Analysis, Some(it)) => it.analysis.0.is_some(),
    };
    needs.filter(|it| !there(*it)).collect()
}
