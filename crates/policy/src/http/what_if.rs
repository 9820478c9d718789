//! What would have been (POL-4).

use std::sync::Arc;

use base::{Span, Stamp};
use serde::Deserialize;
use web::{Actor, App, Json, Path, Query, Right};

use super::{At, kind};
use crate::Refused;
use crate::api::{Ask, Part};
use crate::model::{Kind, PolicyRef};

/// No period is longer: what is older was decided under other circumstances.
const LONGEST: Span = Span(400 * Span::DAY.0);

/// What is compared.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// By what, as `cases`.
    pub subject: String,
    /// From when on.
    pub from: Stamp,
    /// Until when, not counted.
    pub to: Stamp,
    /// Where the part before ended.
    pub after: Option<String>,
}

/// A part of what would have been, had this version held: ask again with `next` until there is none. Nothing is
/// written, and whoever stops asking has stopped it.
#[utoipa::path(get, path = "/api/v1/policies/{kind}/versions/{version}/what-if", tag = "policy",
    params(("kind" = Kind, Path), ("version" = i64, Path), Over), responses((status = 200, body = Part)))]
pub async fn policy_what_if(
    app: App,
    me: Actor,
    at: At,
    Path((asked, version)): Path<(String, i64)>,
    Query(over): Query<Over>,
) -> web::Result<Json<Part>> {
    me.may(Right::ReadPolicy)?;
    let kind = kind(&asked)?;
    if over.to <= over.from || over.to - over.from > LONGEST {
        return Err(Refused::BadPeriod.into());
    }
    app.read(move |tx| {
        let subject = at.house.what_ifs().iter().find(|it| it.name() == over.subject && it.kinds().contains(&kind));
        let subject = subject.ok_or_else(|| Refused::NoComparison(over.subject.clone()))?;
        let before = at.policies.book(tx)?;
        let draft = before.version(&PolicyRef { kind, version }).ok_or(Refused::UnknownVersion { kind, version })?;
        let after = Arc::new(before.instead(draft));
        let ask = Ask { from: over.from, to: over.to, after: over.after.clone() };
        subject.part(tx, &me, &before, &after, &ask)
    })
    .await
}
