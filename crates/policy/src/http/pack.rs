//! Packs: taking out what holds, bringing in files, with a dry run first. Nothing is done by halves.

use std::sync::Arc;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::{Failure, Paged, Result};
use db::Tx;
use serde::{Deserialize, Serialize};
use web::{Actor, App, Json, Path, Query, Right};

use super::At;
use super::shown::PolicyProblem;
use crate::Refused;
use crate::api::{self, Loaded};
use crate::book::Book;
use crate::model::{Document, Kind, PolicyRef, Scope, Text};
use crate::packs::archive::{self, Sent};
use crate::packs::{FileProblem, PackDocument};
use crate::rules;

/// A pack that comes with the program.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyPack {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Text,
}

/// Whether it is only to be looked at.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Dry {
    /// Everything but the writing.
    #[serde(default)]
    pub dry_run: bool,
}

/// A file in a form.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form; the form is read part by part")]
pub struct PackForm {
    /// A zip of TOML files, or one TOML file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What becomes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// It is the first of its kind for its scope.
    New,
    /// It says something else than what holds.
    Changed,
    /// It says what holds already.
    Unchanged,
}

/// A document of a pack.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PackEntry {
    /// The files it is made of.
    pub files: Vec<String>,
    /// The kind.
    pub kind: Kind,
    /// What people call it.
    pub title: Text,
    /// For whom it is to hold.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// What becomes of it.
    pub becomes: Becomes,
    /// How many values differ from what holds.
    pub changes: i64,
    /// The draft it was kept as; nothing in a dry run, and where nothing changes.
    #[schema(value_type = Option<String>)]
    pub policy: Option<PolicyRef>,
}

/// A fault of a file.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PackProblem {
    /// The file, or the files that make up the document; empty when the pack as a whole is concerned.
    pub file: String,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: PolicyProblem,
}

/// What a pack brings.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PackReport {
    /// The documents.
    pub documents: Vec<PackEntry>,
    /// What is wrong; while there is anything, nothing is kept.
    pub problems: Vec<PackProblem>,
    /// Whether drafts were kept.
    pub kept: bool,
}

/// The packs that come with the program.
#[utoipa::path(get, path = "/api/v1/policy-packs", tag = "policy", responses((status = 200, body = Paged<PolicyPack>)))]
pub async fn list_policy_packs(me: Actor) -> web::Result<Json<Paged<PolicyPack>>> {
    me.may(Right::ReadPolicy)?;
    let items = crate::packs::packs().into_iter().map(|it| PolicyPack { name: it.name, title: it.title });
    Ok(Json(Paged { items: items.collect(), next: None }))
}

/// Everything that holds now, as a zip of TOML files.
#[utoipa::path(get, path = "/api/v1/policy-pack", tag = "policy",
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub async fn export_policies(app: App, me: Actor, at: At) -> web::Result<Response> {
    me.may(Right::ReadPolicy)?;
    let work = move |tx: &mut Tx<'_>| archive::write(&archive::ours(&*at.policies.book(tx)?, tx.now()));
    let content = app.db.read(work).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"policies.zip\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, content).into_response())
}

/// Bring a pack in: a zip of TOML files, or one file. What differs from what holds becomes drafts, all or none.
#[utoipa::path(post, path = "/api/v1/policy-pack", tag = "policy", params(Dry),
    request_body(content = PackForm, content_type = "multipart/form-data"), responses((status = 200, body = PackReport)))]
pub async fn import_policies(
    app: App,
    me: Actor,
    at: At,
    Query(dry): Query<Dry>,
    form: Multipart,
) -> web::Result<Json<PackReport>> {
    me.may(Right::EditPolicy)?;
    let (name, bytes) = taken(form).await?;
    // Unpacking takes a while and waits for nothing: not on the threads that answer.
    let sent = tokio::task::spawn_blocking(move || archive::read(&name, &bytes)).await.map_err(base::fault)??;
    bring(app, me, at, sent, dry.dry_run).await
}

/// Bring in a pack that comes with the program. What differs from what holds becomes drafts, all or none.
#[utoipa::path(post, path = "/api/v1/policy-packs/{name}", tag = "policy", params(("name" = String, Path), Dry),
    responses((status = 200, body = PackReport)))]
pub async fn load_policy_pack(
    app: App,
    me: Actor,
    at: At,
    Path(name): Path<String>,
    Query(dry): Query<Dry>,
) -> web::Result<Json<PackReport>> {
    me.may(Right::EditPolicy)?;
    bring(app, me, at, Sent::embedded(&name)?, dry.dry_run).await
}

async fn bring(app: App, me: Actor, at: At, sent: Sent, dry: bool) -> web::Result<Json<PackReport>> {
    if dry {
        app.read(move |tx| Ok(looked_at(tx, &at, &me, &sent)?.0)).await
    } else {
        app.write(move |tx| kept(tx, &at, &me, &sent)).await
    }
}

