//! AES-256-GCM as we use it: one key, a nonce for each message, the place as bound data.

use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::{AeadInOut as _, Aes256Gcm, KeyInit as _, Nonce, Tag};
use zeroize::Zeroizing;

/// Bytes of a key.
pub const KEY: usize = 32;
/// Bytes of a nonce.
pub const NONCE: usize = 12;
/// Bytes of a seal.
pub const TAG: usize = 16;

/// A key as it lies in memory; wiped when dropped.
pub type KeyBytes = Zeroizing<[u8; KEY]>;

/// The value is not what was sealed here: another key, another place, or changed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open: wrong key, wrong place, or changed bytes")]
pub struct NotOurs;

/// A key made ready for use.
#[derive(Clone)]
pub struct Cipher(Aes256Gcm);

impl Cipher {
    /// Makes a key ready.
    pub fn new(key: &KeyBytes) -> Self {
        Self(Aes256Gcm::new(&(**key).into()))
    }

    /// Seals `bytes` where they stand and appends the seal. A nonce must never be used twice under one key.
    pub fn seal(&self, nonce: [u8; NONCE], bound: &[u8], bytes: &mut Vec<u8>, from: usize) -> Result<(), NotOurs> {
        let body = bytes.get_mut(from..).ok_or(NotOurs)?;
        let tag =
            self.0.encrypt_inout_detached(&Nonce::from(nonce), bound, InOutBuf::from(body)).map_err(|_| NotOurs)?;
        bytes.extend_from_slice(&tag);
        Ok(())
    }

    /// Opens what [`Cipher::seal`] made, seal included.
    pub fn open(&self, nonce: [u8; NONCE], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, NotOurs> {
        let (body, tag) = sealed.split_at_checked(sealed.len().wrapping_sub(TAG)).ok_or(NotOurs)?;
        let tag = Tag::try_from(tag).map_err(|_| NotOurs)?;
        let mut bytes = body.to_vec();
        self.0
            .decrypt_inout_detached(&Nonce::from(nonce), bound, InOutBuf::from(bytes.as_mut_slice()), &tag)
            .map_err(|_| NotOurs)?;
        Ok(bytes)
    }
}
