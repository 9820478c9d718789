//! The portal over HTTP. Nobody has signed in here, but staff who give a code out: what is asked is counted by the address it comes from, also when it
//! is refused, and whoever has a case's number and code sees what its customer sees.

use axum::extract::Multipart;
use axum::http::HeaderMap;
use base::ids::CaseId;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Caller, Json, Path, Right, Routes, routes};

use super::At;
use crate::api::{BroughtIn, Knock, PortalCase, PortalForm, Said, Tracked, TrackingCode};
use crate::barred::Barred;
use crate::files;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(portal_form))
        .routes(routes!(bring_in))
        .routes(routes!(track))
        .routes(routes!(give_code))
        .routes(routes!(write_to_us))
        .routes(routes!(say_whether_satisfied))
        .merge(Routes::new().routes(routes!(add_file)).layer(files::limit()))
}

/// What can be brought in, and what is asked about it.
#[utoipa::path(get, path = "/api/v1/portal", tag = "portal", responses((status = 200, body = PortalForm)))]
pub async fn portal_form(app: App, at: At) -> web::Result<Json<PortalForm>> {
    app.read(move |tx| at.desk.portal_form(tx)).await
}

/// Bring something in. The answer has the number and the code by which it is followed; the code is shown nowhere else.
#[utoipa::path(post, path = "/api/v1/portal/cases", tag = "portal", request_body = BroughtIn, responses((status = 200, body = TrackingCode)))]
pub async fn bring_in(app: App, at: At, caller: Caller, Json(new): Json<BroughtIn>) -> web::Result<Json<TrackingCode>> {
    knocked(&app, &at, &caller, Knock::BringsIn).await?;
    app.write(move |tx| at.desk.bring_in(tx, &new)).await
}

/// See what became of a case.
#[utoipa::path(post, path = "/api/v1/portal/track", tag = "portal", request_body = Tracked, responses((status = 200, body = PortalCase)))]
pub async fn track(app: App, at: At, caller: Caller, Json(by): Json<Tracked>) -> web::Result<Json<PortalCase>> {
    known(&app, &at, &caller, &by).await.map(Json)
}

/// A message of the customer.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalMessage {
    /// The number of the case.
    number: i64,
    /// Its code.
    code: String,
    /// The sender's own id of this sending.
    request: String,
    /// The text.
    text: String,
}

/// Write to those who handle the case.
#[utoipa::path(post, path = "/api/v1/portal/messages", tag = "portal", request_body = PortalMessage, responses((status = 200, body = PortalCase)))]
pub async fn write_to_us(
    app: App,
    at: At,
    caller: Caller,
    Json(body): Json<PortalMessage>,
) -> web::Result<Json<PortalCase>> {
    let by = Tracked { number: body.number, code: body.code };
    known(&app, &at, &caller, &by).await?;
    knocked(&app, &at, &caller, Knock::Writes).await?;
    app.write(move |tx| at.desk.customer_writes(tx, &by, &body.request, &body.text)).await
}

/// What a customer says of the result.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PortalVerdict {
    /// The number of the case.
    number: i64,
    /// Its code.
    code: String,
    /// Whether they are satisfied.
    satisfied: bool,
    /// From 1, bad, to 5, very good.
    #[serde(default)]
    score: Option<i64>,
    /// In their words; needed when not satisfied.
    #[serde(default)]
    words: String,
}

/// Say whether one is satisfied; a customer who is not has the case worked on again.
#[utoipa::path(post, path = "/api/v1/portal/verdict", tag = "portal", request_body = PortalVerdict, responses((status = 200, body = PortalCase)))]
pub async fn say_whether_satisfied(
    app: App,
    at: At,
    caller: Caller,
    Json(body): Json<PortalVerdict>,
) -> web::Result<Json<PortalCase>> {
    let by = Tracked { number: body.number, code: body.code };
    known(&app, &at, &caller, &by).await?;
    knocked(&app, &at, &caller, Knock::Writes).await?;
    let said = Said { satisfied: body.satisfied, score: body.score, words: body.words };
    app.write(move |tx| at.desk.customer_says(tx, &by, &said)).await
}

/// Add a file to a case. Its number and code stand in the headers `x-case-number` and `x-case-code`.
#[utoipa::path(post, path = "/api/v1/portal/files", tag = "portal",
    params(("x-case-number" = i64, Header), ("x-case-code" = String, Header)),
    request_body(content = files::FileForm, content_type = "multipart/form-data"), responses((status = 200, body = PortalCase)))]
pub async fn add_file(
    app: App,
    at: At,
    caller: Caller,
    headers: HeaderMap,
    form: Multipart,
) -> web::Result<Json<PortalCase>> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
    let by = Tracked { number: text("x-case-number").parse().unwrap_or_default(), code: text("x-case-code") };
    // Nobody sends a file before it is known that they may.
    known(&app, &at, &caller, &by).await?;
    knocked(&app, &at, &caller, Knock::Writes).await?;
    let file = files::taken(form, at.desk.files()).await?;
    app.write(move |tx| at.desk.customer_attaches(tx, &by, &file)).await
}

/// Have the tracking code of a case shown, to send it to a customer who lost it; that stands in the timeline.
#[utoipa::path(post, path = "/api/v1/cases/{id}/tracking-code", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = TrackingCode)))]
pub async fn give_code(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> web::Result<Json<TrackingCode>> {
    me.may(Right::WorkCases)?;
    app.write(move |tx| at.desk.give_code(tx, &me, &id)).await
}

/// Counts what somebody does; that stays counted whatever becomes of it.
async fn knocked(app: &App, at: &At, caller: &Caller, what: Knock) -> web::Result<()> {
    let (desk, address) = (at.desk.clone(), caller.0.clone());
    Ok(app.db.write(move |tx| desk.knocked(tx, &address, what)).await?)
}

/// The case of a number and its code, for those who were not wrong too often; being wrong is counted.
async fn known(app: &App, at: &At, caller: &Caller, by: &Tracked) -> web::Result<PortalCase> {
    let (desk, address, by) = (at.desk.clone(), caller.0.clone(), by.clone());
    let found = app.db.read(move |tx| {
        desk.may_knock(tx, &address, Knock::Wrong)?;
        desk.track(tx, &by)
    });
    if let Some(it) = found.await? {
        return Ok(it);
    }
    knocked(app, at, caller, Knock::Wrong).await?;
    Err(Barred::PortalUnknown.into())
}
