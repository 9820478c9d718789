//! One case: taking it in, its page, corrections, its timeline, its links.

use base::ids::CaseId;
use base::{Page, Paged};
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::{At, Fresh, command};
use crate::api::{Edit, NewCase, NewLink, TimelineItem, shown};

/// Take a case in.
#[utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = NewCase, responses((status = 200, body = shown::Case)))]
pub async fn open_case(app: App, me: Actor, at: At, Command { body, key }: Command<NewCase>) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.taken_in(tx, me, body, true)).await
}

/// A case with all that hangs on it.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = shown::Case)))]
pub async fn case(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Fresh {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.page(tx, &me, &id, at.words())).await
}

/// Correct what is written about a case.
#[utoipa::path(patch, path = "/api/v1/cases/{id}", tag = "cases", params(("id" = String, Path)), request_body = Edit, responses((status = 200, body = shown::Case)))]
pub async fn edit_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<Edit>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.edit(tx, me, &id, &body)).await
}

/// What happened on a case, oldest first.
#[utoipa::path(get, path = "/api/v1/cases/{id}/timeline", tag = "cases", params(("id" = String, Path), Page), responses((status = 200, body = Paged<TimelineItem>)))]
pub async fn case_timeline(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Query(page): Query<Page>,
) -> web::Result<Json<Paged<TimelineItem>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.timeline(tx, &me, &id, &page)).await
}

/// Link a case with another one.
#[utoipa::path(post, path = "/api/v1/cases/{id}/links", tag = "cases", params(("id" = String, Path)), request_body = NewLink, responses((status = 200, body = shown::Case)))]
pub async fn link_cases(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewLink>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.link(tx, me, &id, &body)).await
}
