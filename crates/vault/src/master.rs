//! The master key: the one secret outside the database.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

use base::Random;
use zeroize::Zeroizing;

use crate::rules::cipher::{Cipher, KEY, KeyBytes, NONCE, NotOurs};
use crate::rules::hex;

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum BadMasterKey {
    /// The text is not a key.
    #[error("a master key is 64 hexadecimal letters (32 bytes)")]
    NotAKey,
    /// The file cannot be read or made.
    #[error("master key {path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database holds data sealed under another master key.
    #[error(
        "this master key does not open the keys of this database; restore the right master.key or HEARTH_MASTER_KEY"
    )]
    Wrong,
}

/// The key that wraps the data keys. Never printed.
pub struct MasterKey(Cipher);

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(***)")
    }
}

impl MasterKey {
    /// From the 64 hexadecimal letters of `HEARTH_MASTER_KEY`, or of the key file.
    pub fn from_text(text: &str) -> Result<Self, BadMasterKey> {
        let raw = hex::decode::<KEY>(text.trim()).ok_or(BadMasterKey::NotAKey)?;
        Ok(Self(Cipher::new(&Zeroizing::new(raw))))
    }

    /// Reads the key file; makes one that only its owner can read (mode 0600) when there is none.
    pub fn load_or_make(path: &Path, random: &mut dyn Random) -> Result<Self, BadMasterKey> {
        let bad = |source| BadMasterKey::File { path: path.display().to_string(), source };
        if !path.try_exists().map_err(bad)? {
            return Self::make(path, random).map_err(bad);
        }
        let mut text = Zeroizing::new(String::new());
        File::open(path).and_then(|mut it| it.read_to_string(&mut text)).map_err(bad)?;
        Self::from_text(&text)
    }

    fn make(path: &Path, random: &mut dyn Random) -> std::io::Result<Self> {
        let mut raw: KeyBytes = Zeroizing::new([0; KEY]);
        random.fill(raw.as_mut_slice());
        let text = Zeroizing::new(base::text::hex(raw.as_slice()));
        let mut file = private_file(path)?;
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        Ok(Self(Cipher::new(&raw)))
    }

    /// Wraps a data key under a name (its purpose and epoch).
    pub(crate) fn wrap(&self, name: &str, nonce: [u8; NONCE], key: &KeyBytes) -> Result<Vec<u8>, NotOurs> {
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(key.as_slice());
        self.0.seal(nonce, name.as_bytes(), &mut bytes, NONCE)?;
        Ok(bytes)
    }

    /// Unwraps a data key.
    pub(crate) fn unwrap_key(&self, name: &str, wrapped: &[u8]) -> Result<KeyBytes, BadMasterKey> {
        let (nonce, body) = wrapped.split_first_chunk::<NONCE>().ok_or(BadMasterKey::Wrong)?;
        let raw = Zeroizing::new(self.0.open(*nonce, name.as_bytes(), body).map_err(|_| BadMasterKey::Wrong)?);
        let raw: [u8; KEY] = raw.as_slice().try_into().map_err(|_| BadMasterKey::Wrong)?;
        Ok(Zeroizing::new(raw))
    }
}

#[cfg(unix)]
fn private_file(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
