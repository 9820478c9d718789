//! Complaints: record, investigation, finding, analysis.

use base::ids::CaseId;
use web::{Actor, App, Command, Json, Path, Right};

use super::At;
use crate::api::{ComplaintView, NewInvestigation};
use crate::model::complaint::{Analysis, ComplaintRecord, Finding};

type Fresh = web::Result<Json<ComplaintView>>;

/// Everything about a complaint beside its case.
#[utoipa::path(get, path = "/api/v1/cases/{id}/complaint", tag = "complaints", params(("id" = String, Path)), responses((status = 200, body = ComplaintView)))]
pub async fn complaint(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.complaint_of(tx, &me, &id, at.words())).await
}

/// Write the complaint record.
#[utoipa::path(post, path = "/api/v1/cases/{id}/complaint/record", tag = "complaints", params(("id" = String, Path)), request_body = ComplaintRecord, responses((status = 200, body = ComplaintView)))]
pub async fn record_complaint(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<ComplaintRecord>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.record_complaint(tx, &actor, &id, &body)?;
        at.desk.complaint_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Write down something that was looked into.
#[utoipa::path(post, path = "/api/v1/cases/{id}/complaint/investigation", tag = "complaints", params(("id" = String, Path)), request_body = NewInvestigation, responses((status = 200, body = ComplaintView)))]
pub async fn investigate_complaint(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewInvestigation>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.investigate(tx, &actor, &id, &body)?;
        at.desk.complaint_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Write down who is right, whose fault it is, and what is done.
#[utoipa::path(post, path = "/api/v1/cases/{id}/complaint/finding", tag = "complaints", params(("id" = String, Path)), request_body = Finding, responses((status = 200, body = ComplaintView)))]
pub async fn find_complaint(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<Finding>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.find(tx, &actor, &id, &body)?;
        at.desk.complaint_of(tx, &actor, &id, at.words())
    })
    .await
}

/// Write down what is to be learnt.
#[utoipa::path(post, path = "/api/v1/cases/{id}/complaint/analysis", tag = "complaints", params(("id" = String, Path)), request_body = Analysis, responses((status = 200, body = ComplaintView)))]
pub async fn analyse_complaint(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<Analysis>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.analyse(tx, &actor, &id, &body)?;
        at.desk.complaint_of(tx, &actor, &id, at.words())
    })
    .await
}
