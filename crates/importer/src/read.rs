//! Reads files of other systems row by row: CSV and its kin, Excel workbooks, XES logs; plain, `.gz` or `.zst`.
//!
//! What a file is, is told by its first bytes, never by its name. Nothing is kept but the row at hand, so memory
//! does not grow with the file (an Excel workbook's shared texts excepted).

mod decode;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod unpack;
mod xes;

use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base::Param;

use crate::mapping::ReadOptions;
use crate::refused::Refused;

pub use decode::knows as knows_encoding;

/// A row of a file, its cells in the order of the columns.
#[derive(Debug, Default, Clone)]
pub struct Row {
    /// Line of the file on which the row begins; in a workbook the sheet's row, in a log the number of the event.
    pub line: u64,
    /// The cells, as text.
    pub cells: csv::StringRecord,
}

/// Why a file cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The operating system or the unpacking says no.
    #[error("{0}")]
    Input(#[from] std::io::Error),
    /// It is not what its first bytes promise, in the words of whoever reads such files.
    #[error("{0}")]
    Format(String),
    /// The same for a known reason, by the key of its sentence.
    #[error("{0}")]
    Known(&'static str),
    /// A row has no end: a quote is open.
    #[error("the row that begins on line {line} has no end")]
    Endless {
        /// Line on which the row begins.
        line: u64,
    },
    /// Whoever takes the rows failed.
    #[error("{0}")]
    Taker(base::Failure),
}

impl From<base::Failure> for Unreadable {
    fn from(failure: base::Failure) -> Self {
        Self::Taker(failure)
    }
}

impl Unreadable {
    /// The failure of reading the file of this name.
    pub fn of(self, file: &str) -> base::Failure {
        let reason = match self {
            Self::Taker(failure) => return failure,
            Self::Endless { line } => return Refused::Endless { file: file.to_owned(), line }.into(),
            Self::Input(it) => reason(&it),
            Self::Format(it) => Param::Plain(it),
            Self::Known(key) => Param::Key(key),
        };
        Refused::File { file: file.to_owned(), reason }.into()
    }
}

/// Why the operating system or the unpacking says no.
pub fn reason(error: &std::io::Error) -> Param {
    match error.kind() {
        ErrorKind::NotFound => Param::Key("importer.why_missing"),
        ErrorKind::PermissionDenied => Param::Key("importer.why_forbidden"),
        ErrorKind::IsADirectory => Param::Key("importer.why_folder"),
        ErrorKind::UnexpectedEof => Param::Key("importer.why_cut"),
        _ => Param::Plain(error.to_string()),
    }
}

/// Whether more rows are wanted.
pub type Flow = std::result::Result<ControlFlow<()>, Unreadable>;

/// Takes what a reader finds, in the order of the file.
pub trait Taker {
    /// The columns' names; called once, before the first row.
    fn columns(&mut self, columns: &[String]) -> Flow;
    /// A row with as many cells as there are columns.
    fn row(&mut self, row: &Row) -> Flow;
    /// A row that cannot be read, with the cells as far as they are known.
    fn broken(&mut self, line: u64, cells: &csv::StringRecord, reason: Broken) -> Flow;
}

/// Why one row cannot be read; the file goes on behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It has another number of cells than the header.
    Width {
        /// Cells of the header.
        wanted: usize,
        /// Cells of the row.
        found: usize,
    },
    /// Its bytes are not text in the file's encoding.
    Encoding,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Lines of cells with a separator.
    Table,
    /// An Excel workbook.
    Workbook,
    /// An event log in XES.
    Log,
}

/// Counts the packed bytes read so far, for progress.
#[derive(Debug, Clone, Default)]
pub struct Meter(Arc<AtomicU64>);

impl Meter {
    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Lets the bytes of `inner` be counted.
    pub fn over<R: Read>(&self, inner: R) -> Metered<R> {
        Metered { inner, meter: self.clone() }
    }
}

/// A reader whose bytes are counted.
#[derive(Debug)]
pub struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(into)?;
        self.meter.0.fetch_add(u64::try_from(count).unwrap_or(0), Ordering::Relaxed);
        Ok(count)
    }
}

/// Reads all rows of a file, unpacking and decoding it as its first bytes say, until the taker has enough.
/// `wanted` names the columns a log should give (a log has no header); without it they are learnt from its beginning.
pub fn each_row(
    input: impl Read + Send + 'static,
    options: &ReadOptions,
    wanted: Option<&[String]>,
    taker: &mut dyn Taker,
) -> Result<(), Unreadable> {
    let mut plain = BufReader::with_capacity(1 << 16, unpack::unpack(input)?);
    match shape(plain.fill_buf()?) {
        Shape::Workbook => sheet::read(plain, options, taker),
        Shape::Log => xes::read(plain, wanted, taker),
        Shape::Table => {
            refuse_what_is_no_table(plain.fill_buf()?, options)?;
            table::read(decode::decode(plain, options.encoding.as_deref())?, options, taker)
        }
    }
}

/// Files that people take for tables and that are none, each told in words that say what to do.
fn refuse_what_is_no_table(head: &[u8], options: &ReadOptions) -> Result<(), Unreadable> {
    let begin = head.trim_ascii_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Unreadable::Known("importer.why_old_excel"));
    }
    if [b"<html".as_slice(), b"<!doctype", b"<table", b"<meta"].iter().any(|it| begin.starts_with(it)) {
        return Err(Unreadable::Known("importer.why_web_page"));
    }
    // Of the encodings read only UTF-16 has zeros, and it says so in its first bytes or in the mapping.
    let text = !head.contains(&0) || decode::is_marked(head) || options.encoding.is_some();
    if text { Ok(()) } else { Err(Unreadable::Known("importer.why_binary")) }
}

/// Tells what unpacked bytes are: workbooks begin as a ZIP archive, logs as XML.
fn shape(head: &[u8]) -> Shape {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if head.starts_with(b"PK\x03\x04") {
        Shape::Workbook
    } else if text.starts_with(b"<?xml") || text.starts_with(b"<log") || text.starts_with(b"<!--") {
        Shape::Log
    } else {
        Shape::Table
    }
}
