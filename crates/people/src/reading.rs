//! A small table out of a file: CSV in UTF-8 or GB 18030, or the first sheet of an Excel workbook.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use crate::refused::Refused;

/// A row and the line it stands in.
pub type Line = (u64, Vec<String>);

/// Excel workbooks are ZIP archives.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The rows that have any text, the header first; at most `most` and the header.
///
/// # Errors
/// Refused when it cannot be read, is empty, or has more rows.
pub fn table(bytes: &[u8], most: usize) -> Result<Vec<Line>, Refused> {
    let rows = if bytes.starts_with(ARCHIVE) { sheet(bytes)? } else { text(bytes)? };
    let rows: Vec<Line> = rows.into_iter().filter(|it| it.1.iter().any(|cell| !cell.is_empty())).collect();
    match rows.len() {
        0 | 1 => Err(Refused::TableEmpty),
        rows if rows > most + 1 => Err(Refused::TableLong(most)),
        _ => Ok(rows),
    }
}

fn text(bytes: &[u8]) -> Result<Vec<Line>, Refused> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (words, _, broken) = match std::str::from_utf8(plain) {
        Ok(it) => (it.into(), encoding_rs::UTF_8, false),
        Err(_) => encoding_rs::GB18030.decode(plain),
    };
    if broken {
        return Err(Refused::TableUnreadable);
    }
    let semicolons = words.lines().next().is_some_and(|it| !it.contains(',') && it.contains(';'));
    let delimiter = if semicolons { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(words.as_bytes());
    let line = |it: csv::StringRecord| {
        let at = it.position().map_or(0, csv::Position::line);
        (at, it.iter().map(str::to_owned).collect())
    };
    reader.records().map(|it| it.map(line).map_err(|_| Refused::TableUnreadable)).collect()
}

fn sheet(bytes: &[u8]) -> Result<Vec<Line>, Refused> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).map_err(|_| Refused::TableUnreadable)?;
    let range = book.worksheet_range_at(0).ok_or(Refused::TableEmpty)?.map_err(|_| Refused::TableUnreadable)?;
    let first = u64::from(range.start().map_or(0, |it| it.0)) + 1;
    let cell = |it: &Data| it.to_string().trim().to_owned();
    Ok((first..).zip(range.rows()).map(|(at, row)| (at, row.iter().map(cell).collect())).collect())
}
