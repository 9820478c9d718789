//! A workbook: the figure with its definition, its parts and groups, and the rows behind it.

use axum::body::Body;
use axum::response::Response;
use base::{Result, fault};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use web::Lang;

use super::table::{self, Cell};
use super::{Rows, file, say};
use crate::api::{self, Answer, Figure};
use crate::catalogue::{Metric, Text};
use crate::refused::Refused;

/// A worksheet holds 1,048,576 rows; some are left for the heads.
const MOST_ROWS: i64 = 1_000_000;

const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// Writes the workbook. Rows go to a temporary file as they come, so memory stays small.
pub async fn answer(mut rows: Rows, lang: Lang) -> Result<Response> {
    let (house, asked) = (rows.house.clone(), rows.asked.clone());
    let figures = rows.app.db.read(move |tx| api::answer(tx, &*house, &asked)).await?;
    if figures.total.n > MOST_ROWS {
        return Err(Refused::TooManyRows(MOST_ROWS).into());
    }
    let mut book = Workbook::new();
    let metric = rows.asked.question.metric;
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
    sheet.set_name(say(lang, text("指标", "Figure"))).map_err(fault)?;
    Sheet { sheet, row: 0 }.figures(metric, &figures, lang, &bold)?;
    let sheet = book.add_worksheet_with_constant_memory().map_err(fault)?;
    sheet.set_name(say(lang, text("明细", "Rows"))).map_err(fault)?;
    let mut sheet = Sheet { sheet, row: 0 };
    sheet.bold(&table::heads(metric.unit).map(|it| say(lang, it)), &bold)?;
    loop {
        let chunk = rows.next().await?;
        if chunk.is_empty() {
            break;
        }
        for it in &chunk {
            sheet.cells(&table::row(it, &rows.asked.question.zone))?;
        }
    }
    let bytes = book.save_to_buffer().map_err(fault)?;
    Ok(file(&rows.file_name("xlsx"), MEDIA, Body::from(bytes)))
}

/// A sheet that is written row by row.
struct Sheet<'b> {
    sheet: &'b mut Worksheet,
    row: u32,
}

impl Sheet<'_> {
    fn cells(&mut self, cells: &[Cell]) -> Result<()> {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(it) if it.is_empty() => continue,
                Cell::Text(it) => self.sheet.write_string(self.row, column, it).map_err(fault)?,
                Cell::Number(it) => self.sheet.write_number(self.row, column, *it).map_err(fault)?,
                Cell::Empty => continue,
            };
        }
        self.row += 1;
        Ok(())
    }

    fn bold(&mut self, words: &[&str], bold: &Format) -> Result<()> {
        for (column, word) in (0_u16..).zip(words) {
            self.sheet.write_string_with_format(self.row, column, *word, bold).map_err(fault)?;
        }
        self.row += 1;
        Ok(())
    }

    fn figures(mut self, metric: &Metric, it: &Answer, lang: Lang, bold: &Format) -> Result<()> {
        self.bold(&[say(lang, metric.name)], bold)?;
        let zone = jiff::tz::TimeZone::get(&it.zone).map_err(fault)?;
        let period = format!("{} – {}", table::local(it.from, &zone), table::local(it.to, &zone));
        for (head, said) in [
            (text("定义", "Definition"), say(lang, metric.definition)),
            (text("公式", "Formula"), say(lang, metric.formula)),
            (text("不含", "Left out"), say(lang, metric.exclusions)),
            (text("期间", "Period"), period.as_str()),
        ] {
            self.cells(&[Cell::Text(say(lang, head).to_owned()), Cell::Text(said.to_owned())])?;
        }
        self.row += 1;
        let heads = [
            text("", ""),
            text("样本数", "Facts"),
            text("数值", "Value"),
            text("下限（95%）", "Low (95 %)"),
            text("上限（95%）", "High (95 %)"),
            text("中位数", "Median"),
            text("九成", "90 %"),
        ];
        self.bold(&heads.map(|it| say(lang, it)), bold)?;
        self.figure(say(lang, text("合计", "Total")), &it.total)?;
        for group in &it.groups {
            self.figure(&group.label, &group.figure)?;
        }
        self.row += 1;
        for point in &it.series {
            self.figure(&table::local(point.at, &zone), &point.figure)?;
        }
        Ok(())
    }

    fn figure(&mut self, name: &str, it: &Figure) -> Result<()> {
        let number = |it: Option<f64>| it.map_or(Cell::Empty, Cell::Number);
        let n = Cell::Number(crate::rules::sums::real(it.n.into()));
        self.cells(&[
            Cell::Text(name.to_owned()),
            n,
            number(it.value),
            number(it.low),
            number(it.high),
            number(it.p50),
            number(it.p90),
        ])
    }
}
