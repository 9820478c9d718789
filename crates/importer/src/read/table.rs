//! CSV, TSV and their kin: RFC 4180 quoting, line breaks inside quoted cells, any single separator.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::{Broken, Row, Taker, Unreadable};
use crate::mapping::ReadOptions;

const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

pub(super) fn read(
    input: impl Read + Send + 'static,
    options: &ReadOptions,
    taker: &mut dyn Taker,
) -> Result<(), Unreadable> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let separator = match options.separator.as_deref().and_then(|it| it.as_bytes().first()) {
        Some(named) => *named,
        None => sniff(input.fill_buf()?),
    };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(input);
    let mut row = Row::default();
    if !rows.read_record(&mut row.cells).map_err(|it| unreadable(&it))? {
        return Err(Unreadable::Format("the file is empty".into()));
    }
    let columns: Vec<String> = row.cells.iter().map(|it| it.trim().to_owned()).collect();
    if taker.columns(&columns)?.is_break() {
        return Ok(());
    }
    loop {
        let flow = match rows.read_record(&mut row.cells) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                row.line = row.cells.position().map_or(0, csv::Position::line);
                match row.cells.len() {
                    found if found == columns.len() => taker.row(&row)?,
                    found => taker.broken(row.line, &row.cells, Broken::Width { wanted: columns.len(), found })?,
                }
            }
            Err(error) => match error.kind() {
                csv::ErrorKind::Utf8 { pos, .. } => {
                    let line = pos.as_ref().map_or(0, csv::Position::line);
                    taker.broken(line, &csv::StringRecord::new(), Broken::Encoding)?
                }
                _ => return Err(unreadable(&error)),
            },
        };
        if flow == ControlFlow::Break(()) {
            return Ok(());
        }
    }
}

fn unreadable(error: &csv::Error) -> Unreadable {
    Unreadable::Format(error.to_string())
}

/// The separator that occurs most often in the header line, outside quotes; a comma when none does.
fn sniff(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_u32; 4];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            other if !quoted => {
                for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                    *count += u32::from(*other == separator);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    SEPARATORS.into_iter().zip(counts).find(|(_, count)| *count == most).map_or(b',', |(it, _)| it)
}
