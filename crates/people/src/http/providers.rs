//! Identity providers, for those who administer; the names somebody has there.

use axum::Extension;
use axum::http::StatusCode;
use base::ids::{IdentityProviderId, PersonId};
use web::{Actor, App, Command, Json, Path};

use crate::acts::providers as acts;
use crate::handle::People;
use crate::model::{
    IdentityProvider, IdentityProviderPatch, IdentityProviders, NewIdentityProvider, ProviderCheck, ProviderName,
};
use crate::turned_away::TurnedAway;

/// The identity providers.
#[utoipa::path(get, path = "/api/v1/identity-providers", tag = "people", responses((status = 200, body = IdentityProviders)))]
pub async fn list_providers(app: App, me: Actor) -> web::Result<Json<IdentityProviders>> {
    app.read(move |tx| acts::list(tx, &me)).await
}

/// Add an identity provider.
#[utoipa::path(post, path = "/api/v1/identity-providers", tag = "people", request_body = NewIdentityProvider, responses((status = 200, body = IdentityProvider)))]
pub async fn add_provider(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body: new, key }: Command<NewIdentityProvider>,
) -> web::Result<Json<IdentityProvider>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::add(&people, tx, &actor, &new)).await
}

/// Change an identity provider, switch it on or off. A secret that is left out stays.
#[utoipa::path(patch, path = "/api/v1/identity-providers/{id}", tag = "people", params(("id" = String, Path)),
    request_body = IdentityProviderPatch, responses((status = 200, body = IdentityProvider)))]
pub async fn patch_provider(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<IdentityProviderId>,
    Json(patch): Json<IdentityProviderPatch>,
) -> web::Result<Json<IdentityProvider>> {
    app.write(move |tx| acts::change(&people, tx, &me, &id, &patch)).await
}

/// Try whether an identity provider answers as it should.
#[utoipa::path(post, path = "/api/v1/identity-providers/{id}/check", tag = "people", params(("id" = String, Path)), responses((status = 200, body = ProviderCheck)))]
pub async fn check_provider(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path(id): Path<IdentityProviderId>,
) -> web::Result<Json<ProviderCheck>> {
    let provider = app.db.read(move |tx| acts::to_try(tx, &me, &id)).await?;
    let told = people.oidc().look_anew(&provider, app.db.world().clock.now()).await?;
    let known = told.map_err(|trouble| TurnedAway::ProviderWrong(provider.name, trouble.to_string()))?;
    Ok(Json(ProviderCheck { page: known.page().to_owned(), keys: known.keys() }))
}

/// The identity providers by which somebody signs in.
#[utoipa::path(get, path = "/api/v1/people/{id}/providers", tag = "people", params(("id" = String, Path)), responses((status = 200, body = Vec<ProviderName>)))]
pub async fn person_providers(app: App, me: Actor, Path(id): Path<PersonId>) -> web::Result<Json<Vec<ProviderName>>> {
    app.read(move |tx| acts::of_person(tx, &me, &id)).await
}

/// Forget who somebody is at an identity provider. Their sessions end; their next sign-in there is a first one again.
#[utoipa::path(delete, path = "/api/v1/people/{id}/providers/{provider_id}", tag = "people",
    params(("id" = String, Path), ("provider_id" = String, Path)), responses((status = 204)))]
pub async fn forget_provider(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Path((id, provider)): Path<(PersonId, IdentityProviderId)>,
) -> web::Result<StatusCode> {
    app.db.write(move |tx| acts::forget(&people, tx, &me, &id, &provider)).await?;
    Ok(StatusCode::NO_CONTENT)
}
