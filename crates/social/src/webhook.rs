//! Signed webhooks, by the Standard Webhooks scheme (version 1): whoever knows the secret can prove who sent what and when.

use std::time::Duration;

use base::Stamp;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// The name of the header with the message's id.
pub const ID: &str = "webhook-id";
/// The name of the header with the moment of sending, in seconds.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The name of the header with the signatures.
pub const SIGNATURE: &str = "webhook-signature";

/// Why a message is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotProved {
    /// A header is missing or unreadable.
    #[error("a header of the signature is missing or unreadable")]
    Headers,
    /// It was sent too long ago, or in the future: perhaps a recording.
    #[error("the message was sent too long ago, or in the future")]
    Time,
    /// No signature fits.
    #[error("no signature fits")]
    Signature,
}

/// A secret is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret is whsec_ and 24 to 64 bytes in base64")]
pub struct NoSecret;

/// One secret, or several while they are changed: the first one signs, all of them are believed.
#[derive(Clone)]
pub struct Secrets(Vec<Vec<u8>>);

impl Secrets {
    /// Reads secrets that stand apart by spaces: `whsec_…` each.
    pub fn read(text: &str) -> Result<Self, NoSecret> {
        let one = |it: &str| {
            let raw = BASE64_STANDARD.decode(it.strip_prefix("whsec_").ok_or(NoSecret)?).map_err(|_| NoSecret)?;
            if (24..=64).contains(&raw.len()) { Ok(raw) } else { Err(NoSecret) }
        };
        let all = text.split_whitespace().map(one).collect::<Result<Vec<_>, _>>()?;
        if all.is_empty() { Err(NoSecret) } else { Ok(Self(all)) }
    }

    /// A new secret of fresh randomness, as text.
    pub fn make(raw: [u8; 32]) -> String {
        format!("whsec_{}", BASE64_STANDARD.encode(raw))
    }

    /// The value of [`SIGNATURE`]: one signature of every secret, so that the other side can change its own when it likes.
    pub fn sign(&self, id: &str, at: Stamp, body: &[u8]) -> String {
        let all =
            self.0.iter().map(|it| format!("v1,{}", BASE64_STANDARD.encode(signature(it, id, seconds(at), body))));
        all.collect::<Vec<_>>().join(" ")
    }

    /// Proves a message by its headers. What is proved can still come twice within the tolerance: its id tells.
    pub fn prove(&self, headers: &Headers<'_>, body: &[u8], now: Stamp, tolerance: Duration) -> Result<(), NotProved> {
        let plain =
            !headers.id.is_empty() && headers.id.len() <= 200 && headers.id.chars().all(|it| it.is_ascii_graphic());
        let at: i64 = headers.timestamp.parse().map_err(|_| NotProved::Headers)?;
        if !plain {
            return Err(NotProved::Headers);
        }
        let apart = seconds(now).abs_diff(at);
        if apart > tolerance.as_secs() {
            return Err(NotProved::Time);
        }
        let given = headers.signatures.split_whitespace().filter_map(|it| it.strip_prefix("v1,"));
        let given: Vec<_> = given.take(10).filter_map(|it| BASE64_STANDARD.decode(it).ok()).collect();
        // Every secret is tried against every signature, so that the time tells nothing.
        let mut proved = subtle::Choice::from(0);
        for secret in &self.0 {
            let ours = signature(secret, headers.id, at, body);
            for theirs in &given {
                proved |= ours.ct_eq(theirs);
            }
        }
        if proved.into() { Ok(()) } else { Err(NotProved::Signature) }
    }
}

/// The headers that prove a message.
#[derive(Debug, Clone, Copy)]
pub struct Headers<'a> {
    /// The value of [`ID`].
    pub id: &'a str,
    /// The value of [`TIMESTAMP`].
    pub timestamp: &'a str,
    /// The value of [`SIGNATURE`].
    pub signatures: &'a str,
}

/// The value of [`TIMESTAMP`].
pub fn seconds(at: Stamp) -> i64 {
    at.0.div_euclid(1000)
}

fn signature(secret: &[u8], id: &str, at: i64, body: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return Vec::new() };
    mac.update(format!("{id}.{at}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().to_vec()
}
