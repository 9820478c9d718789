//! Whether an id token was made by a provider, for us, for this sign-in, and holds now (OpenID Connect Core 3.1.3.7).
//!
//! Only RS256 and ES256 with a key that the provider publishes are believed: never `none`, and never a shared secret,
//! since a published key would then serve as one.

use base::{Span, Stamp};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Longer tokens are not read.
const LONGEST: usize = 64 * 1024;
/// Letters of a `sub` at most, as OpenID Connect says.
const LONGEST_SUBJECT: usize = 255;

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is no signed token at all.
    #[error("malformed")]
    Malformed,
    /// It is signed in a way that is not believed, or not signed.
    #[error("algorithm")]
    Algorithm,
    /// The provider publishes no key of this name.
    #[error("unknown key")]
    UnknownKey,
    /// The signature is wrong.
    #[error("signature")]
    Signature,
    /// Another issuer made it.
    #[error("issuer")]
    Issuer,
    /// It is meant for another program.
    #[error("audience")]
    Audience,
    /// It was given to another program.
    #[error("authorised party")]
    Party,
    /// It is over.
    #[error("expired")]
    Expired,
    /// It is not valid yet: one of the two clocks is wrong.
    #[error("not yet valid")]
    NotYet,
    /// It belongs to another sign-in.
    #[error("nonce")]
    Nonce,
    /// It names nobody.
    #[error("subject")]
    Subject,
}

/// A key that a provider publishes (RFC 7517). What is of no use here is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Key {
    /// Its name.
    pub kid: Option<String>,
    /// `RSA` or `EC`.
    pub kty: String,
    /// The only way of signing it serves for.
    pub alg: Option<String>,
    /// What it is for; `sig` when it signs.
    #[serde(rename = "use")]
    pub purpose: Option<String>,
    /// The curve of an `EC` key.
    pub crv: Option<String>,
    /// Modulus of an `RSA` key.
    pub n: Option<String>,
    /// Exponent of an `RSA` key.
    pub e: Option<String>,
    /// Point of an `EC` key.
    pub x: Option<String>,
    /// Point of an `EC` key.
    pub y: Option<String>,
}

/// What a token has to say.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Who makes it.
    pub issuer: &'a str,
    /// For whom: our name at the provider.
    pub client: &'a str,
    /// What we sent along when this sign-in began.
    pub nonce: &'a str,
    /// The moment.
    pub now: Stamp,
    /// How far the provider's clock may be off.
    pub skew: Span,
}

/// What a provider says of somebody.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Claims {
    iss: String,
    /// Who it is, for this provider and for ever.
    pub sub: String,
    aud: Audience,
    azp: Option<String>,
    /// Seconds.
    exp: i64,
    /// Seconds.
    iat: i64,
    /// Seconds.
    nbf: Option<i64>,
    nonce: Option<String>,
    /// By what means they proved who they are (RFC 8176).
    #[serde(default)]
    pub amr: Vec<String>,
    /// How surely.
    pub acr: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

/// What a token says, when everything about it is right.
pub fn check(token: &str, keys: &[Key], expected: &Expected<'_>) -> Result<Claims, Flaw> {
    let claims: Claims = part(signed(token, keys)?)?;
    let several = match &claims.aud {
        Audience::One(one) => std::slice::from_ref(one),
        Audience::Several(all) => all,
    };
    let now = expected.now;
    let at = |seconds: i64| Stamp(seconds.saturating_mul(1000));
    let flaws = [
        (claims.iss != expected.issuer, Flaw::Issuer),
        (!several.iter().any(|it| it == expected.client), Flaw::Audience),
        (several.len() > 1 && claims.azp.is_none(), Flaw::Party),
        (claims.azp.as_deref().is_some_and(|it| it != expected.client), Flaw::Party),
        (now >= at(claims.exp) + expected.skew, Flaw::Expired),
        (at(claims.iat) > now + expected.skew, Flaw::NotYet),
        (claims.nbf.is_some_and(|it| at(it) > now + expected.skew), Flaw::NotYet),
        (claims.nonce.as_deref() != Some(expected.nonce), Flaw::Nonce),
        (claims.sub.is_empty() || claims.sub.chars().count() > LONGEST_SUBJECT, Flaw::Subject),
    ];
    flaws.into_iter().find(|it| it.0).map_or(Ok(claims), |it| Err(it.1))
}

/// The body of a token whose signature is that of one of the keys.
fn signed<'a>(token: &'a str, keys: &[Key]) -> Result<&'a str, Flaw> {
    let mut parts = token.split('.');
    let (Some(head), Some(body), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Flaw::Malformed);
    };
    if token.len() > LONGEST {
        return Err(Flaw::Malformed);
    }
    let Head { alg, kid, crit } = part(head)?;
    let kind = match alg.as_str() {
        "RS256" => "RSA",
        "ES256" => "EC",
        _ => return Err(Flaw::Algorithm),
    };
    if crit.is_some() {
        return Err(Flaw::Algorithm);
    }
    let fits = |it: &&Key| {
        it.kty == kind
            && it.purpose.as_deref().is_none_or(|it| it == "sig")
            && it.alg.as_ref().is_none_or(|it| *it == alg)
            && (kid.is_none() || it.kid == kid)
    };
    // Without a name there has to be no choice.
    let mut fitting = keys.iter().filter(fits);
    let (Some(key), None) = (fitting.next(), fitting.next()) else { return Err(Flaw::UnknownKey) };
    let signature = bytes(signature)?;
    let text = token.get(..head.len() + 1 + body.len()).ok_or(Flaw::Malformed)?;
    if is_right(key, text.as_bytes(), &signature)? { Ok(body) } else { Err(Flaw::Signature) }
}

fn is_right(key: &Key, text: &[u8], signature: &[u8]) -> Result<bool, Flaw> {
    let number = |it: &Option<String>| bytes(it.as_deref().ok_or(Flaw::UnknownKey)?).map_err(|_| Flaw::UnknownKey);
    if key.kty == "RSA" {
        let key = RsaPublicKeyComponents { n: number(&key.n)?, e: number(&key.e)? };
        return Ok(key.verify(&RSA_PKCS1_2048_8192_SHA256, text, signature).is_ok());
    }
    if key.crv.as_deref() != Some("P-256") {
        return Err(Flaw::UnknownKey);
    }
    let point = [vec![4], number(&key.x)?, number(&key.y)?].concat();
    Ok(UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(text, signature).is_ok())
}

fn bytes(text: &str) -> Result<Vec<u8>, Flaw> {
    BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| Flaw::Malformed)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, Flaw> {
    serde_json::from_slice(&bytes(text)?).map_err(|_| Flaw::Malformed)
}
