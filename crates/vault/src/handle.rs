//! The handle everybody holds: the keys in memory, and the table they come from.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use base::{Result, fault};
use db::Tx;
use zeroize::Zeroizing;

use crate::master::MasterKey;
use crate::model::{Blind, Field, Place, Plain, Purpose, Sealed};
use crate::rules::cipher::NotOurs;
use crate::rules::keyring::{Closed, Keyring, Marker, sealed_epoch};
use crate::rules::normal::normalise;
use crate::store::{self, WrappedKey};

/// Seals, opens and finds personal values. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    master: RwLock<MasterKey>,
    ring: RwLock<Arc<Keyring>>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(***)")
    }
}

fn key_name(purpose: Purpose, epoch: u32) -> String {
    format!("hearth data key {} {epoch}", purpose.name())
}

impl Vault {
    /// Opens the keys of a database, making the first ones where a purpose has none. It fails when the master key is
    /// not the one they were wrapped with. Needs a transaction that writes.
    pub fn open(tx: &mut Tx<'_>, master: MasterKey) -> Result<Self> {
        let ring = Self::load(tx, &master)?;
        for purpose in Purpose::ALL {
            if ring.epoch(purpose) == 0 {
                Self::make_key(tx, &master, purpose, 1)?;
            }
        }
        let ring = Self::load(tx, &master)?;
        Ok(Self(Arc::new(Inner { master: RwLock::new(master), ring: RwLock::new(Arc::new(ring)) })))
    }

    fn load(tx: &mut Tx<'_>, master: &MasterKey) -> Result<Keyring> {
        let mut ring = Keyring::default();
        for key in store::keys(tx)? {
            let raw = master.unwrap_key(&key_name(key.purpose, key.epoch), &key.wrapped).map_err(fault)?;
            ring.add(key.purpose, key.epoch, raw);
        }
        Ok(ring)
    }

    fn make_key(tx: &mut Tx<'_>, master: &MasterKey, purpose: Purpose, epoch: u32) -> Result<bool> {
        let raw = Zeroizing::new(tx.random());
        let wrapped = master.wrap(&key_name(purpose, epoch), tx.random(), &raw).map_err(fault)?;
        store::add_key(tx, &WrappedKey { purpose, epoch, wrapped })
    }

    pub(crate) fn ring(&self) -> Arc<Keyring> {
        Arc::clone(&self.0.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the keys again; another node may have made one.
    pub fn refresh(&self, tx: &mut Tx<'_>) -> Result<()> {
        let ring = Self::load(tx, &self.0.master.read().unwrap_or_else(PoisonError::into_inner))?;
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
        Ok(())
    }

    /// The epoch whose key seals values of a purpose now.
    pub fn epoch(&self, purpose: Purpose) -> u32 {
        self.ring().epoch(purpose)
    }

    /// Seals a value for a place.
    pub fn seal(&self, tx: &Tx<'_>, place: &Place<'_>, plain: &str) -> Result<Sealed> {
        self.ring().seal(place, tx.random(), plain.as_bytes()).map_err(fault)
    }

    /// Opens a value at its place.
    pub fn open_sealed(&self, tx: &mut Tx<'_>, place: &Place<'_>, sealed: &Sealed) -> Result<Plain> {
        let bytes = match self.ring().open(place, sealed) {
            Err(Closed::UnknownKey(_)) => {
                self.refresh(tx)?;
                self.ring().open(place, sealed)
            }
            opened => opened,
        };
        Plain::from_utf8(bytes.map_err(fault)?)
    }

    /// The blind index of a personal value; equal for values that are equal once normalised.
    pub fn blind(&self, field: Field, value: &str) -> Result<Blind> {
        self.ring().blind(field.name(), &normalise(field, value)).map_err(fault)
    }

    /// The blind index of a text in a space of the caller's own; spaces never match each other.
    pub fn blind_text(&self, space: &str, text: &str) -> Result<Blind> {
        self.ring().blind(space, text).map_err(fault)
    }

    /// What makes marks under one epoch of a purpose; another node may have made its key.
    pub fn marker(&self, tx: &mut Tx<'_>, purpose: Purpose, epoch: u32) -> Result<Marker> {
        if self.epoch(purpose) < epoch {
            self.refresh(tx)?;
        }
        self.ring().marker(purpose, epoch).map_err(fault)
    }

    /// Makes a new key for what is sealed from now on; answers its epoch. What is sealed already opens as before,
    /// until [`crate::reseal`] brings it under the new key.
    pub fn rotate(&self, tx: &mut Tx<'_>, purpose: Purpose) -> Result<u32> {
        let epoch = Self::load(tx, &self.0.master.read().unwrap_or_else(PoisonError::into_inner))?.epoch(purpose);
        if purpose == Purpose::Blind {
            return Ok(epoch);
        }
        Self::make_key(tx, &self.0.master.read().unwrap_or_else(PoisonError::into_inner), purpose, epoch + 1)?;
        let ring = Self::load(tx, &self.0.master.read().unwrap_or_else(PoisonError::into_inner))?;
        let made = ring.epoch(purpose);
        let vault = self.clone();
        tx.on_commit(move || {
            *vault.0.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
        });
        Ok(made)
    }

    /// Wraps every data key under another master key; the old one opens nothing afterwards. Nothing is sealed anew.
    pub fn rewrap(&self, tx: &mut Tx<'_>, master: MasterKey) -> Result<()> {
        for mut key in store::keys(tx)? {
            let name = key_name(key.purpose, key.epoch);
            let raw = self.0.master.read().unwrap_or_else(PoisonError::into_inner).unwrap_key(&name, &key.wrapped);
            key.wrapped = master.wrap(&name, tx.random(), &raw.map_err(fault)?).map_err(fault)?;
            store::rewrap_key(tx, &key)?;
        }
        let vault = self.clone();
        tx.on_commit(move || {
            *vault.0.master.write().unwrap_or_else(PoisonError::into_inner) = master;
        });
        Ok(())
    }

    /// Whether a value is sealed under an older key than the present one.
    pub(crate) fn is_stale(&self, purpose: Purpose, sealed: &Sealed) -> Result<bool> {
        let epoch = sealed_epoch(sealed).ok_or_else(|| fault(NotOurs))?;
        Ok(epoch < self.epoch(purpose))
    }
}
