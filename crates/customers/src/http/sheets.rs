//! Sheets of customers that are brought in.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base::ids::SheetId;
use base::{Page, Paged, Param, Params, Refusal, Result, fault};
use db::Tx;
use vault::Masking;
use web::{Actor, App, Json, Lang, Path, Query, Right, Texts};

use super::export::attachment;
use crate::acts::sheets;
use crate::handle::Customers;
use crate::model::{BringAsked, Sheet, SheetPlan, SheetProblem, SheetRow};
use crate::refused::Refused;
use crate::rules::sheet::{defused, kind};
use crate::store;
use crate::store::sheets::{Row, Wrong};

mod receive;

/// More than policy can ever allow.
const MOST: usize = 64 * 1024 * 1024;

/// The layer of the route that takes files.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(MOST)
}

fn shown(it: store::sheets::Sheet) -> Sheet {
    Sheet {
        id: it.id,
        name: it.name,
        state: it.state,
        columns: it.columns.0,
        mapping: it.mapping.0,
        known: it.known,
        rows: it.rows,
        at_row: it.at_row,
        bad: it.bad,
        fresh: it.fresh,
        met: it.met,
        added: it.added,
        updated: it.updated,
        skipped: it.skipped,
        proposed: it.proposed,
        at: it.at,
        ended_at: it.ended,
    }
}

/// The sheets that somebody sent, the newest first.
#[utoipa::path(get, path = "/api/v1/customers/sheets", tag = "customers", params(Page), responses((status = 200, body = Paged<Sheet>)))]
pub async fn list_sheets(app: App, me: Actor, Query(page): Query<Page>) -> web::Result<Json<Paged<Sheet>>> {
    me.may(Right::ImportCustomers)?;
    app.read(move |tx| {
        let rows = page.rows();
        let found = store::sheets::of(tx, me.me()?, page.after.as_deref().unwrap_or("sht_~"), rows + 1)?;
        Ok(Paged::of(found.into_iter().map(shown).collect(), rows, |it: &Sheet| it.id.to_string()))
    })
    .await
}

/// Send a sheet. It is read as it comes; nothing is brought in yet.
#[utoipa::path(post, path = "/api/v1/customers/sheets", tag = "customers",
    request_body(content = Vec<u8>, content_type = "multipart/form-data"), responses((status = 200, body = Sheet)))]
pub async fn send_sheet(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    form: Multipart,
) -> web::Result<Json<Sheet>> {
    me.may(Right::ImportCustomers)?;
    let id = receive::receive(&app, &me, &of, form).await?;
    app.read(move |tx| Ok(shown(sheets::sheet(tx, &me, &id)?))).await
}

/// A sheet and where it stands.
#[utoipa::path(get, path = "/api/v1/customers/sheets/{id}", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = Sheet)))]
pub async fn customer_sheet(app: App, me: Actor, Path(id): Path<SheetId>) -> web::Result<Json<Sheet>> {
    app.read(move |tx| Ok(shown(sheets::sheet(tx, &me, &id)?))).await
}

/// Forget a sheet; what was brought in of it stays.
#[utoipa::path(delete, path = "/api/v1/customers/sheets/{id}", tag = "customers", params(("id" = String, Path)), responses((status = 200, body = ())))]
pub async fn discard_sheet(app: App, me: Actor, Path(id): Path<SheetId>) -> web::Result<Json<()>> {
    app.write(move |tx| sheets::discard(tx, &me, &id)).await
}

/// Say what the columns are, and let every row be looked at.
#[utoipa::path(post, path = "/api/v1/customers/sheets/{id}/check", tag = "customers", params(("id" = String, Path)), request_body = SheetPlan, responses((status = 200, body = Sheet)))]
pub async fn check_sheet(
    app: App,
    me: Actor,
    Path(id): Path<SheetId>,
    Json(plan): Json<SheetPlan>,
) -> web::Result<Json<Sheet>> {
    app.write(move |tx| Ok(shown(sheets::check(tx, &me, &id, &plan)?))).await
}

/// Bring in a sheet that was looked at. Every row is brought in once and whole; a stop is gone on from.
#[utoipa::path(post, path = "/api/v1/customers/sheets/{id}/bring", tag = "customers", params(("id" = String, Path)), request_body = BringAsked, responses((status = 200, body = Sheet)))]
pub async fn bring_sheet(
    app: App,
    me: Actor,
    Path(id): Path<SheetId>,
    Json(asked): Json<BringAsked>,
) -> web::Result<Json<Sheet>> {
    app.write(move |tx| Ok(shown(sheets::bring(tx, &me, &id, asked)?))).await
}

/// Which rows.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowsQuery {
    /// Only those that are wrong.
    bad: Option<bool>,
    /// The `next` of the page before.
    after: Option<String>,
    /// Rows wanted, 1 to 200.
    limit: Option<u16>,
}

/// What says sentences to whoever reads.
struct Says {
    texts: Arc<Texts>,
    lang: Lang,
}

