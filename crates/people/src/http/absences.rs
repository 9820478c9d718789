//! Absences, and rights lent for a time.

use axum::Extension;
use axum::http::StatusCode;
use base::ids::{AbsenceId, DelegationId, PersonId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query};

use crate::acts::{absences as acts, delegations as lending};
use crate::handle::People;
use crate::model::{Absence, Absences, Delegation, Delegations, NewAbsence, NewDelegation};

/// Whose.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// Somebody one leads; oneself when left out.
    person: Option<PersonId>,
}

impl Whose {
    fn of(self, me: &Actor) -> base::Result<PersonId> {
        self.person.map_or_else(|| me.me().cloned(), Ok)
    }
}

/// One's own absences, or those of somebody one leads; and for whom they act now.
#[utoipa::path(get, path = "/api/v1/absences", tag = "people", params(Whose), responses((status = 200, body = Absences)))]
pub async fn list_absences(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(whose): Query<Whose>,
) -> web::Result<Json<Absences>> {
    let person = whose.of(&me)?;
    app.read(move |tx| acts::list(&people, tx, &me, &person)).await
}

/// Enter an absence, of oneself or of somebody one leads.
#[utoipa::path(post, path = "/api/v1/absences", tag = "people", request_body = NewAbsence, responses((status = 200, body = Absence)))]
pub async fn enter_absence(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body: new, key }: Command<NewAbsence>,
) -> web::Result<Json<Absence>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::enter(&people, tx, &actor, &new)).await
}

/// Be back before the planned time, or call an absence off before it begins.
#[utoipa::path(post, path = "/api/v1/absences/{id}/end", tag = "people", params(("id" = String, Path)), responses((status = 200, body = Absence)))]
pub async fn end_absence(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<AbsenceId>,
) -> web::Result<Json<Absence>> {
    app.write(move |tx| acts::end(&people, tx, &me, &id)).await
}

/// What one lends and is lent, or somebody one leads.
#[utoipa::path(get, path = "/api/v1/delegations", tag = "people", params(Whose), responses((status = 200, body = Delegations)))]
pub async fn list_delegations(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(whose): Query<Whose>,
) -> web::Result<Json<Delegations>> {
    let person = whose.of(&me)?;
    app.read(move |tx| lending::list(&people, tx, &me, &person)).await
}

/// Lend rights of one's own to somebody for a time.
#[utoipa::path(post, path = "/api/v1/delegations", tag = "people", request_body = NewDelegation, responses((status = 200, body = Delegation)))]
pub async fn delegate(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body: new, key }: Command<NewDelegation>,
) -> web::Result<Json<Delegation>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| lending::give(&people, tx, &actor, &new)).await
}

/// Take lent rights back.
#[utoipa::path(delete, path = "/api/v1/delegations/{id}", tag = "people", params(("id" = String, Path)), responses((status = 204)))]
pub async fn take_delegation_back(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<DelegationId>,
) -> web::Result<StatusCode> {
    app.db.write(move |tx| lending::take_back(&people, tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
