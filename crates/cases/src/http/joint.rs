//! Departments that work on a case together: parts asked for, urging, a transfer taken back.

use base::Paged;
use base::ids::{CaseId, JointId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Json, Key, Path, Query, Right};

use super::hands::GiveBack;
use super::{At, Fresh, command};
use crate::api::{JointOf, JointQuery, JointRow, NewJoint, NewUrging, UrgingsOf, shown};
use crate::model::joint::JointState;

type Parts = web::Result<Json<JointOf>>;

/// Take a waiting transfer back.
#[utoipa::path(post, path = "/api/v1/cases/{id}/take-back", tag = "cases", params(("id" = String, Path)), request_body = GiveBack, responses((status = 200, body = shown::Case)))]
pub async fn take_case_back(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<GiveBack>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.take_back(tx, me, &id, body.version, body.reason.as_deref()))
        .await
}

/// What departments are asked for, what is due first.
#[utoipa::path(get, path = "/api/v1/joint", tag = "joint", params(JointQuery), responses((status = 200, body = Paged<JointRow>)))]
pub async fn list_joint(
    app: App,
    me: Actor,
    at: At,
    Query(query): Query<JointQuery>,
) -> web::Result<Json<Paged<JointRow>>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.joint_list(tx, &me, &query)).await
}

/// The parts of a case that other departments were asked for.
#[utoipa::path(get, path = "/api/v1/cases/{id}/joint", tag = "joint", params(("id" = String, Path)), responses((status = 200, body = JointOf)))]
pub async fn case_joint(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> Parts {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.joint_of(tx, &me, &id)).await
}

/// Ask another department for a part.
#[utoipa::path(post, path = "/api/v1/cases/{id}/joint", tag = "joint", params(("id" = String, Path)), request_body = NewJoint, responses((status = 200, body = JointOf)))]
pub async fn ask_joint(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewJoint>,
) -> Parts {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.ask_joint(tx, &actor, &id, &body)?;
        at.desk.joint_of(tx, &actor, &id)
    })
    .await
}

/// Nothing but itself.
#[derive(Debug, Default, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptJoint {}

/// Accept a part.
#[utoipa::path(post, path = "/api/v1/cases/{id}/joint/{jid}/accept", tag = "joint", params(("id" = String, Path), ("jid" = String, Path)), request_body = AcceptJoint, responses((status = 200, body = JointOf)))]
pub async fn accept_joint(
    app: App,
    me: Actor,
    at: At,
    Path((id, jid)): Path<(CaseId, JointId)>,
    Command { key, .. }: Command<AcceptJoint>,
) -> Parts {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.accept_joint(tx, &actor, &id, &jid)?;
        at.desk.joint_of(tx, &actor, &id)
    })
    .await
}

/// The words that go with the end of a part.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndJoint {
    /// The result, the reason, or the grounds.
    text: String,
}

/// What a part's end is answered with: whoever sees the case no more gets an empty list.
async fn end(
    app: App,
    me: Actor,
    at: At,
    (id, jid): (CaseId, JointId),
    (body, key): (EndJoint, Option<Key>),
    state: JointState,
) -> Parts {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.end_joint(tx, &actor, &id, &jid, state, &body.text)?;
        match at.desk.joint_of(tx, &actor, &id) {
            Err(failure) if failure.code() == Some("cases.not_found") => {
                Ok(JointOf { items: Vec::new(), may_ask: false })
            }
            other => other,
        }
    })
    .await
}

macro_rules! ends {
    ($($(#[$doc:meta])* $name:ident $path:literal $state:ident;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "joint", params(("id" = String, Path), ("jid" = String, Path)), request_body = EndJoint, responses((status = 200, body = JointOf)))]
        pub async fn $name(
            app: App,
            me: Actor,
            at: At,
            Path(of): Path<(CaseId, JointId)>,
            Command { body, key }: Command<EndJoint>,
        ) -> Parts {
            end(app, me, at, of, (body, key), JointState::$state).await
        }
    )+};
}

ends! {
    /// Send a part back, with the reason.
    return_joint "/api/v1/cases/{id}/joint/{jid}/return" Returned;
    /// Deliver the result of a part.
    deliver_joint "/api/v1/cases/{id}/joint/{jid}/deliver" Delivered;
    /// Take a question back that nobody has accepted.
    withdraw_joint "/api/v1/cases/{id}/joint/{jid}/withdraw" Withdrawn;
    /// Do without an open part, with grounds.
    waive_joint "/api/v1/cases/{id}/joint/{jid}/waive" Waived;
}

/// The urgings of a case, and what can be done.
#[utoipa::path(get, path = "/api/v1/cases/{id}/urgings", tag = "joint", params(("id" = String, Path)), responses((status = 200, body = UrgingsOf)))]
pub async fn case_urgings(app: App, me: Actor, at: At, Path(id): Path<CaseId>) -> web::Result<Json<UrgingsOf>> {
    me.may(Right::ReadCases)?;
    app.read(move |tx| at.desk.urgings_of(tx, &me, &id)).await
}

/// Urge the handler, or write down that the customer did.
#[utoipa::path(post, path = "/api/v1/cases/{id}/urgings", tag = "joint", params(("id" = String, Path)), request_body = NewUrging, responses((status = 200, body = UrgingsOf)))]
pub async fn urge_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<NewUrging>,
) -> web::Result<Json<UrgingsOf>> {
    me.may(Right::ReadCases)?;
    let actor = me.clone();
    app.command(&me, key, move |tx| {
        at.desk.urge(tx, &actor, &id, &body)?;
        at.desk.urgings_of(tx, &actor, &id)
    })
    .await
}
