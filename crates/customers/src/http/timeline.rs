//! What happened with a customer.

use std::collections::BTreeMap;

use axum::Extension;
use base::ids::{CaseId, CustomerId};
use base::{Page, Paged, Refusal, Result};
use db::Tx;
use db::events::Logged;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use web::{Actor, App, Json, Path, Query};

use crate::handle::Customers;
use crate::model::{ActorName, CustomerTimelineItem, TimelineFilter, merging};
use crate::{acts, store};

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// Only these; all when left out.
    #[param(inline)]
    kind: Option<TimelineFilter>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// What happened with a customer and all profiles that are this person, the newest first. What happened in a case is
/// told to those who may see it; others learn that something did, and when.
#[utoipa::path(get, path = "/api/v1/customers/{id}/timeline", tag = "customers", params(("id" = String, Path), TimelineQuery), responses((status = 200, body = Paged<CustomerTimelineItem>)))]
pub async fn customer_timeline(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Path(id): Path<CustomerId>,
    Query(asked): Query<TimelineQuery>,
) -> web::Result<Json<Paged<CustomerTimelineItem>>> {
    let page = Page { after: asked.after, limit: asked.limit };
    let before = match &page.after {
        Some(after) => after.parse().map_err(|_| Refusal::new(422, "web.bad_cursor").field("after"))?,
        None => i64::MAX,
    };
    app.read(move |tx| {
        let id = acts::standing(tx, &me, &id)?.id;
        let rows = page.rows();
        let found = store::timeline(tx, &me, &id, asked.kind, before, rows + 1)?;
        Ok(Paged::of(told(&of, tx, &me, found)?, rows, |it| it.seq.to_string()))
    })
    .await
}

fn told(of: &Customers, tx: &mut Tx<'_>, me: &Actor, found: Vec<Logged>) -> Result<Vec<CustomerTimelineItem>> {
    let names = people::api::names(tx, &merging::people(found.iter().filter_map(|it| it.actor.as_ref())))?;
    let mut cases: Vec<CaseId> = found.iter().filter_map(|it| it.case.clone()).collect();
    cases.sort();
    cases.dedup();
    let seen: BTreeMap<CaseId, String> = of.sight(tx, me, &cases)?;
    let item = |it: Logged| -> Result<CustomerTimelineItem> {
        let number = it.case.as_ref().and_then(|case| seen.get(case).cloned());
        let hidden = it.case.is_some() && number.is_none();
        let actor = it.actor.clone().filter(|_| !hidden);
        let actor = actor.map(|id| ActorName { name: names.get(&id).cloned().unwrap_or_default(), id });
        let nothing = || Value::Object(serde_json::Map::new());
        Ok(CustomerTimelineItem {
            seq: it.seq,
            at: it.at,
            actor,
            kind: if hidden { "cases".to_owned() } else { it.kind.clone() },
            body: if hidden { nothing() } else { it.body::<Value>()? },
            case_id: it.case.filter(|_| !hidden),
            case_number: number,
            hidden,
        })
    };
    found.into_iter().map(item).collect()
}
