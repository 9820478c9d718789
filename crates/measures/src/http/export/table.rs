//! Figures as tables for files: the same columns in CSV and XLSX, in the reader's language.

use base::Stamp;
use jiff::tz::TimeZone;

use crate::api::FactRow;
use crate::catalogue::{Text, Unit};

/// A cell of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// The column heads of the rows behind a figure.
pub fn heads(unit: Unit) -> [Text; 13] {
    let value = match unit {
        Unit::Ms => text("数值（毫秒）", "Value (ms)"),
        Unit::PerMille => text("数值（‰）", "Value (‰)"),
        Unit::Count | Unit::Share | Unit::PerCase => text("数值", "Value"),
    };
    [
        text("时间", "Time"),
        text("工单号", "Case number"),
        text("主题", "Subject"),
        text("轮次", "Round"),
        value,
        text("命中", "Hit"),
        text("部门", "Unit"),
        text("人员", "Member of staff"),
        text("类别", "Kind"),
        text("分类", "Class"),
        text("渠道", "Channel"),
        text("优先级", "Priority"),
        text("环节", "Step"),
    ]
}

/// A row behind a figure as cells, in the order of [`heads`].
pub fn row(it: &FactRow, zone: &TimeZone) -> [Cell; 13] {
    let number = |it: i64| Cell::Number(crate::rules::sums::real(it.into()));
    [
        Cell::Text(local(it.at, zone)),
        it.conversation.as_ref().map_or_else(|| number(it.case.number), |id| Cell::Text(id.to_string())),
        Cell::Text(it.case.subject.clone()),
        number(it.round),
        it.value.map_or(Cell::Empty, number),
        it.hit.map_or(Cell::Empty, |hit| number(hit.into())),
        Cell::Text(it.unit.name.clone()),
        Cell::Text(it.person.name.clone()),
        Cell::Text(it.kind.clone()),
        Cell::Text(it.class.clone()),
        Cell::Text(it.channel.clone()),
        Cell::Text(it.priority.clone()),
        Cell::Text(it.step.clone()),
    ]
}

/// A moment in local time, as spreadsheets and people read it.
pub fn local(at: Stamp, zone: &TimeZone) -> String {
    at.zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A cell for CSV. Text that a spreadsheet would take for a formula gets an apostrophe before it.
pub fn csv(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(it) => it.to_string(),
        Cell::Text(it) if it.starts_with(['=', '+', '-', '@', '\t', '\r']) => quote(&format!("'{it}")),
        Cell::Text(it) => quote(it),
    }
}

fn quote(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A line of CSV with its end.
pub fn line(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = cells.into_iter().collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}
