//! Applications for service items, and questions of the window to leaders.

use base::Paged;
use base::ids::{CaseId, PaperId, QuestionId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{ApplicationView, MaterialsCheck, NewQuestion, NewRefusal, QuestionsQuery, ToldOf, WindowQuestion};

type Fresh = web::Result<Json<ApplicationView>>;

/// The application that a case is: its materials, papers and questions.
#[utoipa::path(get, path = "/api/v1/cases/{id}/application", tag = "services", params(("id" = String, Path)), responses((status = 200, body = ApplicationView)))]
pub async fn case_application(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.application(tx, &me, &id, at.words())).await
}

/// Write down which materials are there: complete, it is accepted; incomplete, the applicant is told once of all.
#[utoipa::path(post, path = "/api/v1/cases/{id}/application/check", tag = "services", params(("id" = String, Path)), request_body = MaterialsCheck, responses((status = 200, body = ApplicationView)))]
pub async fn check_application(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<MaterialsCheck>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.check_materials(tx, &actor, &id, &body)?;
        at.desk.application(tx, &actor, &id, at.words())
    })
    .await
}

/// Refuse an application, with one of the item's grounds.
#[utoipa::path(post, path = "/api/v1/cases/{id}/application/refuse", tag = "services", params(("id" = String, Path)), request_body = NewRefusal, responses((status = 200, body = ApplicationView)))]
pub async fn refuse_application(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewRefusal>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.refuse_application(tx, &actor, &id, &body)?;
        at.desk.application(tx, &actor, &id, at.words())
    })
    .await
}

/// Ask the leader of the item.
#[utoipa::path(post, path = "/api/v1/cases/{id}/application/questions", tag = "services", params(("id" = String, Path)), request_body = NewQuestion, responses((status = 200, body = ApplicationView)))]
pub async fn ask_leader(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewQuestion>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.ask_leader(tx, &actor, &id, &body)?;
        at.desk.application(tx, &actor, &id, at.words())
    })
    .await
}

/// What a leader answers.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerToWindow {
    /// The answer.
    answer: String,
}

/// Answer the window.
#[utoipa::path(post, path = "/api/v1/cases/{id}/application/questions/{qid}/answer", tag = "services", params(("id" = String, Path), ("qid" = String, Path)), request_body = AnswerToWindow, responses((status = 200, body = ApplicationView)))]
pub async fn answer_window(
    app: App,
    me: Actor,
    at: At,
    Path((id, qid)): Path<(CaseId, QuestionId)>,
    Command { body, key }: Command<AnswerToWindow>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.answer_window(tx, &actor, &id, &qid, &body.answer)?;
        at.desk.application(tx, &actor, &id, at.words())
    })
    .await
}

/// Write down that the customer was told what stands on a paper.
#[utoipa::path(post, path = "/api/v1/cases/{id}/papers/{pid}/told", tag = "services", params(("id" = String, Path), ("pid" = String, Path)), request_body = ToldOf, responses((status = 200, body = ApplicationView)))]
pub async fn told_of_paper(
    app: App,
    me: Actor,
    at: At,
    Path((id, pid)): Path<(CaseId, PaperId)>,
    Command { body, key }: Command<ToldOf>,
) -> Fresh {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.told_of_paper(tx, &actor, &id, &pid, &body)?;
        at.desk.application(tx, &actor, &id, at.words())
    })
    .await
}

/// Questions that wait for the signed-in person's answer, or that they asked.
#[utoipa::path(get, path = "/api/v1/questions", tag = "services", params(QuestionsQuery), responses((status = 200, body = Paged<WindowQuestion>)))]
pub async fn list_questions(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<QuestionsQuery>,
) -> web::Result<Json<Paged<WindowQuestion>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.questions(tx, &me, &query, at.words())).await
}
