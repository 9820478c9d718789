//! A message that a visitor leaves while nobody is there: it becomes a case, followed by a number and a code; and what
//! browsers ask before a page of another site may speak with us.

use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base::ids::EntranceId;
use cases::Desk;
use cases::api::{BroughtIn, Knock};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{App, Caller, Json};

use super::visitor::admit;
use crate::acts::visitor;

/// A message that is left.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeaveMessage {
    /// The entrance.
    entrance: EntranceId,
    /// The visitor's token, when the window has one.
    #[serde(default)]
    token: Option<String>,
    /// The sender's own id of this sending, a UUID; sent again, it leaves nothing new.
    request: String,
    /// Who leaves it.
    name: String,
    /// A phone number or a mail address.
    contact: String,
    /// What they want.
    text: String,
    /// In which language.
    #[serde(default)]
    language: Option<String>,
}

/// A message that was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftMessage {
    /// The number of the case.
    case_number: i64,
    /// The code that goes with it; shown nowhere else.
    tracking_code: String,
}

/// Leave a message while nobody is there. It becomes a case, which is followed on the portal.
#[utoipa::path(post, path = "/api/v1/visitor/leave", tag = "visitor", request_body = LeaveMessage, responses((status = 200, body = LeftMessage)))]
pub async fn leave_message(
    app: App,
    Extension(desk): Extension<Desk>,
    caller: Caller,
    headers: HeaderMap,
    Json(left): Json<LeaveMessage>,
) -> web::Result<Json<LeftMessage>> {
    let id = left.entrance.clone();
    let channel = app
        .db
        .read(move |tx| {
            let entrance = visitor::entrance(tx, &id)?;
            admit(&entrance, &headers)?;
            Ok(entrance.channel)
        })
        .await?;
    let (counting, address) = (desk.clone(), caller.0);
    app.db.write(move |tx| counting.knocked(tx, &address, Knock::BringsIn)).await?;
    app.write(move |tx| {
        let LeaveMessage { request, name, contact, text, .. } = left;
        let brought = BroughtIn { request, name, contact, description: text, ..BroughtIn::default() };
        let code = desk.leave_message(tx, brought, &channel)?;
        Ok(LeftMessage { case_number: code.number, tracking_code: code.code })
    })
    .await
}

/// Lets pages of other sites read what they are answered, refusals too. Which sites are served at all, each handler says;
/// no cookie goes along, so that nothing is answered to a page but what its visitor may know.
pub async fn across_sites(request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let asks_first = request.method() == Method::OPTIONS;
    let mut response = if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let Some(origin) = origin else { return response };
    let given = response.headers_mut();
    given.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    given.insert(header::VARY, HeaderValue::from_static("origin"));
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    given.insert(policy, HeaderValue::from_static("cross-origin"));
    if asks_first {
        given.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        given.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type, accept-language"),
        );
        given.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    response
}
