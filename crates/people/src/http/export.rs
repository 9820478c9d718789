//! The report of who may do what, as a file.

use axum::Extension;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use base::{Result, Stamp, fault};
use rust_xlsxwriter::{Format, Workbook};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{Actor, App, Lang, Query};

use crate::acts::access;
use crate::handle::People;
use crate::model::{AccessRow, HeldRight};

/// Kinds of files.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Text with commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// Which kind of file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `csv` or `xlsx`.
    #[param(inline)]
    format: FileKind,
}

/// So many people are read at a time.
const PAGE: i64 = 200;

const HEADS: [(&str, &str); 13] = [
    ("登录名", "Login"),
    ("姓名", "Name"),
    ("部门", "Unit"),
    ("岗位", "Post"),
    ("状态", "Status"),
    ("角色", "Roles"),
    ("权限与来源", "Rights and why"),
    ("最近使用", "Last used"),
    ("需要关注", "Findings"),
    ("上次复核", "Last review"),
    ("复核意见", "Said"),
    ("本轮复核人", "Reviewer"),
    ("复核期限", "Review due"),
];

/// Who may do what and why, as CSV or Excel.
#[utoipa::path(get, path = "/api/v1/people-access/export", tag = "people", params(ExportQuery),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>)))]
pub async fn export_access(
    app: App,
    me: Actor,
    Extension(people): Extension<People>,
    Query(asked): Query<ExportQuery>,
    headers: HeaderMap,
) -> web::Result<Response> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    loop {
        let (with, actor, from) = (people.clone(), me.clone(), after.clone());
        let page = app.db.read(move |tx| access::report(&with, tx, &actor, (false, &from), PAGE)).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.login);
        rows.extend(page.iter().map(cells));
    }
    let english = Lang::of(&headers) == Lang::En;
    let heads = HEADS.map(|it| if english { it.1 } else { it.0 }.to_owned()).to_vec();
    let (kind, name, bytes) = match asked.format {
        FileKind::Csv => ("text/csv; charset=utf-8", "access.csv", csv(&heads, &rows)?),
        FileKind::Xlsx => {
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "access.xlsx", xlsx(&heads, &rows)?)
        }
    };
    let named = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, named)], bytes).into_response())
}

fn cells(it: &AccessRow) -> Vec<String> {
    let right = |it: &HeldRight| {
        let reach = it.reach.map(|it| format!("{it:?}").to_lowercase()).unwrap_or_default();
        format!("{} ({}: {} {reach})", it.right, it.source.as_str(), it.through)
    };
    let moment = |it: Option<Stamp>| it.map(|it| it.to_string()).unwrap_or_default();
    let (reviewed, under_way) = (it.reviewed.as_ref(), it.under_way.as_ref());
    vec![
        it.login.clone(),
        it.name.clone(),
        it.unit_name.clone(),
        it.post_name.clone().unwrap_or_default(),
        it.status.as_str().to_owned(),
        it.roles.join(", "),
        it.rights.iter().map(right).collect::<Vec<_>>().join("; "),
        moment(it.seen_at),
        it.findings.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", "),
        moment(reviewed.map(|it| it.at)),
        reviewed.map(|it| format!("{} {} {}", it.verdict.as_str(), it.by_name, it.note)).unwrap_or_default(),
        under_way.and_then(|it| it.reviewer_name.clone()).unwrap_or_default(),
        moment(under_way.map(|it| it.due_at)),
    ]
}

/// A cell that a spreadsheet would take for a formula stays text.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn csv(heads: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        out.write_record(row.iter().map(|it| plain(it))).map_err(fault)?;
    }
    out.into_inner().map_err(|it| fault(it.to_string()))
}

fn xlsx(heads: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &bold).map_err(fault)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(line, column, cell).map_err(fault)?;
        }
    }
    book.save_to_buffer().map_err(fault)
}
