//! Reading: what holds, what waits, the versions of a kind, what differs between two of them.

use base::{Failure, Paged, Stamp};
use serde::{Deserialize, Serialize};
use web::{Actor, App, Json, Path, Query, Right};

use super::shown::{Names, PolicyDocument, PolicyRow, document, row};
use super::{At, kind};
use crate::model::{Kind, PolicyRef, Scope, Standing, Version};
use crate::rules::{self, Change};
use crate::{Book, Refused};

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

/// The policies that hold now, and those that wait: drafts, submitted and reviewed ones, ones whose day has not come.
#[utoipa::path(get, path = "/api/v1/policies", tag = "policy", responses((status = 200, body = Paged<PolicyRow>)))]
pub async fn list_policies(app: App, me: Actor, at: At) -> web::Result<Json<Paged<PolicyRow>>> {
    me.may(Right::ReadPolicy)?;
    app.read(move |tx| {
        let (book, now) = (at.policies.book(tx)?, tx.now());
        let over = |it: &&Version| {
            matches!(book.standing(it, now), Standing::Superseded | Standing::Withdrawn | Standing::Discarded)
        };
        let shown: Vec<&Version> =
            Kind::ALL.into_iter().flat_map(|it| book.versions(it)).filter(|it| !over(it)).collect();
        let names = Names::of(tx, &at, shown.iter().copied())?;
        let items: base::Result<Vec<PolicyRow>> =
            shown.into_iter().map(|it| row(tx, &at, &me, &book, &names, it)).collect();
        Ok(Paged { items: items?, next: None })
    })
    .await
}

/// A policy with its content: the one that holds at a moment, or a given version.
#[utoipa::path(get, path = "/api/v1/policies/{kind}", tag = "policy", params(("kind" = Kind, Path), Which),
    responses((status = 200, body = PolicyDocument)))]
pub async fn read_policy(
    app: App,
    me: Actor,
    at: At,
    Path(asked): Path<String>,
    Query(which): Query<Which>,
) -> web::Result<Json<PolicyDocument>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let (book, now) = (at.policies.book(tx)?, tx.now());
        let it = find(&book, kind, &which, now)?;
        document(tx, &at, &me, &book, it)
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
    at: At,
    Path(asked): Path<String>,
) -> web::Result<Json<Paged<PolicyRow>>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let book = at.policies.book(tx)?;
        let versions = book.versions(kind);
        let names = Names::of(tx, &at, versions)?;
        let items: base::Result<Vec<PolicyRow>> =
            versions.iter().rev().map(|it| row(tx, &at, &me, &book, &names, it)).collect();
        Ok(Paged { items: items?, next: None })
    })
    .await
}

/// What differs between two versions of a kind.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/diff", tag = "policy", params(("kind" = Kind, Path), Pair),
    responses((status = 200, body = PolicyDiff)))]
pub async fn compare_policy_versions(
    app: App,
    me: Actor,
    at: At,
    Path(asked): Path<String>,
    Query(pair): Query<Pair>,
) -> web::Result<Json<PolicyDiff>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    app.read(move |tx| {
        let book = at.policies.book(tx)?;
        let text = |version| {
            let found = book.version(&PolicyRef { kind, version });
            found.map(|it| &*it.text).ok_or(Refused::UnknownVersion { kind, version })
        };
        let changes = rules::diff(text(pair.from)?, text(pair.to)?).map_err(|it| Refused::Invalid(vec![it]))?;
        Ok(PolicyDiff { changes })
    })
    .await
}
