//! Keyset pages: a list goes on after the last row seen, so its cost does not grow with its length.

use serde::{Deserialize, Serialize};

/// Where a list goes on, and how many rows are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The `next` of the page before; nothing for the first page.
    pub after: Option<String>,
    /// Rows wanted, 1 to 200; 50 when left out.
    pub limit: Option<u16>,
}

impl Page {
    /// Rows wanted, held between 1 and 200.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50).clamp(1, 200))
    }

    /// The parts of the cursor, in the order of the list's sort columns.
    pub fn parts(&self) -> Option<Vec<&str>> {
        self.after.as_deref().map(|it| it.split('~').collect())
    }
}

/// A page of rows and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Paged<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Give this as `after` for the next page; absent at the end.
    pub next: Option<String>,
}

impl<T> Paged<T> {
    /// Makes a page of rows that were asked for with one more than `rows`; `cursor` gives a row's sort columns.
    pub fn of(mut items: Vec<T>, rows: i64, cursor: impl Fn(&T) -> String) -> Self {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        let next = if items.len() > rows {
            items.truncate(rows);
            items.last().map(cursor)
        } else {
            None
        };
        Self { items, next }
    }
}
