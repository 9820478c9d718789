//! The handle that everybody who asks for policy holds.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use base::Result;
use db::Tx;

use crate::book::Book;
use crate::store;

/// The policies, kept in memory between transactions. Cheap to clone.
#[derive(Clone, Default)]
pub struct Policies(Arc<RwLock<Kept>>);

/// A book and the state of the table it was read from.
#[derive(Default)]
struct Kept {
    state: Option<String>,
    book: Arc<Book>,
}

impl fmt::Debug for Policies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Policies")
    }
}

impl Policies {
    /// The policies of a database, read when they are first asked for.
    pub fn new() -> Self {
        Self::default()
    }

    /// The book as this transaction sees it, its own changes included; the same for all that the transaction decides.
    ///
    /// Costs one look at a table of one row, once in a transaction; the versions are read again only when somebody, here
    /// or on another node, has published or withdrawn one.
    pub fn book(&self, tx: &mut Tx<'_>) -> Result<Arc<Book>> {
        tx.once(|tx| self.newest(tx))
    }

    fn newest(&self, tx: &mut Tx<'_>) -> Result<Arc<Book>> {
        let state = store::state(tx)?;
        {
            let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if kept.state == state {
                return Ok(Arc::clone(&kept.book));
            }
        }
        let book = Arc::new(Book::of(store::all(tx)?));
        // A state that is undone with its transaction never comes back: keeping it does no harm.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Kept { state, book: Arc::clone(&book) };
        Ok(book)
    }
}
