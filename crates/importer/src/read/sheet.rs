//! Excel workbooks: the first sheet, or the one the mapping names; its first row with text is the header.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::{Row, Taker, Unreadable};
use crate::mapping::ReadOptions;

/// A workbook is a ZIP archive and needs to be at hand whole; this many packed bytes at most.
const LARGEST: u64 = 256 << 20;

pub(super) fn read(mut input: impl Read, options: &ReadOptions, taker: &mut dyn Taker) -> Result<(), Unreadable> {
    let mut bytes = Vec::new();
    if input.by_ref().take(LARGEST + 1).read_to_end(&mut bytes)? > usize::try_from(LARGEST).unwrap_or(usize::MAX) {
        return Err(Unreadable::Known("importer.why_large_book"));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|it| unreadable(&it))?;
    let names = book.sheet_names();
    let name = match &options.sheet {
        Some(named) if !names.contains(named) => return Err(Unreadable::Known("importer.why_no_such_sheet")),
        Some(named) => named.clone(),
        None => names.first().cloned().ok_or(Unreadable::Known("importer.why_no_sheet"))?,
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|it| unreadable(&it))?;
    let mut lines = Lines { columns: Vec::new(), taker, at: None, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(|it| unreadable(&it))? {
        let (line, column) = cell.get_position();
        if lines.cell(line, usize::try_from(column).unwrap_or(0), text(cell.get_value()))?.is_break() {
            return Ok(());
        }
    }
    let flow = lines.end_line()?;
    if flow.is_continue() && lines.columns.is_empty() { Err(Unreadable::Known("importer.why_empty")) } else { Ok(()) }
}

/// Gathers the cells of a sheet, which come one by one and leave out empty ones, into rows.
struct Lines<'a> {
    columns: Vec<String>,
    taker: &'a mut dyn Taker,
    at: Option<u32>,
    cells: Vec<String>,
}

impl Lines<'_> {
    fn cell(&mut self, line: u32, column: usize, text: String) -> super::Flow {
        if self.at != Some(line) {
            if self.end_line()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.at = Some(line);
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(slot) = self.cells.get_mut(column) {
            *slot = text;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn end_line(&mut self) -> super::Flow {
        let mut cells = std::mem::take(&mut self.cells);
        let Some(line) = self.at else { return Ok(ControlFlow::Continue(())) };
        if cells.iter().all(String::is_empty) {
            return Ok(ControlFlow::Continue(()));
        }
        if self.columns.is_empty() {
            self.columns = cells.iter().map(|it| it.trim().to_owned()).collect();
            return self.taker.columns(&self.columns);
        }
        cells.resize(self.columns.len(), String::new());
        self.taker.row(&Row { line: u64::from(line) + 1, cells: csv::StringRecord::from(cells) })
    }
}

/// A cell as people see it: whole numbers without a point, times as `2026-11-22 09:30:00`, times of day as `09:30:00`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(it) | DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => it.trim().to_owned(),
        DataRef::SharedString(it) => it.trim().to_owned(),
        DataRef::Int(it) => it.to_string(),
        DataRef::Float(it) => it.to_string(),
        DataRef::Bool(it) => it.to_string(),
        DataRef::Error(it) => it.to_string(),
        DataRef::DateTime(it) => {
            let (year, month, day, hour, minute, second, _) = it.to_ymd_hms_milli();
            let time = format!("{hour:02}:{minute:02}:{second:02}");
            if it.as_f64() < 1.0 { time } else { format!("{year:04}-{month:02}-{day:02} {time}") }
        }
    }
}

fn unreadable(error: &XlsxError) -> Unreadable {
    Unreadable::Format(error.to_string())
}
