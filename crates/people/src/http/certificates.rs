//! Qualifications and certificates.

use axum::Extension;
use axum::http::StatusCode;
use base::ids::{CertificateId, PersonId};
use serde::Deserialize;
use utoipa::IntoParams;
use web::{Actor, App, Command, Json, Path, Query};

use crate::acts::certificates as acts;
use crate::handle::People;
use crate::model::{Certificate, Certificates, NewCertificate};

/// Whose.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WhoseCertificates {
    /// Somebody; when left out, those of all people one leads whose end comes near.
    person: Option<PersonId>,
}

/// The certificates of oneself or somebody one leads, or those of one's people whose end comes near.
#[utoipa::path(get, path = "/api/v1/certificates", tag = "people", params(WhoseCertificates), responses((status = 200, body = Certificates)))]
pub async fn list_certificates(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(whose): Query<WhoseCertificates>,
) -> web::Result<Json<Certificates>> {
    app.read(move |tx| match &whose.person {
        Some(person) => acts::of_person(&people, tx, &me, person),
        None => acts::ending(&people, tx, &me),
    })
    .await
}

/// Add a certificate of somebody one leads.
#[utoipa::path(post, path = "/api/v1/certificates", tag = "people", request_body = NewCertificate, responses((status = 200, body = Certificate)))]
pub async fn add_certificate(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Command { body: new, key }: Command<NewCertificate>,
) -> web::Result<Json<Certificate>> {
    let actor = me.clone();
    app.command(&me, key, move |tx| acts::add(&people, tx, &actor, &new)).await
}

/// Take a certificate off, which was added by mistake or was replaced.
#[utoipa::path(delete, path = "/api/v1/certificates/{id}", tag = "people", params(("id" = String, Path)), responses((status = 204)))]
pub async fn remove_certificate(app: App, me: Actor, Path(id): Path<CertificateId>) -> web::Result<StatusCode> {
    app.db.write(move |tx| acts::remove(tx, &me, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
