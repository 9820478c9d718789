//! WeChat official accounts (微信公众号), as their public documentation describes them.
//!
//! Tested against a simulator of the platform only ([`crate::platform`]), never against the platform itself.

pub mod client;
pub mod inbound;
pub mod seal;
pub mod xml;

use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;

/// The signature of parts: the SHA-1 of them in order, in hexadecimal.
pub(crate) fn signature(parts: &[&str]) -> String {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable();
    base::text::hex(&Sha1::digest(sorted.concat()))
}

/// Whether the platform signed these parts.
pub(crate) fn is_signed(parts: &[&str], given: &str) -> bool {
    signature(parts).as_bytes().ct_eq(given.as_bytes()).into()
}
