//! What the commands about cases work with.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base::ids::UnitId;
use base::{Result, Stamp};
use customers::Customers;
use db::Tx;
use policy::api::Chain;
use policy::model::Portal;
use policy::{Book, Policies};
use vault::{Files, Vault};

use crate::model::rulebook::{Rulebook, Versions};

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

/// Keeps rulebooks between transactions: one is made anew only when other versions come into force.
#[derive(Clone)]
pub(crate) struct Rules(Arc<(Policies, Mutex<Kept>)>);

/// The rulebooks of a book, by the versions they are made of.
#[derive(Default)]
struct Kept {
    of: Arc<Book>,
    rulebooks: BTreeMap<Versions, Arc<Rulebook>>,
}

impl Rules {
    pub fn new(policies: Policies) -> Self {
        Self(Arc::new((policies, Mutex::default())))
    }

    /// What policy says at the transaction's moment for the whole organisation.
    pub fn now(&self, tx: &mut Tx<'_>) -> Result<Arc<Rulebook>> {
        let book = self.0.0.book(tx)?;
        self.rulebook(&book, tx.now(), &Chain::default())
    }

    /// What the public may bring in by itself; nothing where policy has no portal.
    pub fn portal(&self, tx: &mut Tx<'_>) -> Result<Option<Portal>> {
        let book = self.0.0.book(tx)?;
        Ok(book.at(tx.now()).portal().ok().map(|it| it.says.clone()))
    }

    /// What policy says at the transaction's moment for the cases of a unit: the nearest scope counts.
    pub fn of(&self, tx: &mut Tx<'_>, unit: &UnitId) -> Result<Arc<Rulebook>> {
        let book = self.0.0.book(tx)?;
        let chain = if book.is_scoped() { people::api::scopes(tx, unit)? } else { Chain::default() };
        self.rulebook(&book, tx.now(), &chain)
    }

    fn rulebook(&self, book: &Arc<Book>, now: Stamp, chain: &Chain) -> Result<Arc<Rulebook>> {
        let versions = Versions::at(book, now, chain)?;
        let mut kept = self.0.1.lock().unwrap_or_else(PoisonError::into_inner);
        if !Arc::ptr_eq(&kept.of, book) {
            *kept = Kept { of: Arc::clone(book), rulebooks: BTreeMap::new() };
        }
        if let Some(it) = kept.rulebooks.get(&versions) {
            return Ok(Arc::clone(it));
        }
        let rulebook = Arc::new(Rulebook::at(book, now, chain)?);
        kept.rulebooks.insert(versions, Arc::clone(&rulebook));
        Ok(rulebook)
    }
}
