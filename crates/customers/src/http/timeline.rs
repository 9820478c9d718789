//! What happened with a customer.

use base::ids::{CustomerId, PersonId};
use base::{Page, Paged, Refusal, Result};
use db::Tx;
use db::events::Logged;
use serde_json::Value;
use web::{Actor, App, Json, Path, Query};

use crate::model::{ActorName, CustomerTimelineItem};
use crate::refused::Refused;
use crate::store;

/// What happened with a customer, the newest first. What happened within a case is named, and told by the case to those
/// who may see it.
#[utoipa::path(get, path = "/api/v1/customers/{id}/timeline", tag = "customers", params(("id" = String, Path), Page), responses((status = 200, body = Paged<CustomerTimelineItem>)))]
pub async fn customer_timeline(
    app: App,
    me: Actor,
    Path(id): Path<CustomerId>,
    Query(page): Query<Page>,
) -> web::Result<Json<Paged<CustomerTimelineItem>>> {
    let before = match &page.after {
        Some(after) => after.parse().map_err(|_| Refusal::new(422, "web.bad_cursor").field("after"))?,
        None => i64::MAX,
    };
    app.read(move |tx| {
        store::customer(tx, &me, &id)?.ok_or(Refused::NotFound)?;
        let rows = page.rows();
        let found = store::timeline(tx, &me, &id, before, rows + 1)?;
        Ok(Paged::of(told(tx, found)?, rows, |it| it.seq.to_string()))
    })
    .await
}

fn told(tx: &mut Tx<'_>, found: Vec<Logged>) -> Result<Vec<CustomerTimelineItem>> {
    let mut ids: Vec<PersonId> = found.iter().filter_map(|it| it.actor.clone()).collect();
    ids.sort();
    ids.dedup();
    let names = people::api::names(tx, &ids)?;
    let item = |it: Logged| -> Result<CustomerTimelineItem> {
        let body = if it.case.is_none() { it.body::<Value>()? } else { Value::Object(serde_json::Map::new()) };
        let actor = it.actor.map(|id| ActorName { name: names.get(&id).cloned().unwrap_or_default(), id });
        Ok(CustomerTimelineItem { seq: it.seq, at: it.at, actor, kind: it.kind, case_id: it.case, body })
    };
    found.into_iter().map(item).collect()
}
