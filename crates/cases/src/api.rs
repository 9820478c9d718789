//! What can be done with cases: commands and questions, as functions of a [`Desk`](crate::Desk) on a transaction.
//!
//! HTTP, demo data and tests call the same commands. Each checks by the rules whether the actor may, changes the case,
//! keeps clocks, timers, counters and search in step, and appends the events. `Tx::at` lets them play in the past.

mod answers;
mod approvals;
mod ask;
mod bring_on;
mod bulk;
mod children;
mod complaints;
mod contacts;
mod correct;
mod customer;
mod deadlines;
mod department;
mod dossier;
mod erase;
mod escalations;
mod export;
mod files;
mod follow_ups;
mod hand;
mod hands;
mod import;
mod joint;
mod merging;
mod names;
mod naming;
mod notices;
mod open;
mod page;
mod papers;
mod parts;
mod personal;
mod portal;
mod seats;
mod services;
pub mod shown;
mod splitting;
mod stages;
pub(crate) mod stand_in;
mod tags;
mod talk;
mod templates;
mod time;
mod urging;
mod views;
mod what_if;

#[cfg(test)]
mod tests;

pub use answers::Unsealed;
pub use approvals::{ApprovalView, ApprovalsOf, Decide, LevelView, NewApproval, TrayQuery};
pub use ask::{CaseName, Counts, ListQuery, audiences, names, next_promises};
pub use bring_on::{Close, Confirm};
pub use bulk::{BulkRowView, BulkSize, BulkView, NewBulk, UndoBulk};
pub use children::{PartsOf, RelativeView};
pub use complaints::{ComplaintView, NewInvestigation, StageView};
pub use contacts::{complaints_since, first_receiver};
pub use correct::{Edit, NewLink};
pub use customer::CaseCustomer;
pub use erase::ErasurePreview;
pub use escalations::{BoardCount, BoardQuery, EscalationView, EscalationsOf, NewEscalation, NewWatch};
pub use export::{CaseExport, CaseExportPreview};
pub use files::NewFile;
pub use follow_ups::{EndFollowUp, FollowUpQuery, FollowUpView};
pub use hands::Handover;
pub use import::{Imported, ImportedCase, ImportedClock, ImportedEvent, ImportedFrom};
pub use joint::{JointOf, JointQuery, JointRow, JointView, NewJoint};
pub use merging::{MergeView, MergesOf, NewMerge};
pub use notices::{Notice, Notices};
pub use open::{NewCase, NewPromise};
pub(crate) use page::Taken;
pub use page::Words;
pub use papers::ToPrint;
pub use portal::{
    BroughtIn, Knock, PortalCase, PortalField, PortalForm, PortalKindShown, PortalPromise, PortalWords, Said, Tracked,
    TrackingCode, brought_as,
};
pub use services::{
    ApplicationView, ConditionView, GroundView, MaterialView, MaterialsCheck, NewQuestion, NewRefusal, PaperView,
    QuestionsQuery, Tick, ToldOf, WindowQuestion,
};
pub use shown::{CaseRow, TimelineItem, View};
pub use splitting::NewSplit;
pub use stages::Stage;
pub use tags::{EditTag, MergeTag, NewTag, PutTags, Retagged, Tag, merged_tags, retagged, tags_standing_for};
pub use talk::Reply;
pub use templates::{FillTemplate, Filled, NewTemplate, Template, TemplateVersion};
pub use time::Extend;
pub use urging::{NewUrging, UrgingView, UrgingsOf};
pub use views::{EditView, NewView, ViewCount, ViewsOf};
pub use what_if::Limits as WhatIfLimits;

/// The sealed columns of this capability, for sealing anew after a key was rotated.
pub const SEALED: &[vault::reseal::SealedColumn] = &[vault::reseal::SealedColumn {
    purpose: vault::Purpose::Customer,
    table: "cases_case",
    id: "id",
    column: "sealed",
}];

pub(crate) use bulk::go_on as bulk_goes_on;
pub(crate) use customer::names as names_of;
pub(crate) use deadlines::due;
pub(crate) use erase::{erase, preview};
pub(crate) use escalations::{happened, not_taken};
pub(crate) use hand::{Hand, Which};
pub(crate) use time::go_on;
