//! Templates of cases and of answers.

use axum::http::StatusCode;
use base::Paged;
use base::ids::TemplateId;
use serde::Deserialize;
use web::{Actor, App, Command, Json, Path, Query, Right};

use super::At;
use crate::api::{FillTemplate, Filled, NewTemplate, Template, TemplateVersion};

/// Which templates.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TemplateSort {
    /// `case` or `answer`.
    sort: String,
}

/// The templates the actor sees: their own, the team's, everybody's; those used most first.
#[utoipa::path(get, path = "/api/v1/cases/templates", tag = "cases", params(TemplateSort), responses((status = 200, body = Paged<Template>)))]
pub async fn list_templates(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<TemplateSort>,
) -> web::Result<Json<Paged<Template>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| Ok(Paged { items: at.desk.templates(tx, &me, &query.sort)?, next: None })).await
}

/// Save a template.
#[utoipa::path(post, path = "/api/v1/cases/templates", tag = "cases", request_body = NewTemplate, responses((status = 200, body = Template)))]
pub async fn save_template(
    app: App,
    me: Actor,
    at: At,
    Command { body, key }: Command<NewTemplate>,
) -> web::Result<Json<Template>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.save_template(tx, &actor, None, &body)).await
}

/// Change a template; the version before is kept.
#[utoipa::path(put, path = "/api/v1/cases/templates/{id}", tag = "cases", params(("id" = String, Path)), request_body = NewTemplate, responses((status = 200, body = Template)))]
pub async fn edit_template(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<TemplateId>,
    Command { body, key }: Command<NewTemplate>,
) -> web::Result<Json<Template>> {
    me.may(Right::WorkCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.save_template(tx, &actor, Some(&id), &body)).await
}

/// Take a template away.
#[utoipa::path(delete, path = "/api/v1/cases/templates/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 204)))]
pub async fn forget_template(app: App, me: Actor, at: At, Path(id): Path<TemplateId>) -> web::Result<StatusCode> {
    me.may(Right::WorkCases)?;
    app.db.write(move |tx| at.desk.forget_template(tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The versions of a template, the newest first.
#[utoipa::path(get, path = "/api/v1/cases/templates/{id}/versions", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = Paged<TemplateVersion>)))]
pub async fn template_versions(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<TemplateId>,
) -> web::Result<Json<Paged<TemplateVersion>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| Ok(Paged { items: at.desk.template_versions(tx, &me, &id)?, next: None })).await
}

/// Fill a template with what is known of a case and of the actor.
#[utoipa::path(post, path = "/api/v1/cases/templates/{id}/fill", tag = "cases", params(("id" = String, Path)), request_body = FillTemplate, responses((status = 200, body = Filled)))]
pub async fn fill_template(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<TemplateId>,
    Command { body, key }: Command<FillTemplate>,
) -> web::Result<Json<Filled>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| at.desk.fill_template(tx, &actor, &id, &body, at.words())).await
}
