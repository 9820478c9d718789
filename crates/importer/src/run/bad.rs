//! The rows that could not be used, as a table to correct and import again.

use csv::StringRecord;

use crate::rules::row::Problem;

/// More than this is not kept: a file with so many bad rows needs another mapping, not corrections.
const LARGEST: usize = 32 << 20;

/// Bad rows on their way into a table.
#[derive(Default)]
pub(super) struct BadRows {
    columns: StringRecord,
    width: usize,
    out: Option<csv::Writer<Vec<u8>>>,
}

impl BadRows {
    /// The file's columns, to which the table adds the line and the reason.
    pub(super) fn columns(&mut self, columns: &[String]) {
        self.width = columns.len();
        self.columns = columns.iter().map(String::as_str).chain(["import_line", "import_reason"]).collect();
    }

    /// Adds a row. Cells beyond the header stay behind the reason, so that nothing is lost and the row stays bad.
    pub(super) fn row(&mut self, line: u64, cells: &StringRecord, problems: &[Problem]) {
        let out = self.out.get_or_insert_with(|| {
            let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            // Writing into memory does not fail.
            let _ = out.write_record(&self.columns);
            out
        });
        if out.get_ref().len() > LARGEST {
            return;
        }
        let reasons: Vec<String> =
            problems.iter().map(|it| format!("{} {}", it.column, it.code).trim().to_owned()).collect();
        let mut row: StringRecord = cells.iter().take(self.width).collect();
        (row.len()..self.width).for_each(|_| row.push_field(""));
        row.push_field(&line.to_string());
        row.push_field(&reasons.join("; "));
        cells.iter().skip(self.width).for_each(|it| row.push_field(it));
        let _ = out.write_record(&row);
    }

    /// The table; empty when no row was bad.
    pub(super) fn into_csv(self) -> Vec<u8> {
        self.out.and_then(|it| it.into_inner().ok()).unwrap_or_default()
    }
}
