//! What the commands about cases work with.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base::Result;
use customers::Customers;
use db::Tx;
use policy::{Book, Policies};
use vault::{Files, Vault};

use crate::model::Rulebook;

/// The desk at which cases are handled: policy, and the vault for what is personal. Cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    rules: Rules,
    customers: Customers,
    vault: Vault,
    files: Files,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}

impl Desk {
    /// A desk with these policies, and this vault for contacts, personal answers and files.
    pub fn new(policies: Policies, vault: Vault, files: Files) -> Self {
        let customers = Customers::new(vault.clone(), policies.clone());
        Self(Arc::new(Inner { rules: Rules::new(policies), customers, vault, files }))
    }

    /// What policy says at the transaction's moment.
    pub(crate) fn rules(&self) -> &Rules {
        &self.0.rules
    }

    /// The policies this desk works under.
    #[cfg(test)]
    pub(crate) fn policies(&self) -> &Policies {
        &self.0.rules.0.0
    }

    pub(crate) fn customers(&self) -> &Customers {
        &self.0.customers
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }
}

/// Keeps the rulebook between transactions: it is made anew only when another version comes into force.
#[derive(Clone)]
pub(crate) struct Rules(Arc<(Policies, Mutex<Option<Kept>>)>);

struct Kept {
    of: Arc<Book>,
    rulebook: Arc<Rulebook>,
}

impl Rules {
    pub fn new(policies: Policies) -> Self {
        Self(Arc::new((policies, Mutex::new(None))))
    }

    /// What policy says at the transaction's moment for the whole organisation.
    pub fn now(&self, tx: &mut Tx<'_>) -> Result<Arc<Rulebook>> {
        let (policies, kept) = &*self.0;
        let book = policies.book(tx)?;
        let now = tx.now();
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = kept.as_ref().filter(|it| Arc::ptr_eq(&it.of, &book) && it.rulebook.holds_at(now)) {
            return Ok(Arc::clone(&it.rulebook));
        }
        let rulebook = Arc::new(Rulebook::at(&book, now)?);
        *kept = Some(Kept { of: book, rulebook: Arc::clone(&rulebook) });
        Ok(rulebook)
    }
}