impl Says {
    fn problems(&self, wrong: Vec<Wrong>) -> Vec<SheetProblem> {
        let say = |(column, code, given): Wrong| {
            let known = ["most", "count", "version"];
            let named = |name: &str| known.into_iter().find(|it| *it == name);
            let params: Params =
                given.into_iter().filter_map(|(name, it)| Some((named(&name)?, Param::Plain(it)))).collect();
            SheetProblem { column: column.parse().ok(), says: self.texts.say(self.lang, &code, &params), code }
        };
        wrong.into_iter().map(say).collect()
    }

    fn word(&self, key: &str) -> String {
        self.texts.say(self.lang, key, &Params::new())
    }
}

fn masked(
    of: &Customers,
    tx: &mut Tx<'_>,
    (sheet, masking): (&store::sheets::Sheet, &Masking),
    row: &Row,
) -> Result<Vec<String>> {
    let cells = sheets::cells(of, tx, row)?;
    let mask = |(at, cell): (usize, String)| match sheet.mapping.0.get(at).copied().flatten() {
        Some(crate::model::SheetColumn::Name) => masking.mask(vault::Field::Name, &cell),
        Some(column) => kind(column).map_or_else(|| cell.clone(), |it| masking.mask(it.field(), &cell)),
        None => cell,
    };
    Ok(cells.into_iter().enumerate().map(mask).collect())
}

/// Rows of a sheet that wait, masked.
#[utoipa::path(get, path = "/api/v1/customers/sheets/{id}/rows", tag = "customers", params(("id" = String, Path), RowsQuery), responses((status = 200, body = Paged<SheetRow>)))]
pub async fn sheet_rows(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Extension(texts): Extension<Arc<Texts>>,
    headers: HeaderMap,
    Path(id): Path<SheetId>,
    Query(asked): Query<RowsQuery>,
) -> web::Result<Json<Paged<SheetRow>>> {
    let page = Page { after: asked.after, limit: asked.limit };
    let after = match &page.after {
        Some(it) => it.parse().map_err(|_| Refusal::new(422, "web.bad_cursor").field("after"))?,
        None => 0,
    };
    let says = Says { texts, lang: Lang::of(&headers) };
    app.read(move |tx| {
        let sheet = sheets::sheet(tx, &me, &id)?;
        let rows = page.rows();
        let found = if asked.bad == Some(true) {
            store::sheets::bad_rows(tx, &id, after, rows + 1)?
        } else {
            store::sheets::rows(tx, &id, after, rows + 1)?
        };
        let masking = of.masking(tx)?;
        let mut items = Vec::with_capacity(found.len());
        for row in found {
            let cells = masked(&of, tx, (&sheet, &masking), &row)?;
            let problems = says.problems(row.problems.map(|it| it.0).unwrap_or_default());
            items.push(SheetRow { row: row.at, cells, problems });
        }
        Ok(Paged::of(items, rows, |it| it.row.to_string()))
    })
    .await
}

/// So many wrong rows go into one file.
const MOST_BAD: i64 = 50_000;

/// The wrong rows as a table to correct and send again, for whoever sent the sheet.
#[utoipa::path(get, path = "/api/v1/customers/sheets/{id}/bad", tag = "customers", params(("id" = String, Path)), responses((status = 200, content_type = "text/csv", body = Vec<u8>)))]
pub async fn sheet_bad(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Extension(texts): Extension<Arc<Texts>>,
    headers: HeaderMap,
    Path(id): Path<SheetId>,
) -> web::Result<Response> {
    let says = Says { texts, lang: Lang::of(&headers) };
    let name = format!("{}.csv", says.word("customers.bad_file_name"));
    let bytes = app.db.read(move |tx| bad_file(&of, tx, &me, &says, &id)).await?;
    Ok((attachment("text/csv; charset=utf-8", &name), bytes).into_response())
}

fn bad_file(of: &Customers, tx: &mut Tx<'_>, me: &Actor, says: &Says, id: &SheetId) -> Result<Vec<u8>> {
    let sheet = sheets::sheet(tx, me, id)?;
    let mut out = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    let problems = says.word("customers.column_problems");
    let header = sheet.columns.0.iter().map(|it| defused(it)).chain([problems]);
    out.write_record(header).map_err(fault)?;
    for row in store::sheets::bad_rows(tx, id, 0, MOST_BAD)? {
        let mut cells = sheets::cells(of, tx, &row)?;
        cells.resize(sheet.columns.0.len(), String::new());
        let wrong = says.problems(row.problems.map(|it| it.0).unwrap_or_default());
        let told: Vec<String> = wrong.into_iter().map(|it| it.says).collect();
        out.write_record(cells.iter().map(|it| defused(it)).chain([told.join(" ")])).map_err(fault)?;
    }
    out.into_inner().map_err(|it| fault(it.to_string()))
}

/// A header's value.
pub(super) fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

/// What a browser is told about a file that is to be saved.
pub(super) fn file_headers(media: &'static str, name: &str) -> [(header::HeaderName, HeaderValue); 4] {
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CONTENT_DISPOSITION, value(&format!("attachment; filename*=UTF-8''{name}"))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ]
}

/// A form without a file.
fn no_file() -> Refusal {
    base::Refuse::refusal(&Refused::NoSheet)
}
