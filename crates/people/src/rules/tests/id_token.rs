use base::{Span, Stamp};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as B64;
use hmac::{KeyInit as _, Mac as _};
use proptest::prelude::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use crate::rules::id_token::{Claims, Expected, Flaw, Key, check};

const NOW: Stamp = Stamp(1_772_449_260_000);

/// Made by `openssl`, so that not everything here was made by what is tested; its private key was thrown away.
const RSA: &str = "2H5hnrWvKXIkhwsoSAIFCOG2ZV5RJR0m7cTq4RgJBYW7EtnEOFe09asPBBjLU2C7t3XEmis-V6agS46XfPDYD967kL6b_s3kSzxsRZxpTZ_IzG9kfH0f-707wdyuHVZqpnTsfDi4fSNU2InFVSL4WLj8oH_Bt6LmArKkNbHhkCqfo0AjUbWeM_hDW_njVzxICzdlAFw3PHw6egpbwKw2_FjBAoDn7zSuH-MY7T-2t8qt5w394gNsBcemyyvAuqZNP-u9rofHwT-d0IXesRetc7jFkKAMTbafq-uApia9WcecHA8SM8f7nvcvRh8v51wbEfzv5rRCFulaTQIx_xbDSQ";
const BY_RSA: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUuY29tIiwic3ViIjoiMjQ4Mjg5NzYxMDAxIiwiYXVkIjoiaGVhcnRoIiwiZXhwIjoxNzcyNDQ5ODAwLCJpYXQiOjE3NzI0NDkyMDAsIm5vbmNlIjoibi0wUzZfV3pBMk1qIn0.Q654J0IjZOM2gZECVAuXK_WFS-Bmas2SsUZ29tnc3nV89QrwvFGtYonEB_Jj5gIXO4HUfP_NCoQrHArMcEpD5ayV_NWoL2CYYDImkjqM5cZ73UsGLvRRXAuc5cKY62vUFiR8s1E2xyRzPG-4WqjAp8hH3zcX08U4pPhszrgvs1Ba8h_8cRUrW9-rC9qTDq4aanbGNlTtjMlWIq22RMX09KFJZqub9ivkainKt8RIRH5pN62YxyoRp9h8v3L8et3NzVN-oPGdn_plzfUZZ1jQekNXe_V6rypfor_5sFYsKfEJhIx01WZ1HJPVDFtL2BaTp6aHuR2aJxL7B38STeC4pg";

fn expected() -> Expected<'static> {
    Expected { issuer: "https://id.example.com", client: "hearth", nonce: "n-0S6_WzA2Mj", now: NOW, skew: Span::MINUTE }
}

fn rsa() -> Key {
    Key {
        kid: Some("rsa-1".to_owned()),
        kty: "RSA".to_owned(),
        n: Some(RSA.to_owned()),
        e: Some("AQAB".to_owned()),
        ..Key::default()
    }
}

/// A provider's own key.
struct Signer {
    pair: EcdsaKeyPair,
    kid: &'static str,
}

impl Signer {
    fn new(kid: &'static str) -> Self {
        let chance = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &chance).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &chance).unwrap();
        Self { pair, kid }
    }

    fn key(&self) -> Key {
        let point = self.pair.public_key().as_ref();
        Key {
            kid: Some(self.kid.to_owned()),
            kty: "EC".to_owned(),
            crv: Some("P-256".to_owned()),
            x: Some(B64.encode(&point[1..33])),
            y: Some(B64.encode(&point[33..])),
            ..Key::default()
        }
    }

    fn sign(&self, head: &Value, claims: &Value) -> String {
        let text = unsigned(head, claims);
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", B64.encode(signature.as_ref()))
    }
}

fn unsigned(head: &Value, claims: &Value) -> String {
    format!("{}.{}", B64.encode(head.to_string()), B64.encode(claims.to_string()))
}

fn right() -> Value {
    json!({ "iss": "https://id.example.com", "sub": "u-1", "aud": "hearth", "exp": NOW.0 / 1000 + 300,
        "iat": NOW.0 / 1000, "nonce": "n-0S6_WzA2Mj", "email": "a@example.com" })
}

fn with(field: &str, value: Value) -> Value {
    let mut claims = right();
    claims[field] = value;
    claims
}

#[test]
fn a_token_that_another_program_signed_is_read() {
    let claims = check(BY_RSA, &[rsa()], &expected()).unwrap();
    assert_eq!(claims.sub, "248289761001");
}

