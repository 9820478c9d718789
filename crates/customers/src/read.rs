//! Reads a sheet row by row: CSV and its kin as it comes, an Excel workbook once it is here whole.

use std::io::{BufRead as _, BufReader, Cursor, Read};

use base::{Failure, Result};
use calamine::{DataRef, Reader as _, Xlsx};
use csv::ByteRecord;
use encoding_rs::GB18030;

use crate::refused::Refused;

/// A row: where it stands in the file, and its cells.
pub type Row = (i64, Vec<String>);

const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// A sheet has so many columns at most.
const COLUMNS: usize = 200;

/// Gives every row with text in it to `taker`, the header first.
pub fn rows(input: impl Read, most_bytes: u64, taker: &mut dyn FnMut(Row) -> Result<()>) -> Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, Leashed { input, left: most_bytes });
    let head = input.fill_buf().map_err(|it| unreadable(&it))?;
    if head.starts_with(b"PK\x03\x04") {
        return workbook(input, taker);
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) || head.contains(&0) {
        return Err(Refused::NoSheet.into());
    }
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let separator = sniff(head);
    input.consume(mark);
    let mut table = csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(input);
    let mut bytes = ByteRecord::new();
    while table.read_byte_record(&mut bytes).map_err(broken)? {
        let line = bytes.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = bytes.iter().take(COLUMNS).map(text).collect();
        if cells.iter().any(|it| !it.is_empty()) {
            taker((i64::try_from(line).unwrap_or(i64::MAX), cells))?;
        }
    }
    Ok(())
}

/// A cell as text: UTF-8, else GB18030, which holds GBK and GB2312.
fn text(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(it) => it.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    };
    plain(&text)
}

/// A cell without the mark that keeps a spreadsheet from reckoning it.
fn plain(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

fn sniff(head: &[u8]) -> u8 {
    let line = head.split(|it| *it == b'\n').next().unwrap_or_default();
    let count = |mark: &u8| line.split(|it| it == mark).count();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn workbook(mut input: impl Read, taker: &mut dyn FnMut(Row) -> Result<()>) -> Result<()> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|it| unreadable(&it))?;
    let wrong = |_| Failure::from(Refused::NoSheet);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let name = book.sheet_names().first().cloned().ok_or(Refused::NoSheet)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(wrong)?;
    let (mut line, mut row): (u32, Vec<String>) = (0, Vec::new());
    let mut end = |line: u32, row: &mut Vec<String>| -> Result<()> {
        let cells = std::mem::take(row);
        if cells.iter().any(|it| !it.is_empty()) { taker((i64::from(line) + 1, cells)) } else { Ok(()) }
    };
    while let Some(cell) = cells.next_cell().map_err(wrong)? {
        let (at, column) = cell.get_position();
        if at != line {
            end(line, &mut row)?;
            line = at;
        }
        let column = usize::try_from(column).unwrap_or(COLUMNS);
        if column < COLUMNS {
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            if let Some(slot) = row.get_mut(column) {
                *slot = plain(&shown(cell.get_value()));
            }
        }
    }
    end(line, &mut row)
}

/// A cell as people see it; whole numbers without a point.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(it) => (*it).to_owned(),
        DataRef::String(it) | DataRef::DateTimeIso(it) | DataRef::DurationIso(it) => it.clone(),
        DataRef::Int(it) => it.to_string(),
        DataRef::Float(it) => it.to_string(),
        DataRef::Bool(it) => it.to_string(),
        DataRef::Empty => String::new(),
        DataRef::DateTime(it) => it.as_f64().to_string(),
        DataRef::Error(it) => it.to_string(),
    }
}

fn unreadable(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::FileTooLarge => Refused::SheetTooLarge.into(),
        _ => Refused::NoSheet.into(),
    }
}

fn broken(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(it) => unreadable(&it),
        _ => Refused::NoSheet.into(),
    }
}

/// Refuses what is longer than policy allows.
struct Leashed<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Leashed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(into)?;
        match self.left.checked_sub(u64::try_from(count).unwrap_or(u64::MAX)) {
            Some(left) => {
                self.left = left;
                Ok(count)
            }
            None => Err(std::io::ErrorKind::FileTooLarge.into()),
        }
    }
}
