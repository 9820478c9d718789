//! What the routes and commands of this capability work with.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use base::{Result, text};
use db::{Db, Tx};
use jiff::tz::TimeZone;
use policy::Policies;
use policy::model::{Access, SignIn, Staff};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use vault::Vault;

use crate::cache::Cache;
use crate::hasher::Hasher;
use crate::oidc::Oidc;
use crate::rules::defaults;
use crate::store::persons;

/// Staff, sign-in and sessions. Cheap to clone.
#[derive(Clone)]
pub struct People(Arc<Inner>);

struct Inner {
    db: Db,
    policies: Policies,
    vault: Vault,
    hasher: Hasher,
    cache: Cache,
    oidc: Oidc,
    setup_code: Mutex<Option<String>>,
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("People")
    }
}

/// Letters that are not mistaken for each other when read aloud or typed; 32 of them.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

impl People {
    /// Staff kept in a database, under these policies; secrets are sealed in the vault.
    pub fn new(db: Db, policies: Policies, vault: Vault) -> Result<Self> {
        let (hasher, cache) = (Hasher::new()?, Cache::default());
        let (oidc, setup_code) = (Oidc::default(), Mutex::new(None));
        let inner = Inner { db, policies, vault, hasher, cache, oidc, setup_code };
        Ok(Self(Arc::new(inner)))
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.0.cache
    }

    pub(crate) fn oidc(&self) -> &Oidc {
        &self.0.oidc
    }

    pub(crate) fn policies(&self) -> &Policies {
        &self.0.policies
    }

    /// The policy `access` that holds now; without one nobody may do anything.
    pub(crate) fn access(&self, tx: &mut Tx<'_>) -> Result<Access> {
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).access().map_or_else(|_| Access { roles: Vec::new() }, |it| it.says.clone()))
    }

    /// The policy `sign_in` that holds now.
    pub(crate) fn sign_in(&self, tx: &mut Tx<'_>) -> Result<SignIn> {
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).sign_in().map_or_else(|_| defaults::sign_in(), |it| it.says.clone()))
    }

    /// The policy `staff` that holds now, and its version; before there is one, nobody is absent.
    pub(crate) fn staff(&self, tx: &mut Tx<'_>) -> Result<(Staff, Option<String>)> {
        let book = self.0.policies.book(tx)?;
        let held = book.at(tx.now()).staff().map(|it| (it.says.clone(), Some(it.by.to_string())));
        Ok(held.unwrap_or_else(|_| (defaults::staff(), None)))
    }

    /// The organisation's time zone; UTC before there is a calendar.
    pub(crate) fn zone(&self, tx: &mut Tx<'_>) -> Result<TimeZone> {
        let (book, now) = (self.0.policies.book(tx)?, tx.now());
        let calendar = book.at(now).calendar(None).ok().and_then(|it| book.calendar(&it).cloned());
        Ok(calendar.map_or(TimeZone::UTC, |it| it.zone().clone()))
    }

    /// Forgets every actor kept in memory once this transaction is kept: roles, units or people changed.
    pub(crate) fn changed(&self, tx: &mut Tx<'_>) {
        let people = self.clone();
        tx.on_commit(move || people.0.cache.forget());
    }

    /// The code that the first set-up asks for, to be printed where the server was started; nothing when somebody
    /// exists already. The code changes with every start.
    pub fn setup_code(&self, tx: &mut Tx<'_>) -> Result<Option<String>> {
        let mut kept = self.0.setup_code.lock().unwrap_or_else(PoisonError::into_inner);
        if persons::is_anybody(tx)? {
            *kept = None;
        } else if kept.is_none() {
            let letters: [u8; 12] = tx.random();
            let letters = letters.iter().filter_map(|it| CODE_LETTERS.get(usize::from(it & 31)));
            *kept = Some(letters.map(|it| char::from(*it)).collect());
        }
        Ok(kept.as_deref().map(|it| it.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")))
    }

    /// Whether this is the code, however it is typed; takes as long for a wrong one.
    pub(crate) fn is_setup_code(&self, typed: &str) -> bool {
        let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let kept = self.0.setup_code.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().is_some_and(|it| it.as_bytes().ct_eq(typed.as_bytes()).into())
    }
}

/// What is stored of a session's token.
pub fn token_hash(token: &str) -> String {
    text::hex(&Sha256::digest(token.as_bytes()))
}

/// What a page proves its changes with; whoever has the token can reckon it, nobody else.
pub fn csrf_of(token: &str) -> String {
    text::hex(&Sha256::new().chain_update("hearth csrf\0").chain_update(token).finalize())
}

/// The key under which tries are counted; hashed, because people type passwords into the wrong field.
pub fn try_key(kind: &str, parts: &[&str]) -> String {
    text::hex(&Sha256::digest(format!("{kind}\0{}", parts.join("\0"))))
}