#[test]
fn every_claim_that_is_wrong_is_found() {
    let signer = Signer::new("k1");
    let (head, seconds) = (json!({ "alg": "ES256", "kid": "k1" }), NOW.0 / 1000);
    let cases: Vec<(Value, Result<(), Flaw>)> = vec![
        (right(), Ok(())),
        (with("iss", json!("https://id.example.com/")), Err(Flaw::Issuer)),
        (with("iss", json!("https://evil.example.com")), Err(Flaw::Issuer)),
        (with("aud", json!("another")), Err(Flaw::Audience)),
        (with("aud", json!(["another", "third"])), Err(Flaw::Audience)),
        (with("aud", json!(["hearth"])), Ok(())),
        (with("aud", json!(["hearth", "another"])), Err(Flaw::Party)),
        (with("azp", json!("another")), Err(Flaw::Party)),
        (with("azp", json!("hearth")), Ok(())),
        (with("exp", json!(seconds - 59)), Ok(())),
        (with("exp", json!(seconds - 60)), Err(Flaw::Expired)),
        (with("exp", json!("soon")), Err(Flaw::Malformed)),
        (with("iat", json!(seconds + 60)), Ok(())),
        (with("iat", json!(seconds + 61)), Err(Flaw::NotYet)),
        (with("nbf", json!(seconds + 61)), Err(Flaw::NotYet)),
        (with("nonce", json!("of another sign-in")), Err(Flaw::Nonce)),
        (with("nonce", Value::Null), Err(Flaw::Nonce)),
        (with("sub", json!("")), Err(Flaw::Subject)),
        (with("sub", json!("x".repeat(256))), Err(Flaw::Subject)),
        (with("sub", Value::Null), Err(Flaw::Malformed)),
    ];
    for (claims, found) in cases {
        let told = check(&signer.sign(&head, &claims), &[signer.key()], &expected()).map(drop);
        assert_eq!(told, found, "{claims}");
    }
}

#[test]
fn a_token_is_believed_only_under_a_published_key_and_two_ways_of_signing() {
    let (signer, other) = (Signer::new("k1"), Signer::new("k1"));
    let sign = |head: Value| signer.sign(&head, &right());
    let keys = [signer.key(), rsa()];
    let told = |token: &str| check(token, &keys, &expected()).map(drop);
    assert_eq!(told(&sign(json!({ "alg": "ES256", "kid": "k1" }))), Ok(()));
    assert_eq!(told(&sign(json!({ "alg": "ES256" }))), Ok(()), "one key of this kind, so no name is needed");
    assert_eq!(told(&sign(json!({ "alg": "ES256", "kid": "k2" }))), Err(Flaw::UnknownKey));
    assert_eq!(
        told(&sign(json!({ "alg": "RS256", "kid": "k1" }))),
        Err(Flaw::UnknownKey),
        "the key is of another kind"
    );
    assert_eq!(told(&sign(json!({ "alg": "ES384", "kid": "k1" }))), Err(Flaw::Algorithm));
    assert_eq!(told(&sign(json!({ "alg": "ES256", "kid": "k1", "crit": ["b64"] }))), Err(Flaw::Algorithm));
    let by_other = other.sign(&json!({ "alg": "ES256", "kid": "k1" }), &right());
    assert_eq!(told(&by_other), Err(Flaw::Signature));
    let nothing = unsigned(&json!({ "alg": "none" }), &right());
    assert_eq!(told(&format!("{nothing}.")), Err(Flaw::Algorithm));
    assert_eq!(told(&nothing), Err(Flaw::Malformed));
    let twice = [signer.key(), Key { kid: Some("k2".to_owned()), ..other.key() }];
    let nameless = sign(json!({ "alg": "ES256" }));
    assert_eq!(check(&nameless, &twice, &expected()).map(drop), Err(Flaw::UnknownKey), "which of two is not guessed");
}

#[test]
fn a_published_key_never_serves_as_a_shared_secret() {
    let text = unsigned(&json!({ "alg": "HS256", "kid": "rsa-1" }), &right());
    for secret in [B64.decode(RSA).unwrap(), RSA.as_bytes().to_vec()] {
        let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(&secret).unwrap();
        mac.update(text.as_bytes());
        let token = format!("{text}.{}", B64.encode(mac.finalize().into_bytes()));
        assert_eq!(check(&token, &[rsa()], &expected()).map(drop), Err(Flaw::Algorithm));
    }
}

#[test]
fn a_key_for_something_else_signs_nothing() {
    let signer = Signer::new("k1");
    let token = signer.sign(&json!({ "alg": "ES256", "kid": "k1" }), &right());
    let told = |key: Key| check(&token, &[key], &expected()).map(drop);
    assert_eq!(told(Key { purpose: Some("enc".to_owned()), ..signer.key() }), Err(Flaw::UnknownKey));
    assert_eq!(told(Key { alg: Some("ES512".to_owned()), ..signer.key() }), Err(Flaw::UnknownKey));
    assert_eq!(told(Key { crv: Some("P-384".to_owned()), ..signer.key() }), Err(Flaw::UnknownKey));
    assert_eq!(told(Key { purpose: Some("sig".to_owned()), ..signer.key() }), Ok(()));
}

proptest! {
    #[test]
    fn no_text_breaks_the_reading(text in "\\PC{0,200}", parts in proptest::collection::vec("[A-Za-z0-9_-]{0,40}", 0..5)) {
        let keys = [rsa()];
        prop_assert!(check(&text, &keys, &expected()).is_err());
        prop_assert!(check(&parts.join("."), &keys, &expected()).is_err());
    }

    #[test]
    fn a_token_in_which_anything_was_changed_is_not_believed(at in 0usize..700, letter in "[A-Za-z0-9_-]") {
        let mut changed = BY_RSA.to_owned();
        let at = at.min(changed.len() - 2);
        changed.replace_range(at..=at, &letter);
        let told: Result<Claims, Flaw> = check(&changed, &[rsa()], &expected());
        prop_assert_eq!(told.is_ok(), changed == BY_RSA);
    }
}
