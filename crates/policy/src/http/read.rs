//! Reading: what holds, the versions of a kind, what differs between two of them.

use axum::Extension;
use base::ids::PersonId;
use base::{Failure, Paged, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Actor, App, Json, Path, Query, Right};

use crate::model::{Certainty, Kind, PolicyRef, Scope, Standing, Text, Version};
use crate::rules::{self, Change};
use crate::{Book, Policies, Refused};

/// A version in a list.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyRow {
    /// Its name, `limits@3`; decisions made under it carry it.
    #[schema(value_type = String)]
    pub policy: PolicyRef,
    /// The kind.
    pub kind: Kind,
    /// What people call the kind.
    pub kind_title: Text,
    /// What people call the document.
    pub title: Text,
    /// Its number within the kind.
    pub version: i64,
    /// For whom it holds: `organisation`, `site:…`, `team:…` or `role:…`.
    #[schema(value_type = String)]
    pub scope: Scope,
    /// From when on.
    pub effective_from: Stamp,
    /// What it is now.
    pub status: Standing,
    /// Where it comes from.
    pub source: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Who wrote it; nobody when it came with a pack.
    pub author_id: Option<PersonId>,
    /// Who read it.
    pub reviewer_id: Option<PersonId>,
    /// Who approved it.
    pub approver_id: Option<PersonId>,
    /// When it was written down.
    pub created_at: Stamp,
    /// When it was approved.
    pub approved_at: Option<Stamp>,
}

/// A version with its content.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyDocument {
    /// What it is.
    #[serde(flatten)]
    pub row: PolicyRow,
    /// What a reader should know.
    pub notes: Option<Text>,
    /// The TOML text.
    pub text: String,
    /// The same as data; its form depends on the kind.
    #[schema(value_type = Object)]
    pub body: Value,
}

/// Which version is asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// The moment it holds at; now when left out.
    pub at: Option<Stamp>,
    /// The scopes it holds for, the narrowest first, as `team:billing,site:centre`; the organisation comes last by itself.
    pub scope: Option<String>,
    /// This version, whatever holds.
    pub version: Option<i64>,
}

/// Two versions to compare.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The number of the older version.
    pub from: i64,
    /// The number of the newer version.
    pub to: i64,
}

/// What differs between two versions.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PolicyDiff {
    /// Each value that differs.
    pub changes: Vec<Change>,
}

fn row(book: &Book, it: &Version, now: Stamp) -> PolicyRow {
    let header = &it.document.header;
    PolicyRow {
        policy: it.reference(),
        kind: it.kind,
        kind_title: it.kind.title(),
        title: it.title.clone(),
        version: it.version,
        scope: it.scope.clone(),
        effective_from: it.effective_from,
        status: book.standing(it, now),
        source: header.source.clone(),
        certainty: header.certainty,
        author_id: it.author.clone(),
        reviewer_id: it.reviewer.clone(),
        approver_id: it.approver.clone(),
        created_at: it.created_at,
        approved_at: it.approved_at,
    }
}

fn kind(text: &str) -> Result<Kind, Failure> {
    text.parse().map_err(|_| Refused::UnknownKind(text.to_owned()).into())
}

/// The policies that hold now, and those that wait: drafts, reviewed ones, ones whose day has not come.
#[utoipa::path(get, path = "/api/v1/policies", tag = "policy", responses((status = 200, body = Paged<PolicyRow>)))]
pub async fn list_policies(
    app: App,
    me: Actor,
    Extension(policies): Extension<Policies>,
) -> web::Result<Json<Paged<PolicyRow>>> {
    me.may(Right::ReadPolicy)?;
    app.read(move |tx| {
        let (book, now) = (policies.book(tx)?, tx.now());
        let all = Kind::ALL.into_iter().flat_map(|it| book.versions(it)).map(|it| row(&book, it, now));
        let items = all.filter(|it| !matches!(it.status, Standing::Superseded | Standing::Withdrawn)).collect();
        Ok(Paged { items, next: None })
    })
    .await
}

/// A policy with its content: the one that holds at a moment, or a given version.
#[utoipa::path(get, path = "/api/v1/policies/{kind}", tag = "policy", params(("kind" = Kind, Path), Which),
    responses((status = 200, body = PolicyDocument)))]
pub async fn read_policy(
    app: App,
    me: Actor,
    Extension(policies): Extension<Policies>,
    Path(asked): Path<String>,
    Query(which): Query<Which>,
) -> web::Result<Json<PolicyDocument>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let (book, now) = (policies.book(tx)?, tx.now());
        let it = find(&book, kind, &which, now)?;
        Ok(PolicyDocument {
            row: row(&book, it, now),
            notes: it.document.header.notes.clone(),
            text: it.text.to_string(),
            body: serde_json::to_value(&it.document.body).map_err(base::fault)?,
        })
    })
    .await
}

fn find<'a>(book: &'a Book, kind: Kind, which: &Which, now: Stamp) -> Result<&'a Version, Failure> {
    if let Some(version) = which.version {
        let found = book.version(&PolicyRef { kind, version });
        return found.ok_or_else(|| Refused::UnknownVersion { kind, version }.into());
    }
    let narrow = which.scope.iter().flat_map(|it| it.split(','));
    let scopes: Result<Vec<Scope>, Refused> =
        narrow.map(|it| it.trim().parse().map_err(|_| Refused::BadScope(it.to_owned()))).collect();
    Ok(book.for_chain(which.at.unwrap_or(now), &rules::Chain::through(scopes?)).version(kind)?)
}

/// All versions of a kind, the newest first.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/versions", tag = "policy", params(("kind" = Kind, Path)),
    responses((status = 200, body = Paged<PolicyRow>)))]
pub async fn list_policy_versions(
    app: App,
    me: Actor,
    Extension(policies): Extension<Policies>,
    Path(asked): Path<String>,
) -> web::Result<Json<Paged<PolicyRow>>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let (book, now) = (policies.book(tx)?, tx.now());
        let items = book.versions(kind).iter().rev().map(|it| row(&book, it, now)).collect();
        Ok(Paged { items, next: None })
    })
    .await
}

/// What differs between two versions of a kind.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/diff", tag = "policy", params(("kind" = Kind, Path), Pair),
    responses((status = 200, body = PolicyDiff)))]
pub async fn compare_policy_versions(
    app: App,
    me: Actor,
    Extension(policies): Extension<Policies>,
    Path(asked): Path<String>,
    Query(pair): Query<Pair>,
) -> web::Result<Json<PolicyDiff>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let book = policies.book(tx)?;
        let text = |version| {
            let found = book.version(&PolicyRef { kind, version });
            found.map(|it| &*it.text).ok_or(Refused::UnknownVersion { kind, version })
        };
        let changes = rules::diff(text(pair.from)?, text(pair.to)?).map_err(|it| Refused::Invalid(vec![it]))?;
        Ok(PolicyDiff { changes })
    })
    .await
}
