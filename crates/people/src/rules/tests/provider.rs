use proptest::prelude::*;
use serde_json::{Value, json};

use crate::rules::provider::{Begun, address, is_allowed, is_strong, lacks, logins};

fn said(claims: Value) -> serde_json::Map<String, Value> {
    serde_json::from_value(claims).unwrap()
}

#[test]
fn only_addresses_by_tls_are_asked_and_this_machine_where_that_was_switched_on() {
    for (address, always, trying) in [
        ("https://id.example.com/realms/a", true, true),
        ("https://id.example.com:8443", true, true),
        ("http://127.0.0.1:8200/x", false, true),
        ("http://localhost", false, true),
        ("http://[::1]:9/x", false, true),
        ("http://id.example.com", false, false),
        ("http://127.0.0.1.evil.example", false, false),
        ("http://127.0.0.1@evil.example", false, false),
        ("https://user@id.example.com", false, false),
        ("https://id.example.com#part", false, false),
        ("https://", false, false),
        ("https:///x", false, false),
        ("https://a b", false, false),
        ("https://id.example.com\\@evil.example", false, false),
        ("file:///etc/passwd", false, false),
        ("ftp://127.0.0.1", false, false),
        ("", false, false),
    ] {
        assert_eq!((is_allowed(address, false), is_allowed(address, true)), (always, trying), "{address}");
    }
}

#[test]
fn an_email_address_counts_only_when_it_was_verified_and_lies_in_the_domain() {
    let mail = |verified: Value| said(json!({ "email": "Li.Na@Example.com", "email_verified": verified }));
    assert_eq!(logins("email", None, &mail(json!(true))), ["li.na@example.com"]);
    assert_eq!(logins("email", None, &mail(json!("true"))), ["li.na@example.com"]);
    assert!(logins("email", None, &mail(json!(false))).is_empty());
    assert!(logins("email", None, &said(json!({ "email": "li.na@example.com" }))).is_empty());
    assert_eq!(logins("email", Some("example.com"), &mail(json!(true))), ["li.na@example.com", "li.na"]);
    assert!(logins("email", Some("example.org"), &mail(json!(true))).is_empty());
    let trick = said(json!({ "email": "admin@example.com@evil.example", "email_verified": true }));
    assert!(logins("email", Some("example.com"), &trick).is_empty());
    assert!(logins("email", None, &said(json!({ "email": "admin", "email_verified": true }))).is_empty());
}

#[test]
fn a_staff_number_is_a_login_as_it_stands() {
    assert_eq!(logins("staff_no", None, &said(json!({ "staff_no": " A0017 " }))), ["a0017"]);
    assert_eq!(logins("staff_no", None, &said(json!({ "staff_no": 17 }))), ["17"]);
    for nothing in [json!({}), json!({ "staff_no": "" }), json!({ "staff_no": ["17"] }), json!({ "staff_no": true })] {
        assert!(logins("staff_no", None, &said(nothing)).is_empty());
    }
    assert!(lacks("staff_no", &said(json!({}))) && !lacks("staff_no", &said(json!({ "staff_no": 17 }))));
    assert!(lacks("email", &said(json!({ "email": "a@b.c" }))), "whether it is verified is asked for too");
}

#[test]
fn a_second_factor_counts_when_policy_trusts_its_name() {
    let words = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let trusted = words(&["mfa", "urn:acr:2"]);
    assert!(is_strong(&trusted, &words(&["pwd", "mfa"]), None));
    assert!(is_strong(&trusted, &[], Some("urn:acr:2")));
    assert!(!is_strong(&trusted, &words(&["pwd"]), Some("urn:acr:1")));
    assert!(!is_strong(&[], &words(&["mfa"]), Some("urn:acr:2")), "nothing is trusted by itself");
}

proptest! {
    #[test]
    fn whatever_is_sent_along_stays_one_value(next in "\\PC{0,40}") {
        let begun = Begun { client: &next, back: "http://a/b", state: &next, nonce: "n", challenge: "c" };
        let made = address("https://id.example.com/auth?a=b", &begun);
        let query = made.split_once('?').unwrap().1;
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        prop_assert_eq!(pairs.len(), 9);
        prop_assert!(pairs.contains(&("state".to_owned(), next.clone())));
        prop_assert!(pairs.contains(&("code_challenge_method".to_owned(), "S256".to_owned())));
    }
}
