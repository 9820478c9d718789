//! Passwords: argon2id, one at a time.
//!
//! A hash takes about 20 ms and 19 MiB. One runs at a time, on a thread that may be kept busy, and only so many may
//! wait; whoever signs in at a rush hour waits a moment, and everybody else's work goes on.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use base::{Failure, Result, fault};
use tokio::sync::Semaphore;

/// Memory in KiB and passes: the lower of the two settings that OWASP recommends.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
/// So many may wait; with one hash at a time the last of them waits about two seconds.
const WAITING: usize = 64;

/// A hash of nothing anybody knows, looked at when a login is unknown, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$aGVhcnRoOiBub2JvZHkgIA$bm8gcGFzc3dvcmQgb2YgYW55Ym9keSBpcyBsaWtlIGk";

/// Hashes and compares passwords.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

struct Inner {
    gate: Arc<Semaphore>,
    waiting: AtomicUsize,
    argon: Argon2<'static>,
}

impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hasher")
    }
}

impl Hasher {
    /// With the parameters of this program.
    pub fn new() -> Result<Self> {
        Ok(Self(Arc::new(Inner { gate: Arc::new(Semaphore::new(1)), waiting: AtomicUsize::new(0), argon: argon()? })))
    }

    /// The PHC text of a password; `salt` is fresh randomness.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String> {
        self.alone(move |argon| hash_with(argon, &password, salt)).await
    }

    /// Whether a password is the one that was hashed. Without a hash it takes as long and is never right.
    pub async fn is_right(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.alone(move |argon| {
            let known = hash.is_some();
            let text = hash.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&text).map_err(|it| fault(it.to_string()))?;
            Ok(argon.verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.0.waiting.fetch_add(1, Ordering::SeqCst) >= WAITING {
            self.0.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Failure::Busy);
        }
        let place = Waiting(Arc::clone(&self.0));
        let permit = Arc::clone(&place.0.gate).acquire_owned().await.map_err(fault)?;
        // Both go along: when the request is given up meanwhile, the next one still waits for this one to end.
        let alone = move || {
            let done = work(&place.0.argon);
            drop(permit);
            done
        };
        tokio::task::spawn_blocking(alone).await.map_err(fault)?
    }
}

/// A place in the queue; given back also when the request is given up.
struct Waiting(Arc<Inner>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|it| fault(it.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_with(argon: &Argon2<'_>, password: &str, salt: [u8; 16]) -> Result<String> {
    let hash = argon.hash_password_with_salt(password.as_bytes(), &salt).map_err(|it| fault(it.to_string()))?;
    Ok(hash.to_string())
}

/// [`Hasher::hash`] for the command line, where nothing else runs.
pub fn hash_now(password: &str, salt: [u8; 16]) -> Result<String> {
    hash_with(&argon()?, password, salt)
}
