//! CSV, TSV and their kin: RFC 4180 quoting, line breaks inside quoted cells, any single separator.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ByteRecord, StringRecord};

use super::{Broken, Row, Taker, Unreadable};
use crate::mapping::ReadOptions;

const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// A row that is longer than this is a quote that nobody closed.
const LONGEST: u64 = 64 << 20;

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
    let leash = Leash::default();
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(Leashed { input, leash: leash.clone() });
    let mut bytes = ByteRecord::new();
    if !rows.read_byte_record(&mut bytes).map_err(|it| unreadable(it, 1))? {
        return Err(Unreadable::Known("importer.why_empty"));
    }
    let header = text(bytes).unwrap_or_else(|lossy| lossy);
    let columns: Vec<String> = header.iter().map(|it| it.trim().to_owned()).collect();
    if taker.columns(&columns)?.is_break() {
        return Ok(());
    }
    // The reader counts a line when it meets its end; of CR LF it meets the end with the row behind it.
    let ends = u64::from(rows.position().line() > 1 + breaks(&header));
    let mut row = Row::default();
    bytes = ByteRecord::new();
    loop {
        leash.loosen();
        let before = rows.position().line();
        if !rows.read_byte_record(&mut bytes).map_err(|it| unreadable(it, before))? {
            return Ok(());
        }
        let ended = if leash.has_ended() { 0 } else { ends };
        let last = rows.position().line() - ended;
        let flow = match text(std::mem::take(&mut bytes)) {
            Ok(mut cells) => {
                std::mem::swap(&mut row.cells, &mut cells);
                bytes = cells.into_byte_record();
                row.line = last.saturating_sub(breaks(&row.cells));
                match row.cells.len() {
                    found if found == columns.len() => taker.row(&row)?,
                    found => taker.broken(row.line, &row.cells, Broken::Width { wanted: columns.len(), found })?,
                }
            }
            Err(lossy) => taker.broken(last.saturating_sub(breaks(&lossy)), &lossy, Broken::Encoding)?,
        };
        if flow == ControlFlow::Break(()) {
            return Ok(());
        }
    }
}

/// A row's bytes as text; else with a mark in place of each byte that is none.
fn text(bytes: ByteRecord) -> Result<StringRecord, StringRecord> {
    StringRecord::from_byte_record(bytes).map_err(|it| StringRecord::from_byte_record_lossy(it.into_byte_record()))
}

/// Line breaks within a row's cells.
fn breaks(cells: &StringRecord) -> u64 {
    let count = cells.as_slice().bytes().filter(|it| *it == b'\n').count();
    u64::try_from(count).unwrap_or(0)
}

/// Counts the bytes read since a row began, and notes the end of the file.
#[derive(Clone, Default)]
struct Leash(Rc<(Cell<u64>, Cell<bool>)>);

impl Leash {
    fn loosen(&self) {
        self.0.0.set(0);
    }

    /// Whether the end of the file was met: a row that comes after that has no line break behind it.
    fn has_ended(&self) -> bool {
        self.0.1.get()
    }
}

struct Leashed<R> {
    input: R,
    leash: Leash,
}

impl<R: Read> Read for Leashed<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(into)?;
        let (since, ended) = &*self.leash.0;
        let taken = since.get() + u64::try_from(count).unwrap_or(0);
        since.set(taken);
        ended.set(count == 0);
        if taken > LONGEST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(count) }
    }
}

/// `line` is where the row began that could not be read.
fn unreadable(error: csv::Error, line: u64) -> Unreadable {
    match error.into_kind() {
        csv::ErrorKind::Io(it) if it.kind() == std::io::ErrorKind::FileTooLarge => Unreadable::Endless { line },
        csv::ErrorKind::Io(it) => Unreadable::Input(it),
        other => Unreadable::Format(format!("{other:?}")),
    }
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
