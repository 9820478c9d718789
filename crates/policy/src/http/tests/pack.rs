//! Packs out and in, as one file.

use serde_json::{Value, json};
use web::{Reach, Right};

use super::{get, house, me, post, somebody, unit, writer};
use crate::packs::PackFile;
use crate::packs::archive::{read, write};

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let files: Vec<PackFile> =
        files.iter().map(|(path, text)| PackFile { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
    write(&files).unwrap()
}

fn ours(it: &testkit::TestDb) -> Vec<u8> {
    let policies = crate::Policies::new();
    let work = move |tx: &mut db::Tx<'_>| write(&crate::packs::archive::ours(&*policies.book(tx)?, tx.now()));
    it.db.read_blocking(work).unwrap()
}

#[test]
fn what_holds_goes_out_and_comes_back_without_a_change() {
    let (it, api) = house();
    let out = get(&api, &writer(1), "policy-pack");
    assert_eq!(out.status, 200);
    let report = api.upload(Some(&writer(1)), "/api/v1/policy-pack", "policies.zip", &ours(&it));
    assert_eq!((report.status, &report.body["kept"], &report.body["problems"]), (200, &json!(true), &json!([])));
    let documents = report.body["documents"].as_array().unwrap();
    assert_eq!(documents.len(), crate::model::Kind::ALL.len());
    assert!(documents.iter().all(|it| it["becomes"] == "unchanged" && it["policy"].is_null()), "{documents:?}");
    assert!(it.log().iter().all(|it| it.kind == "policy.published.v1"), "nothing was drafted");
}

#[test]
fn one_file_is_looked_at_first_and_becomes_a_draft_only_then() {
    let (it, api) = house();
    let text = get(&api, &writer(1), "policies/sign_in").body["text"].as_str().unwrap().to_owned();
    let text = text.replace("least_length = 10", "least_length = 12");
    let dry = api.upload(Some(&writer(1)), "/api/v1/policy-pack?dry_run=true", "sign_in.toml", text.as_bytes());
    let entry = &dry.body["documents"][0];
    assert_eq!(
        (&entry["becomes"], &entry["changes"], &dry.body["kept"]),
        (&json!("changed"), &json!(1), &json!(false))
    );
    let before = it.log().len();
    let done = api.upload(Some(&writer(1)), "/api/v1/policy-pack", "sign_in.toml", text.as_bytes());
    assert_eq!(done.body["documents"][0]["policy"], "sign_in@2");
    assert_eq!(it.log().len(), before + 1);
    let held = get(&api, &writer(1), "policies/sign_in");
    assert_eq!(held.body["version"], 1, "it goes the whole way before it holds");
}

#[test]
fn problems_are_named_by_file_and_field_and_nothing_is_done_by_halves() {
    let (it, api) = house();
    let text =
        |kind: &str| get(&api, &writer(1), &format!("policies/{kind}")).body["text"].as_str().unwrap().to_owned();
    let sound = text("sign_in").replace("least_length = 10", "least_length = 12");
    let faulty = text("masking").replace("first = 3", "first = 30");
    let pack = zip(&[("a/mine/sign_in.toml", &sound), ("a/mine/masking.toml", &faulty)]);
    let before = it.log().len();
    let report = api.upload(Some(&writer(1)), "/api/v1/policy-pack", "mine.zip", &pack);
    let problem = &report.body["problems"][0];
    assert_eq!(
        (&problem["file"], &problem["field"]),
        (&json!("mine/masking.toml"), &json!("fields[0].first")),
        "{problem}"
    );
    assert_eq!((&report.body["kept"], it.log().len()), (&json!(false), before));
    let limits = text("limits").replacen("kinds = [\"inquiry\"]", "kinds = [\"dream\"]", 1);
    let report = api.upload(Some(&writer(1)), "/api/v1/policy-pack?dry_run=true", "limits.toml", limits.as_bytes());
    let problem = &report.body["problems"][0];
    assert_eq!(problem["code"], "policy.unknown_reference", "checked beside what holds: {problem}");
    assert!(problem["field"].as_str().unwrap().starts_with("limits["), "{problem}");
}

#[test]
fn what_is_no_pack_is_refused() {
    let (_it, api) = house();
    let send = |name: &str, bytes: &[u8]| api.upload(Some(&writer(1)), "/api/v1/policy-pack", name, bytes);
    assert_eq!(send("a.zip", b"PK\x03\x04broken").code(), "policy.no_pack");
    assert_eq!(send("a.toml", &[0xff, 0xfe]).code(), "policy.no_pack");
    assert_eq!(send("a.zip", &zip(&[("a/x.txt", "x")])).code(), "policy.no_pack");
    let two = zip(&[("a/x.toml", "[policy]"), ("b/y.toml", "[policy]")]);
    assert_eq!(send("a.zip", &two).code(), "policy.no_pack");
    let many: Vec<(String, &str)> = (0..201).map(|at| (format!("a/{at}.toml"), "x = 1")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    assert_eq!(send("a.zip", &zip(&many)).code(), "policy.pack_too_large");
    // A small file that unpacks to a large one.
    let bomb = zip(&[("a/x.toml", &"#".repeat(5 * 1024 * 1024))]);
    assert!(bomb.len() < 100_000);
    assert_eq!(send("a.zip", &bomb).code(), "policy.pack_too_large");
    assert_eq!(send("a.toml", &vec![b'#'; 5 * 1024 * 1024]).code(), "policy.pack_too_large");
    assert!(read("../../etc/x.toml", b"a = 1").unwrap().shelf.files("ours").unwrap()[0].path == "ours/x.toml");
}

#[test]
fn a_pack_of_the_program_is_brought_in_as_drafts() {
    let (_it, api) = house();
    let packs = get(&api, &writer(1), "policy-packs");
    assert!(packs.body["items"].as_array().unwrap().iter().any(|it| it["name"] == "shop"));
    let dry = post(&api, &writer(1), "policy-packs/shop?dry_run=true", &Value::Null);
    assert_eq!((dry.status, &dry.body["kept"]), (200, &json!(false)), "{}", dry.body);
    assert!(
        dry.body["documents"].as_array().unwrap().iter().any(|it| it["kind"] == "cases" && it["becomes"] == "changed")
    );
    assert_eq!(post(&api, &writer(1), "policy-packs/moon", &Value::Null).code(), "policy.unknown_pack");
    let done = post(&api, &writer(1), "policy-packs/shop", &Value::Null);
    assert_eq!(done.body["kept"], true);
    assert_eq!(get(&api, &writer(1), "policies/cases?version=2").body["status"], "draft");
}

#[test]
fn packs_need_rights_that_reach() {
    let (_it, api) = house();
    let reader = me(&[Right::ReadPolicy]);
    assert_eq!(api.upload(Some(&reader), "/api/v1/policy-pack", "a.toml", b"a = 1").code(), "web.no_right");
    assert_eq!(post(&api, &reader, "policy-packs/shop", &Value::Null).code(), "web.no_right");
    for path in ["policy-pack", "policy-packs"] {
        assert_eq!(get(&api, &me(&[]), path).code(), "web.no_right", "{path}");
        assert_eq!(api.ask(None, "GET", &format!("/api/v1/{path}"), &Value::Null).code(), "web.signed_out");
    }
    let lead = somebody(5, &[Right::ReadPolicy, Right::EditPolicy], Reach::Units([unit(1)].into()));
    let done = post(&api, &lead, "policy-packs/shop", &Value::Null);
    assert_eq!((&done.body["kept"], &done.body["problems"][0]["code"]), (&json!(false), &json!("policy.out_of_reach")));
}
