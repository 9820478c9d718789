//! Into whose hands a case goes.

use base::ids::{CaseId, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Command, Path};

use super::{At, Fresh, Versioned, command};
use crate::api::{Handover, shown};

/// Who is to handle a case.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignTo {
    /// The person; nobody when absent.
    #[serde(default)]
    person_id: Option<PersonId>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Give a case another handler within its unit.
#[utoipa::path(post, path = "/api/v1/cases/{id}/assign", tag = "cases", params(("id" = String, Path)), request_body = AssignTo, responses((status = 200, body = shown::Case)))]
pub async fn assign_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<AssignTo>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.assign(tx, me, &id, body.version, body.person_id.as_ref())).await
}

/// Who is to answer to the customer.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntrustTo {
    /// The person.
    person_id: PersonId,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Make somebody else the first receiver of a case.
#[utoipa::path(post, path = "/api/v1/cases/{id}/entrust", tag = "cases", params(("id" = String, Path)), request_body = EntrustTo, responses((status = 200, body = shown::Case)))]
pub async fn entrust_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<EntrustTo>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        desk.entrust(tx, me, &id, body.version, &body.person_id, body.reason.as_deref())
    })
    .await
}

/// To whom a case is handed.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransferTo {
    /// The unit; when left out, the one that policy makes responsible for the class.
    #[serde(default)]
    unit_id: Option<UnitId>,
    /// The person in it, when one is meant.
    #[serde(default)]
    person_id: Option<PersonId>,
    /// The class it turned out to be.
    #[serde(default)]
    class: Option<String>,
    /// Why.
    #[serde(default)]
    reason: Option<String>,
    /// The version that was read.
    #[serde(default)]
    version: Option<i64>,
}

/// Hand a case to another unit or person.
#[utoipa::path(post, path = "/api/v1/cases/{id}/transfer", tag = "cases", params(("id" = String, Path)), request_body = TransferTo, responses((status = 200, body = shown::Case)))]
pub async fn transfer_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<TransferTo>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| {
        let to = Handover { unit_id: body.unit_id, person_id: body.person_id, class: body.class, reason: body.reason };
        desk.transfer(tx, me, &id, body.version, &to)
    })
    .await
}

/// Accept the transfer that waits.
#[utoipa::path(post, path = "/api/v1/cases/{id}/accept", tag = "cases", params(("id" = String, Path)), request_body = Versioned, responses((status = 200, body = shown::Case)))]
pub async fn accept_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<Versioned>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.accept(tx, me, &id, body.version)).await
}

/// Why a transfer is sent back.
#[derive(Debug, Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveBack {
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// The version that was read.
    #[serde(default)]
    pub version: Option<i64>,
}

/// Send the waiting transfer back.
#[utoipa::path(post, path = "/api/v1/cases/{id}/return", tag = "cases", params(("id" = String, Path)), request_body = GiveBack, responses((status = 200, body = shown::Case)))]
pub async fn return_case(
    app: App,
    me: Actor,
    at: At,
    Path(id): Path<CaseId>,
    Command { body, key }: Command<GiveBack>,
) -> Fresh {
    command(app, me, at, key, move |desk, tx, me| desk.send_back(tx, me, &id, body.version, body.reason.as_deref()))
        .await
}
