//! Customers taken out as a sheet: masked, or in full with a reason; always on record.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base::{Params, Result, fault};
use db::{Db, Tx};
use rust_xlsxwriter::Workbook;
use web::{Actor, App, Json, Lang, Texts};

use crate::acts::export::{self, Taken};
use crate::handle::Customers;
use crate::model::{ExportAsked, ExportFormat};
use crate::rules::sheet::defused;

/// The columns of an export, by the keys of their names.
const COLUMNS: [&str; 11] =
    ["id", "name", "tier", "phone", "account", "email", "social", "id_card", "note", "open_cases", "created"];

/// What a browser is told about a file that is to be saved.
pub(super) fn attachment(media: &'static str, name: &str) -> [(header::HeaderName, HeaderValue); 4] {
    let name = name.bytes().fold(String::new(), |mut all, it| {
        let _ = write!(all, "%{it:02X}");
        all
    });
    super::sheets::file_headers(media, &name)
}

/// Take customers out as a sheet. It stays on record who took what, and why.
#[utoipa::path(post, path = "/api/v1/customers/export", tag = "customers", request_body = ExportAsked,
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn export_customers(
    app: App,
    me: Actor,
    Extension(of): Extension<Customers>,
    Extension(texts): Extension<Arc<Texts>>,
    headers: HeaderMap,
    Json(asked): Json<ExportAsked>,
) -> web::Result<Response> {
    let lang = Lang::of(&headers);
    let word = |key: &str| texts.say(lang, key, &Params::new());
    let header: Vec<String> = COLUMNS.iter().map(|it| word(&format!("customers.column_{it}"))).collect();
    let (name, format) = (word("customers.file_name"), asked.format);
    let (mine, who, begun) = (of.clone(), me.clone(), asked.clone());
    let most = app.db.write(move |tx| export::begin(&mine, tx, &who, &begun)).await?;
    let taken = Taken { of, me, asked, left: most, after: None, done: false };
    sheet(app.db, &name, format, header, taken).await
}

/// A table that is read a page at a time.
pub trait Pages: Send + 'static {
    /// The next rows.
    fn next(&mut self, tx: &mut Tx<'_>) -> Result<Vec<Vec<String>>>;

    /// Whether those were the last.
    fn is_done(&self) -> bool;
}

/// A table as a file to be saved, called `name` and the ending of its kind: lines as they are read, or a workbook.
pub async fn sheet(
    db: Db,
    name: &str,
    format: ExportFormat,
    header: Vec<String>,
    pages: impl Pages,
) -> web::Result<Response> {
    let name = format!("{name}.{}", format.as_str());
    match format {
        ExportFormat::Csv => {
            Ok((attachment("text/csv; charset=utf-8", &name), stream(db, pages, header)).into_response())
        }
        ExportFormat::Xlsx => {
            let bytes = tokio::task::spawn_blocking(move || book(&db, pages, &header)).await.map_err(fault)??;
            let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Ok((attachment(media, &name), bytes).into_response())
        }
    }
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>, mark: &[u8]) -> Result<Bytes> {
    let mut out = csv::Writer::from_writer(mark.to_vec());
    for row in rows {
        out.write_record(row.iter().map(|it| defused(it))).map_err(fault)?;
    }
    Ok(Bytes::from(out.into_inner().map_err(|it| fault(it.to_string()))?))
}

/// The table as it is read, a page at a time: it is never here whole. What cannot be read on breaks the answer off, so
/// that nobody takes a part for the whole.
fn stream(db: Db, taken: impl Pages, header: Vec<String>) -> Body {
    let pages = futures_util::stream::unfold((Some(taken), Some(header)), move |(taken, header)| {
        let db = db.clone();
        async move {
            let taken = taken?;
            if let Some(header) = header {
                return Some((told(lines([header], b"\xEF\xBB\xBF")), (Some(taken), None)));
            }
            match db.read(move |tx| page(tx, taken)).await {
                Ok((taken, rows)) => Some((told(lines(rows, b"")), (Some(taken).filter(|it| !it.is_done()), None))),
                Err(failure) => Some((told(Err(failure)), (None, None))),
            }
        }
    });
    // Packing asks once more after the end.
    Body::from_stream(futures_util::StreamExt::fuse(pages))
}

fn told(bytes: Result<Bytes>) -> std::io::Result<Bytes> {
    bytes.map_err(|failure| {
        tracing::error!(%failure, "an export broke off");
        std::io::Error::other(failure.to_string())
    })
}

fn page<P: Pages>(tx: &mut Tx<'_>, mut taken: P) -> Result<(P, Vec<Vec<String>>)> {
    let rows = taken.next(tx)?;
    Ok((taken, rows))
}

fn book(db: &Db, mut taken: impl Pages, header: &[String]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut line = 0_u32;
    let mut write = |cells: &[String]| -> Result<()> {
        for (column, cell) in (0_u16..).zip(cells) {
            // Text is text: a workbook reckons only what is written as a formula.
            sheet.write_string(line, column, defused(cell)).map_err(fault)?;
        }
        line += 1;
        Ok(())
    };
    write(header)?;
    while !taken.is_done() {
        let (next, rows) = db.read_blocking(move |tx| page(tx, taken))?;
        taken = next;
        rows.iter().try_for_each(|it| write(it))?;
    }
    book.save_to_buffer().map_err(fault)
}
