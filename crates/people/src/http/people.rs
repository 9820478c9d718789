//! Members of staff.

use axum::Extension;
use axum::http::StatusCode;
use base::ids::{PersonId, UnitId};
use base::{Page, Paged};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Actor, App, Command, Json, Path, Query, Right};

use crate::acts::persons as acts;
use crate::handle::People;
use crate::model::{NewPerson, Person, PersonPatch, PersonStatus};
use crate::refused::Refused;
use crate::store::persons::{self, Wanted};

/// Which people.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// Part of a name or login.
    q: Option<String>,
    /// Only this unit and all below.
    unit: Option<UnitId>,
    /// Only those of this standing.
    status: Option<PersonStatus>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// The people one sees, by login.
#[utoipa::path(get, path = "/api/v1/people", tag = "people", params(PeopleQuery), responses((status = 200, body = Paged<Person>)))]
pub async fn list_people(app: App, me: Actor, Query(asked): Query<PeopleQuery>) -> web::Result<Json<Paged<Person>>> {
    me.may(Right::ReadPeople)?;
    let page = Page { after: asked.after, limit: asked.limit };
    let q = asked.q.filter(|it| !it.trim().is_empty());
    app.read(move |tx| {
        let rows = page.rows();
        let after = page.after.unwrap_or_default();
        let wanted = Wanted { q, unit: asked.unit, status: asked.status, after, rows: rows + 1 };
        let found = persons::listed(tx, &me, &wanted)?;
        Ok(Paged::of(acts::shown_all(tx, found)?, rows, |it| it.login.clone()))
    })
    .await
}

/// Add somebody.
#[utoipa::path(post, path = "/api/v1/people", tag = "people", request_body = NewPerson, responses((status = 200, body = Person)))]
pub async fn add_person(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body: new, key }: Command<NewPerson>,
) -> web::Result<Json<Person>> {
    me.may(Right::EditPeople)?;
    let (with, asked) = (people.clone(), new.clone());
    app.db.read(move |tx| acts::check_new(&with, tx, &asked)).await?;
    let hash = match new.password.clone() {
        Some(it) => Some(people.hasher().hash(it, app.db.world().mint.bytes()).await?),
        None => None,
    };
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::add(&people, tx, &actor, &new, hash.as_deref())).await
}

/// Somebody.
#[utoipa::path(get, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)), responses((status = 200, body = Person)))]
pub async fn person(app: App, me: Actor, Path(id): Path<PersonId>) -> web::Result<Json<Person>> {
    if me.by() != Some(&id) {
        me.may(Right::ReadPeople)?;
    }
    app.read(move |tx| {
        let row = persons::seen(tx, &me, Right::ReadPeople, &id)?.ok_or(Refused::PersonNotFound)?;
        acts::shown(tx, row)
    })
    .await
}

/// Change somebody. What is left out stays; `roles` are all roles they are to have.
#[utoipa::path(patch, path = "/api/v1/people/{id}", tag = "people", params(("id" = String, Path)), request_body = PersonPatch, responses((status = 200, body = Person)))]
pub async fn patch_person(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
    Json(patch): Json<PersonPatch>,
) -> web::Result<Json<Person>> {
    app.write(move |tx| acts::patch(&people, tx, &me, &id, &patch)).await
}

/// A password given to somebody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    /// The new password.
    password: String,
}

/// Give somebody a new password. Their sessions end.
#[utoipa::path(post, path = "/api/v1/people/{id}/password", tag = "people", params(("id" = String, Path)), request_body = NewPassword, responses((status = 204)))]
pub async fn reset_password(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<PersonId>,
    Json(NewPassword { password }): Json<NewPassword>,
) -> web::Result<StatusCode> {
    let (with, actor, who, typed) = (people.clone(), me.clone(), id.clone(), password.clone());
    app.db.read(move |tx| acts::may_reset(&with, tx, &actor, &who, &typed)).await?;
    let hash = people.hasher().hash(password.clone(), app.db.world().mint.bytes()).await?;
    app.db.write(move |tx| acts::reset(&people, tx, &me, &id, &password, &hash)).await?;
    Ok(StatusCode::NO_CONTENT)
}
