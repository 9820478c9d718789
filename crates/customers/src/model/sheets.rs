//! Sheets of customers: brought in and taken out.

use base::Stamp;
use base::ids::SheetId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

db::words! {
    /// What a column of a sheet holds.
    pub enum SheetColumn {
        /// Names.
        Name "name",
        /// Phone numbers.
        Phone "phone",
        /// E-mail addresses.
        Email "email",
        /// Account or contract numbers.
        Account "account",
        /// Ids on social networks.
        Social "social",
        /// Numbers of identity cards.
        IdCard "id_card",
        /// Tiers.
        Tier "tier",
        /// What colleagues should know.
        Note "note",
    }
}

db::words! {
    /// Where a sheet stands.
    pub enum SheetState {
        /// It is being read.
        Reading "reading",
        /// Its columns wait to be named.
        Read "read",
        /// Its rows are being looked at.
        Checking "checking",
        /// Every row was looked at; nothing is brought in yet.
        Checked "checked",
        /// Its rows are being brought in.
        Bringing "bringing",
        /// All that is good was brought in.
        Done "done",
    }
}

db::words! {
    /// What becomes of a row whose customer is known.
    pub enum Known {
        /// Nothing.
        Skip "skip",
        /// What the row says is written over what is known; what it does not say stays.
        Update "update",
        /// A new customer, proposed as a duplicate of the known one.
        Propose "propose",
    }
}

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CustomerSheet)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// The name of the file.
    pub name: String,
    /// Where it stands.
    pub state: SheetState,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// What each holds; a guess until somebody said.
    pub mapping: Vec<Option<SheetColumn>>,
    /// What becomes of rows whose customer is known.
    pub known: Known,
    /// Rows in all.
    pub rows: i64,
    /// Rows looked at, or brought in, so far.
    pub at_row: i64,
    /// Rows that are wrong.
    pub bad: i64,
    /// Rows of customers nobody knew.
    pub fresh: i64,
    /// Rows of customers who are known.
    pub met: i64,
    /// Customers added.
    pub added: i64,
    /// Customers brought up to date.
    pub updated: i64,
    /// Rows left out because the customer is known.
    pub skipped: i64,
    /// Customers proposed as duplicates.
    pub proposed: i64,
    /// When it came.
    pub at: Stamp,
    /// When it was done.
    pub ended_at: Option<Stamp>,
}

/// What the columns of a sheet are, and what becomes of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetPlan {
    /// What each column holds; null for what is left out.
    pub mapping: Vec<Option<SheetColumn>>,
    /// What becomes of rows whose customer is known.
    pub known: Known,
}

/// How a checked sheet is brought in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BringAsked {
    /// Whether wrong rows are left out; otherwise a sheet with wrong rows is not brought in at all.
    #[serde(default)]
    pub leave_bad: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetRow {
    /// Where it stands in the file.
    pub row: i64,
    /// Its cells, masked by what their columns hold.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<SheetProblem>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetProblem {
    /// The place of the column, counted from 0; nothing when it is about the whole row.
    pub column: Option<i64>,
    /// A stable code.
    pub code: String,
    /// The sentence, in the reader's language.
    pub says: String,
}

/// What is taken out as a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CustomerExport)]
pub struct ExportAsked {
    /// `csv` or `xlsx`.
    pub format: ExportFormat,
    /// A name or a part of it; everybody when left out.
    #[serde(default)]
    pub q: Option<String>,
    /// Only this tier.
    #[serde(default)]
    pub tier: Option<String>,
    /// Whether values stand in full; takes the right to reveal.
    #[serde(default)]
    pub in_full: bool,
    /// Why; stays on record.
    pub reason: String,
}

db::words! {
    /// The kind of file.
    pub enum ExportFormat {
        /// Lines of cells with commas.
        Csv "csv",
        /// An Excel workbook.
        Xlsx "xlsx",
    }
}
