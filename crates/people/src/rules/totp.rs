//! Codes of a second factor: RFC 6238 with HMAC-SHA-1, six digits, thirty seconds, as every authenticator app reckons
//! them.

use base::{Span, Stamp};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// How long a code holds, as the standard and every app have it.
const STEP: Span = Span(30_000);
/// The letters of base32 (RFC 4648).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The number of the thirty seconds a moment lies in.
pub fn step_of(at: Stamp) -> i64 {
    at.0.div_euclid(STEP.0)
}

/// The code of a step: six digits.
pub fn code(secret: &[u8], step: i64) -> String {
    // An HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = hash.last().map_or(0, |it| usize::from(it & 0x0f));
    let four = hash.iter().skip(offset).take(4).fold(0_u32, |all, it| (all << 8) | u32::from(*it));
    format!("{:06}", (four & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code was typed, within the drift of clocks. A step up to the last one that was used is never taken
/// again: whoever looked over a shoulder comes too late.
pub fn accepted(secret: &[u8], typed: &str, now: Stamp, drift: Span, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    let (present, drift) = (step_of(now), drift.0 / STEP.0);
    let right = |step: &i64| bool::from(code(secret, *step).as_bytes().ct_eq(typed.as_bytes()));
    (present - drift..=present + drift).filter(|it| *it > last_step).find(right)
}

/// Bytes as letters that can be typed.
pub fn base32(bytes: &[u8]) -> String {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    let bits: Vec<u8> = bits.collect();
    let letter = |five: &[u8]| {
        let value = five.iter().fold(0, |all, it| all << 1 | it) << (5 - five.len());
        LETTERS.get(usize::from(value)).map(|it| char::from(*it))
    };
    bits.chunks(5).filter_map(letter).collect()
}

/// What an authenticator app reads from the picture.
pub fn address(organisation: &str, login: &str, secret: &[u8]) -> String {
    let (issuer, account) = (escaped(organisation), escaped(login));
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", base32(secret))
}

/// Text within an address: everything but letters and digits is written as bytes.
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

/// Letters that are not mistaken for each other when read aloud or typed.
const CODE_LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// A recovery code: sixteen letters in groups, eighty bits of chance.
pub fn recovery_code(chance: [u8; 16]) -> String {
    let letters = chance.iter().filter_map(|it| CODE_LETTERS.get(usize::from(it & 31)));
    let letters: String = letters.map(|it| char::from(*it)).collect();
    letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// A recovery code as it is hashed, however it was typed; nothing for what cannot be one.
pub fn normal_recovery(typed: &str) -> Option<String> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    (letters.len() == 16).then_some(letters)
}
