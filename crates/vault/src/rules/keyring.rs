//! The unwrapped keys in memory, and the sealing of values with them.

use std::collections::BTreeMap;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::cipher::{Cipher, KEY, KeyBytes, NONCE, NotOurs};
use crate::model::{Blind, Place, Purpose, Sealed};

/// The first byte of every sealed value.
const VERSION: u8 = 1;
/// Version and epoch.
const HEAD: usize = 5;
/// Bytes of an HMAC that are kept as blind index.
const BLIND: usize = 16;

/// Why a value cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// Its key is not on this ring; another node may have made it since.
    #[error("the key of epoch {0} is not known here")]
    UnknownKey(u32),
    /// It was not sealed here.
    #[error(transparent)]
    NotOurs(#[from] NotOurs),
}

/// One unwrapped key.
#[derive(Clone)]
struct Key {
    raw: KeyBytes,
    cipher: Cipher,
}

/// All unwrapped keys. Cheap to share; replaced whole when a key is added.
#[derive(Clone, Default)]
pub struct Keyring {
    keys: BTreeMap<(Purpose, u32), Key>,
    blind: Option<Hmac<Sha256>>,
}

impl Keyring {
    /// Adds a key; the highest epoch of a purpose seals from now on.
    pub fn add(&mut self, purpose: Purpose, epoch: u32, raw: KeyBytes) {
        if purpose == Purpose::Blind {
            // An HMAC takes a key of any length, so this always succeeds.
            self.blind = Hmac::new_from_slice(raw.as_slice()).ok();
        }
        let cipher = Cipher::new(&raw);
        self.keys.insert((purpose, epoch), Key { raw, cipher });
    }

    /// The epoch that seals now; 0 when the purpose has no key yet.
    pub fn epoch(&self, purpose: Purpose) -> u32 {
        self.keys.range((purpose, 0)..=(purpose, u32::MAX)).next_back().map_or(0, |(it, _)| it.1)
    }

    fn key(&self, purpose: Purpose, epoch: u32) -> Result<&Key, Closed> {
        self.keys.get(&(purpose, epoch)).ok_or(Closed::UnknownKey(epoch))
    }

    /// Seals a value for a place with a fresh nonce.
    pub fn seal(&self, place: &Place<'_>, nonce: [u8; NONCE], plain: &[u8]) -> Result<Sealed, Closed> {
        let epoch = self.epoch(place.purpose);
        let key = self.key(place.purpose, epoch)?;
        let mut bytes = Vec::with_capacity(HEAD + NONCE + plain.len() + super::cipher::TAG);
        bytes.push(VERSION);
        bytes.extend_from_slice(&epoch.to_be_bytes());
        let bound = bound(&bytes, place);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(plain);
        key.cipher.seal(nonce, &bound, &mut bytes, HEAD + NONCE)?;
        Ok(Sealed(bytes))
    }

    /// Opens a value at its place.
    pub fn open(&self, place: &Place<'_>, sealed: &Sealed) -> Result<Vec<u8>, Closed> {
        let (head, rest) = sealed.0.split_at_checked(HEAD).ok_or(NotOurs)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(NotOurs)?;
        let key = self.key(place.purpose, sealed_epoch(sealed).ok_or(NotOurs)?)?;
        Ok(key.cipher.open(*nonce, &bound(head, place), body)?)
    }

    /// The key of one file, derived from a data key, the file's salt and its place.
    pub fn file_key(&self, place: &Place<'_>, epoch: u32, salt: &[u8]) -> Result<Cipher, Closed> {
        let key = self.key(place.purpose, epoch)?;
        let mut raw = Zeroizing::new([0; KEY]);
        Hkdf::<Sha256>::new(Some(salt), key.raw.as_slice())
            .expand(&place.bind(), raw.as_mut_slice())
            .map_err(|_| NotOurs)?;
        Ok(Cipher::new(&raw))
    }

    /// What makes marks under the key of one epoch of a purpose.
    pub fn marker(&self, purpose: Purpose, epoch: u32) -> Result<Marker, Closed> {
        let key = self.key(purpose, epoch)?;
        let mut mac: Hmac<Sha256> = Hmac::new_from_slice(key.raw.as_slice()).map_err(|_| NotOurs)?;
        mac.update(b"mark\0");
        Ok(Marker(mac))
    }

    /// The blind index of a normalised value within a space; spaces never match each other.
    pub fn blind(&self, space: &str, normalised: &str) -> Result<Blind, Closed> {
        let mut mac = self.blind.clone().ok_or(Closed::UnknownKey(0))?;
        mac.update(space.as_bytes());
        mac.update(&[0]);
        mac.update(normalised.as_bytes());
        let whole = mac.finalize().into_bytes();
        let (kept, _) = whole.split_at_checked(BLIND).ok_or(NotOurs)?;
        Ok(Blind(base::text::hex(kept)))
    }
}

/// Makes marks: short blind numbers of texts, equal for equal texts under one key and telling nothing without it.
#[derive(Clone)]
pub struct Marker(Hmac<Sha256>);

impl std::fmt::Debug for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Marker(***)")
    }
}

impl Marker {
    /// The mark of a text: 64 bits, so that two texts hardly ever share one; what is found is looked at anyway.
    pub fn mark(&self, text: &str) -> i64 {
        let mut mac = self.0.clone();
        mac.update(text.as_bytes());
        let whole = mac.finalize().into_bytes();
        whole.first_chunk::<8>().map_or(0, |it| i64::from_be_bytes(*it))
    }
}

fn bound(head: &[u8], place: &Place<'_>) -> Vec<u8> {
    let mut bound = head.to_vec();
    bound.extend_from_slice(&place.bind());
    bound
}

/// The epoch a sealed value names; `None` when it is not one of ours.
pub fn sealed_epoch(sealed: &Sealed) -> Option<u32> {
    let (head, _) = sealed.0.split_first_chunk::<HEAD>()?;
    let (version, epoch) = head.split_first_chunk::<1>()?;
    if *version != [VERSION] {
        return None;
    }
    epoch.first_chunk::<4>().map(|it| u32::from_be_bytes(*it))
}
