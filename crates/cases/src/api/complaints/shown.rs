//! A complaint as screens get it.

use base::ids::CaseId;
use base::{Fen, Result, Stamp};
use db::Tx;
use policy::model::{ComplaintPart, ComplaintStage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::Actor;

use crate::Desk;
use crate::api::naming::Naming;
use crate::api::page::Words;
use crate::api::shown::Named;
use crate::barred::Barred;
use crate::model::Asker;
use crate::model::approval::Compensation;
use crate::model::complaint::{Analysis, ComplaintRecord, Finding, Written};
use crate::model::deadline::Part;
use crate::rules::complaints;
use crate::store;

macro_rules! shown {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    )*};
}

shown! {
    /// A stage of ISO 10002.
    struct StageView {
        /// Which.
        stage: ComplaintStage,
        /// When it was reached.
        at: Option<Stamp>,
        /// Until when it should be, by the process.
        due_at: Option<Stamp>,
        /// Whether that was missed.
        late: bool,
    }

    /// A step of the script that calms a customer.
    struct CalmView {
        /// What it is for.
        name: String,
        /// What is said.
        says: String,
    }

    /// The record, with who wrote it and when.
    struct RecordView {
        /// The record.
        record: ComplaintRecord,
        /// Who.
        by: Named,
        /// When.
        at: Stamp,
    }

    /// The finding, with who wrote it and when.
    struct FindingView {
        /// The finding.
        finding: Finding,
        /// The unit at fault.
        fault_unit: Option<Named>,
        /// The person at fault.
        fault_person: Option<Named>,
        /// Who.
        by: Named,
        /// When.
        at: Stamp,
    }

    /// The analysis, with who wrote it and when.
    struct AnalysisView {
        /// The analysis.
        analysis: Analysis,
        /// Who.
        by: Named,
        /// When.
        at: Stamp,
    }

    /// An entry of the investigation.
    struct InvestigatedView {
        /// What was found.
        found: String,
        /// What shows it.
        evidence: Option<String>,
        /// Who looked into it.
        by: Named,
        /// When.
        at: Stamp,
    }

    /// Something given to the customer.
    struct CompensationView {
        /// What, a word of policy.
        kind: String,
        /// How much it is worth.
        fen: Fen,
        /// Whose budget it comes from.
        budget: Named,
        /// When.
        at: Stamp,
    }

    /// Everything about a complaint beside its case.
    struct ComplaintView {
        /// What its process is called, in the reader's language.
        process: String,
        /// The stages, in their order.
        stages: Vec<StageView>,
        /// The script that calms a customer.
        calm: Vec<CalmView>,
        /// Whether a quiet room can be offered.
        quiet_room: bool,
        /// The complaint record.
        record: Option<RecordView>,
        /// The investigation, the oldest entry first.
        investigation: Vec<InvestigatedView>,
        /// The finding.
        finding: Option<FindingView>,
        /// What was given.
        compensations: Vec<CompensationView>,
        /// What is to be learnt.
        analysis: Option<AnalysisView>,
        /// Until when the customer hears of the progress next.
        progress_due_at: Option<Stamp>,
        /// When half of that is used.
        progress_half_at: Option<Stamp>,
        /// When it is nearly due.
        progress_near_at: Option<Stamp>,
        /// What is still wanted before closing.
        wanting: Vec<ComplaintPart>,
        /// Whether the reader can write.
        may_write: bool,
    }
}

/// The kinds of events that stages are told by.
const TOLD_BY: [&str; 13] = [
    "cases.opened.v1",
    "cases.clock_started.v1",
    "cases.assigned.v1",
    "cases.transferred.v1",
    "cases.promised.v1",
    "cases.answered.v1",
    "cases.replied.v1",
    "cases.complaint_recorded.v1",
    "cases.complaint_investigated.v1",
    "cases.complaint_found.v1",
    "cases.resolved.v1",
    "cases.closed.v1",
    "cases.reopened.v1",
];

impl Desk {
    /// Everything about a complaint beside its case.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case, and for a case that is no complaint.
    pub fn complaint_of(&self, tx: &mut Tx<'_>, me: &Actor, id: &CaseId, words: Words<'_>) -> Result<ComplaintView> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, id)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let policy = &book.complaints.says;
        if !policy.is_one(&case.kind) {
            return Err(Barred::NoComplaint.into());
        }
        let process = policy.process(case.class.as_deref());
        let events = store::complaints::happened(tx, id, &TOLD_BY)?;
        let complaint = store::complaints::one(tx, id)?;
        let investigation = store::complaints::investigation(tx, id)?;
        let compensations = store::approvals::compensations(tx, id)?;
        let progress = store::deadlines::live(tx, Part::Progress, &[id.to_string()])?.into_iter().next();
        let wanting = complaints::wanting(process, complaint.as_ref(), !investigation.is_empty());
        let (record, finding, analysis) =
            complaint.map_or((None, None, None), |it| (it.record.0, it.finding.0, it.analysis.0));
        let mut naming = Naming::default();
        naming
            .people(investigation.iter().map(|it| &it.by_id))
            .units(compensations.iter().map(|it| &it.budget_unit_id));
        naming.people(record.iter().map(|it| &it.by_id)).people(analysis.iter().map(|it| &it.by_id));
        naming.people(finding.iter().flat_map(|it| it.it.fault_person_id.iter().chain([&it.by_id])));
        naming.units(finding.iter().filter_map(|it| it.it.fault_unit_id.as_ref()));
        naming.ask(self, tx)?;
        let stages = complaints::stages(&events, process, &book, case.opened_ms, tx.now());
        Ok(ComplaintView {
            process: process.map(|it| words.of(&it.name)).unwrap_or_default(),
            stages: stages.iter().map(shown_stage).collect(),
            calm: policy
                .calm
                .iter()
                .map(|it| CalmView { name: words.of(&it.name), says: words.of(&it.says) })
                .collect(),
            quiet_room: policy.quiet_room,
            record: record.map(|Written { it, by_id, at }| RecordView { record: it, by: naming.person(&by_id), at }),
            investigation: investigation
                .into_iter()
                .map(|it| InvestigatedView {
                    by: naming.person(&it.by_id),
                    found: it.found,
                    evidence: it.evidence,
                    at: it.at_ms,
                })
                .collect(),
            finding: finding.map(|Written { it, by_id, at }| FindingView {
                fault_unit: it.fault_unit_id.as_ref().map(|one| naming.unit(one)),
                fault_person: naming.maybe(it.fault_person_id.as_ref()),
                finding: it,
                by: naming.person(&by_id),
                at,
            }),
            compensations: compensations.into_iter().map(|it| shown_compensation(it, &naming)).collect(),
            analysis: analysis.map(|Written { it, by_id, at }| AnalysisView {
                analysis: it,
                by: naming.person(&by_id),
                at,
            }),
            progress_due_at: progress.as_ref().map(|it| it.due_ms),
            progress_half_at: progress.as_ref().map(|it| it.half_ms),
            progress_near_at: progress.as_ref().map(|it| it.near_ms),
            wanting,
            may_write: complaints::may_write(&case, &who, &book).is_ok(),
        })
    }
}

fn shown_stage(it: &complaints::Stage) -> StageView {
    StageView { stage: it.stage, at: it.at, due_at: it.due, late: it.late }
}

fn shown_compensation(it: Compensation, naming: &Naming) -> CompensationView {
    CompensationView { budget: naming.unit(&it.budget_unit_id), kind: it.kind, fen: it.fen, at: it.at_ms }
}