/// The first file of a form.
async fn taken(mut form: Multipart) -> web::Result<(String, Vec<u8>)> {
    let unreadable = |it: MultipartError| {
        let too_large = it.status() == StatusCode::PAYLOAD_TOO_LARGE;
        Failure::from(if too_large { Refused::PackTooLarge } else { Refused::NoPack(it.body_text()) })
    };
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if let Some(name) = part.file_name().map(str::to_owned) {
            return Ok((name, part.bytes().await.map_err(unreadable)?.to_vec()));
        }
    }
    Err(Refused::NoPack(String::new()).into())
}

/// What a pack would bring, and its documents that differ.
fn looked_at(tx: &mut Tx<'_>, at: &At, me: &Actor, sent: &Sent) -> Result<(PackReport, Vec<PackDocument>)> {
    let mut report = PackReport { documents: Vec::new(), problems: Vec::new(), kept: false };
    let all = match sent.shelf.documents(&sent.pack) {
        Ok(all) => all,
        Err(faults) => {
            report.problems = faults.iter().map(|it| shown(at, it)).collect();
            return Ok((report, Vec::new()));
        }
    };
    let book = at.policies.book(tx)?;
    let beside = beside(&book, &all, tx.now());
    report.problems = beside.iter().map(|it| shown(at, it)).collect();
    let mut differing = Vec::new();
    for it in all {
        let entry = entry(&book, &it, tx.now())?;
        if entry.becomes != Becomes::Unchanged {
            if let Some(refused) = at.why(api::may_write(tx, &*at.house, me, &entry.scope))? {
                let problem = PolicyProblem {
                    field: "policy.scope".to_owned(),
                    code: "policy.out_of_reach".to_owned(),
                    detail: refused,
                    line: None,
                };
                report.problems.push(PackProblem { file: it.files.join(" + "), problem });
            }
            differing.push(it);
        }
        report.documents.push(entry);
    }
    Ok((report, differing))
}

/// What is wrong between the documents of a pack and those that hold and are not in it.
fn beside(book: &Book, all: &[PackDocument], now: base::Stamp) -> Vec<FileProblem> {
    let held: Vec<Arc<Document>> = Kind::ALL
        .into_iter()
        .filter(|kind| all.iter().all(|it| it.document.header.kind != *kind))
        .filter_map(|kind| Some(Arc::clone(&book.at(now).version(kind).ok()?.document)))
        .collect();
    let mut found = Vec::new();
    for it in all {
        let set: Vec<&Document> = [it.document.as_ref()].into_iter().chain(held.iter().map(Arc::as_ref)).collect();
        let own = format!("{}.", it.document.header.kind);
        let faults = rules::validate_set(&set).into_iter().filter(|one| one.field.starts_with(&own));
        found.extend(faults.map(|problem| FileProblem { file: it.files.join(" + "), problem }));
    }
    found
}

fn entry(book: &Book, it: &PackDocument, now: base::Stamp) -> Result<PackEntry> {
    let header = &it.document.header;
    let newest = book
        .versions(header.kind)
        .iter()
        .rfind(|one| one.scope == header.scope && matches!(book.standing(one, now), crate::model::Standing::Effective));
    let changes = newest.map(|old| rules::diff(&old.text, &it.text)).transpose();
    let changes = changes.map_err(|it| Refused::Invalid(vec![it]))?;
    let becomes = match &changes {
        None => Becomes::New,
        Some(none) if none.is_empty() => Becomes::Unchanged,
        Some(_) => Becomes::Changed,
    };
    Ok(PackEntry {
        files: it.files.clone(),
        kind: header.kind,
        title: header.title.clone(),
        scope: header.scope.clone(),
        becomes,
        changes: changes.map_or(0, |it| i64::try_from(it.len()).unwrap_or(i64::MAX)),
        policy: None,
    })
}

fn shown(at: &At, it: &FileProblem) -> PackProblem {
    let kind = it.problem.field.split('.').next().and_then(|it| it.parse().ok());
    let problem = super::shown::problem(at, kind.unwrap_or(Kind::Access), &it.problem);
    PackProblem { file: it.file.clone(), problem }
}

fn kept(tx: &mut Tx<'_>, at: &At, me: &Actor, sent: &Sent) -> Result<PackReport> {
    let (mut report, differing) = looked_at(tx, at, me, sent)?;
    if !report.problems.is_empty() {
        return Ok(report);
    }
    let loaded = api::load_drafts(tx, &differing, me.by().cloned())?;
    for (it, loaded) in differing.iter().zip(loaded) {
        let header = &it.document.header;
        let place = report.documents.iter_mut().find(|one| one.kind == header.kind && one.scope == header.scope);
        if let (Some(entry), Loaded::Drafted(name)) = (place, loaded) {
            entry.policy = Some(name);
        }
    }
    report.kept = true;
    Ok(report)
}
