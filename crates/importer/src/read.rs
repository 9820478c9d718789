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

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::mapping::ReadOptions;

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
    /// It is not what its first bytes promise.
    #[error("{0}")]
    Format(String),
    /// Whoever takes the rows failed.
    #[error("{0}")]
    Taker(base::Failure),
}

impl From<base::Failure> for Unreadable {
    fn from(failure: base::Failure) -> Self {
        Self::Taker(failure)
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
        Shape::Table => table::read(decode::decode(plain, options.encoding.as_deref())?, options, taker),
    }
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
