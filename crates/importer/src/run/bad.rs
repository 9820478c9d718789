//! The rows that could not be used, as a table to correct and import again.

use std::sync::Arc;

use csv::StringRecord;

use crate::mapping::ReadOptions;
use crate::rules::row::Problem;
use crate::words::Words;

/// More than this is not kept: a file with so many bad rows needs another mapping, not corrections.
const LARGEST: usize = 32 << 20;
/// What the table adds to the file's columns.
const ADDED: [&str; 2] = ["import_line", "import_reason"];
/// Spreadsheets take a file with this mark for UTF-8, and Chinese text without it for something else.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Bad rows on their way into a table.
pub(super) struct BadRows {
    words: Arc<Words>,
    separator: u8,
    columns: StringRecord,
    width: usize,
    /// Cells behind the file's own that an earlier correction left there.
    added: usize,
    out: Option<csv::Writer<Vec<u8>>>,
}

impl BadRows {
    /// A table with the separator that the mapping names, so that the same mapping reads it again.
    pub(super) fn new(words: Arc<Words>, read: &ReadOptions) -> Self {
        let separator = read.separator.as_deref().and_then(|it| it.as_bytes().first()).copied().unwrap_or(b',');
        Self { words, separator, columns: StringRecord::new(), width: 0, added: 0, out: None }
    }

    /// The file's columns, to which the table adds the line and the reason.
    pub(super) fn columns(&mut self, columns: &[String]) {
        let own = columns.strip_suffix(&ADDED.map(str::to_owned)).unwrap_or(columns);
        (self.width, self.added) = (own.len(), columns.len() - own.len());
        self.columns = own.iter().map(String::as_str).chain(ADDED).collect();
    }

    /// Adds a row. Cells beyond the header stay behind the reason, so that nothing is lost and the row stays bad.
    pub(super) fn row(&mut self, line: u64, cells: &StringRecord, problems: &[Problem]) {
        let (separator, columns) = (self.separator, &self.columns);
        let out = self.out.get_or_insert_with(|| {
            let mut out = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(MARK.to_vec());
            // Writing into memory does not fail.
            let _ = out.write_record(columns);
            out
        });
        if out.get_ref().len() > LARGEST {
            return;
        }
        let reasons: Vec<String> = problems.iter().map(|it| self.words.in_column(it)).collect();
        let mut row: StringRecord = cells.iter().take(self.width).collect();
        (row.len()..self.width).for_each(|_| row.push_field(""));
        row.push_field(&line.to_string());
        row.push_field(&reasons.join("; "));
        cells.iter().skip(self.width + self.added).for_each(|it| row.push_field(it));
        let _ = out.write_record(&row);
    }

    /// The table; empty when no row was bad.
    pub(super) fn into_csv(self) -> Vec<u8> {
        self.out.and_then(|it| it.into_inner().ok()).unwrap_or_default()
    }
}
