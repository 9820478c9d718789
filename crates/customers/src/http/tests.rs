use axum::Extension;
use base::ids::{PersonId, UnitId};
use db::Tx;
use policy::Policies;
use serde_json::{Value, json};
use testkit::{Answer, Api, TestDb, team};
use vault::{MasterKey, Vault};
use web::{Actor, Right};

use crate::{Customers, MIGRATIONS, TEXTS};

const ALL: [Right; 7] = [
    Right::ReadCustomers,
    Right::EditCustomers,
    Right::RevealCustomers,
    Right::MergeCustomers,
    Right::ImportCustomers,
    Right::ExportCustomers,
    Right::EraseCustomers,
];

mod privacy;
mod sheets;

struct House {
    it: TestDb,
    api: Api,
    of: Customers,
    agent: Actor,
}

fn person(letter: &str) -> PersonId {
    format!("per_{}", letter.repeat(26)).parse().unwrap()
}

fn somebody(rights: &[Right]) -> Actor {
    let unit: UnitId = "unt_00000000000000000000000000".parse().unwrap();
    team(&person("A"), &unit, rights)
}

impl House {
    fn new() -> Self {
        let it = testkit::sqlite(&[vault::MIGRATIONS, policy::MIGRATIONS, people::MIGRATIONS, MIGRATIONS]);
        let open = |tx: &mut Tx<'_>| {
            policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
            Vault::open(tx, MasterKey::from_text(&"a".repeat(64)).map_err(base::fault)?)
        };
        let vault = it.db.write_blocking(open).unwrap();
        let routes = crate::routes().into_router();
        let of = Customers::new(vault, Policies::new());
        let texts = std::sync::Arc::new(web::Texts::new(&[web::TEXTS, TEXTS]).unwrap());
        let routes = routes.layer(Extension(of.clone())).layer(Extension(texts));
        let api = Api::new(&it, routes, &[TEXTS]);
        Self { it, api, of, agent: somebody(&ALL) }
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.api.ask(Some(&self.agent), method, &format!("/api/v1{path}"), body)
    }

    fn get(&self, path: &str) -> Value {
        let answer = self.ask("GET", path, &Value::Null);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    fn wang(&self) -> Value {
        let new = json!({ "name": "王小明", "tier": "important", "note": "先听完再说",
                          "identities": [{ "kind": "phone", "value": "138 0013 8000" }, { "kind": "email", "value": "Wang@x.cn" }] });
        let answer = self.ask("POST", "/customers", &new);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }
}

fn path(customer: &Value, rest: &str) -> String {
    format!("/customers/{}{rest}", customer["id"].as_str().unwrap())
}

#[test]
fn a_customer_is_shown_masked_and_found_by_any_identity() {
    let house = House::new();
    let wang = house.wang();
    assert_eq!(wang["name"], "王**");
    assert_eq!(wang["identities"][0]["masked"], "138****8000");
    assert_eq!(wang["identities"][1]["masked"], "W***@x.cn");
    for query in [
        "identity=%2B8613800138000",
        "identity=wang%40X.cn",
        "identity=13800138000&kind=phone",
        "q=13800138000",
        "q=%E7%8E%8B%E5%B0%8F%E6%98%8E",
        "q=%E7%8E%8B",
        "q=wangxiaoming",
        "q=wang%20x",
        "q=wxm",
        "limit=5",
    ] {
        assert_eq!(house.get(&format!("/customers?{query}"))["items"], json!([wang]), "{query}");
    }
    for query in ["identity=13800138000&kind=account", "identity=1380013800", "q=%E6%98%8E%E7%8E%8B", "q=wm"] {
        assert_eq!(house.get(&format!("/customers?{query}"))["items"], json!([]), "{query}");
    }
    assert_eq!(house.get(&path(&wang, "")), wang);
    assert!(!house.get(&path(&wang, "/timeline")).to_string().contains("13800138000"));
}

#[test]
fn the_list_goes_on_page_by_page() {
    let house = House::new();
    for at in 0..5 {
        house.ask(
            "POST",
            "/customers",
            &json!({ "name": "王伟", "identities": [{ "kind": "account", "value": format!("A{at}") }] }),
        );
    }
    for list in ["/customers?limit=2", "/customers?q=%E7%8E%8B%E4%BC%9F&limit=2"] {
        let (mut seen, mut after) = (0, String::new());
        loop {
            let page = house.get(&format!("{list}{after}"));
            seen += page["items"].as_array().unwrap().len();
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, 5, "{list}");
    }
}

#[test]
fn revealing_takes_a_right_and_a_reason_and_stays_on_record() {
    let house = House::new();
    let wang = house.wang();
    let reveal = path(&wang, "/reveal");
    let email = wang["identities"][1]["id"].as_str().unwrap();
    let asked = |field: &str, reason: &str| house.ask("POST", &reveal, &json!({ "field": field, "reason": reason }));
    for (field, value) in [("name", "王小明"), (email, "Wang@x.cn"), ("phone", "138 0013 8000")] {
        let answer = asked(field, "回拨客户");
        assert_eq!((answer.status, answer.body["value"].as_str()), (200, Some(value)), "{answer:?}");
        assert_eq!(answer.body["shown_for_ms"], 600_000);
    }
    assert_eq!(asked("phone", " ").code(), "customers.reason_missing");
    assert_eq!(asked("phone", &"长".repeat(201)).code(), "customers.reason_missing");
    assert_eq!(asked("account", "回拨客户").code(), "customers.identity_not_found");
    let reader = somebody(&[Right::ReadCustomers, Right::EditCustomers]);
    let path = format!("/api/v1{reveal}");
    let refused = house.api.ask(Some(&reader), "POST", &path, &json!({ "field": "name", "reason": "好奇" }));
    assert_eq!((refused.status, refused.code()), (403, "web.no_right"));
    let log = house.it.log();
    let reveals: Vec<_> = log.iter().filter(|it| it.kind == "customers.revealed.v1").collect();
    assert_eq!(reveals.len(), 3, "refused ones reveal nothing");
    assert!(reveals.iter().all(|it| it.actor == Some(person("A")) && it.body.contains("回拨客户")));
    assert!(reveals.iter().all(|it| !it.body.contains("王小明") && !it.body.contains("0013")));
}

#[test]
fn whoever_reveals_much_in_a_day_is_pointed_out_once() {
    let house = House::new();
    let reveal = path(&house.wang(), "/reveal");
    for _ in 0..53 {
        assert_eq!(house.ask("POST", &reveal, &json!({ "field": "name", "reason": "核对" })).status, 200);
    }
    let log = house.it.log();
    let noticed: Vec<_> = log.iter().filter(|it| it.kind == "customers.reveals_noticed.v1").collect();
    assert_eq!(noticed.len(), 1);
    assert_eq!((noticed[0].person.clone(), noticed[0].body.contains("51")), (Some(person("A")), true));
}

#[test]
fn changes_need_the_version_that_was_read() {
    let house = House::new();
    let wang = house.wang();
    let edit = |body: Value| house.ask("PATCH", &path(&wang, ""), &body);
    let edited = edit(json!({ "version": 1, "name": "李雷", "note": "" })).body;
    assert_eq!(
        (&edited["name"], &edited["note"], &edited["tier"]),
        (&json!("李**"), &Value::Null, &json!("important"))
    );
    assert_eq!(edit(json!({ "version": 1, "name": "x" })).code(), "customers.stale");
    assert_eq!(house.get("/customers?q=%E6%9D%8E%E9%9B%B7")["items"][0]["id"], wang["id"]);
    assert_eq!(house.get("/customers?q=%E7%8E%8B%E5%B0%8F%E6%98%8E")["items"], json!([]));
}

#[test]
fn what_is_not_an_identity_is_refused_field_by_field() {
    let house = House::new();
    let wang = house.wang();
    let wrong = json!({ "name": "王".repeat(65), "tier": "vip", "identities": [
        { "kind": "phone", "value": "x" }, { "kind": "email", "value": "x" },
        { "kind": "id_card", "value": "110105194912310021" }, { "kind": "account", "value": "" }, { "kind": "social", "value": "" }] });
    let answer = house.ask("POST", "/customers", &wrong);
    let problems = answer.body["problems"].as_array().unwrap();
    assert_eq!((answer.code(), problems.len()), ("customers.fields", 7));
    assert_eq!(problems[2]["field"], "identities[0].value");
    assert!(problems.iter().all(|it| !it["detail"].as_str().unwrap().starts_with("customers.")), "{problems:?}");
    assert_eq!(house.ask("POST", "/customers", &json!({ "name": " " })).code(), "customers.empty");
    let long = json!({ "version": 1, "note": "长".repeat(2001) });
    assert_eq!(house.ask("PATCH", &path(&wang, ""), &long).code(), "customers.fields");
    let twin =
        house.ask("POST", "/customers", &json!({ "identities": [{ "kind": "phone", "value": "+8613800138000" }] }));
    assert_eq!((twin.status, twin.code()), (409, "customers.identity_taken"));
    assert!(twin.body["title"].as_str().unwrap().contains(wang["id"].as_str().unwrap()));
    let id = wang["identities"][0]["id"].as_str().unwrap();
    let removed = house.ask("DELETE", &path(&wang, &format!("/identities/{id}")), &Value::Null);
    assert_eq!(removed.body["identities"].as_array().unwrap().len(), 1);
    let again = house.ask("DELETE", &path(&wang, &format!("/identities/{id}")), &Value::Null);
    assert_eq!(again.code(), "customers.identity_not_found");
    let added = house.ask(
        "POST",
        &path(&wang, "/identities"),
        &json!({ "kind": "phone", "value": "13800138000", "verified": true }),
    );
    assert_eq!(added.body["identities"][1]["verified"], true);
    let kinds: Vec<String> = house.get(&path(&wang, "/timeline"))["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["customers.identity_added.v1", "customers.identity_removed.v1", "customers.created.v1"]);
    assert_eq!(house.ask("GET", &path(&wang, "/timeline?after=x"), &Value::Null).code(), "web.bad_cursor");
}

#[test]
fn what_happened_within_a_case_is_told_to_nobody_who_may_not_see_it() {
    #[derive(serde::Serialize)]
    struct Noted {
        text: &'static str,
    }
    impl db::events::Event for Noted {
        const KIND: &'static str = "cases.noted.v1";
    }
    let house = House::new();
    let wang = house.wang();
    let customer: base::ids::CustomerId = wang["id"].as_str().unwrap().parse().unwrap();
    let note = move |tx: &mut Tx<'_>| {
        let case = tx.id();
        let about = db::events::About::case(&case, Some(&customer));
        db::events::emit(tx, None, about, None, &Noted { text: "内部意见" })
    };
    house.it.db.write_blocking(note).unwrap();
    let item = &house.get(&path(&wang, "/timeline?limit=1"))["items"][0];
    assert_eq!((&item["kind"], &item["body"], &item["case_id"]), (&json!("cases"), &json!({}), &Value::Null));
    assert_eq!(item["hidden"], true, "who may see no case learns only that something happened");
    let count =
        |kind: &str| house.get(&path(&wang, &format!("/timeline?kind={kind}")))["items"].as_array().unwrap().len();
    house.ask("POST", &path(&wang, "/reveal"), &json!({ "field": "name", "reason": "核对" }));
    assert_eq!((count("cases"), count("profile"), count("privacy")), (1, 1, 1));
}

/// Every route with a body that is right for it, and the right it takes.
fn walked(wang: &Value) -> Vec<(&'static str, String, Value, Right)> {
    let identity = wang["identities"][0]["id"].as_str().unwrap();
    let id = &wang["id"];
    let keep = json!({ "name": "survivor", "tier": "survivor", "note": "survivor" });
    let merge = json!({ "merged": id, "version": 1, "merged_version": 1, "keep": keep });
    let consent = json!({ "purpose": "survey", "channel": "sms", "given": true, "source": "spoken" });
    let sheet = |rest: &str| format!("/customers/sheets/sht_00000000000000000000000000{rest}");
    vec![
        ("GET", "/customers".to_owned(), Value::Null, Right::ReadCustomers),
        ("POST", "/customers".to_owned(), json!({ "name": "x" }), Right::EditCustomers),
        ("GET", path(wang, ""), Value::Null, Right::ReadCustomers),
        ("PATCH", path(wang, ""), json!({ "version": 1, "name": "x" }), Right::EditCustomers),
        ("POST", path(wang, "/identities"), json!({ "kind": "account", "value": "A9" }), Right::EditCustomers),
        ("DELETE", path(wang, &format!("/identities/{identity}")), Value::Null, Right::EditCustomers),
        ("POST", path(wang, "/reveal"), json!({ "field": "name", "reason": "核对" }), Right::RevealCustomers),
        ("GET", path(wang, "/timeline"), Value::Null, Right::ReadCustomers),
        ("GET", "/customers/duplicates".to_owned(), Value::Null, Right::ReadCustomers),
        (
            "POST",
            "/customers/duplicates".to_owned(),
            json!({ "first": id, "second": id, "decision": "later" }),
            Right::MergeCustomers,
        ),
        ("GET", path(wang, "/duplicates"), Value::Null, Right::ReadCustomers),
        ("POST", path(wang, "/merge"), merge, Right::MergeCustomers),
        ("GET", path(wang, "/merges"), Value::Null, Right::ReadCustomers),
        ("GET", "/customers/words".to_owned(), Value::Null, Right::ReadCustomers),
        ("GET", path(wang, "/consents"), Value::Null, Right::ReadCustomers),
        ("POST", path(wang, "/consents"), consent, Right::EditCustomers),
        ("GET", path(wang, "/holds"), Value::Null, Right::ReadCustomers),
        ("POST", path(wang, "/holds"), json!({ "reason": "诉讼" }), Right::EraseCustomers),
        ("POST", "/customers/holds/hld_00000000000000000000000000/lift".to_owned(), Value::Null, Right::EraseCustomers),
        ("GET", path(wang, "/erasure-preview"), Value::Null, Right::EraseCustomers),
        ("GET", path(wang, "/erasures"), Value::Null, Right::ReadCustomers),
        ("POST", path(wang, "/erasures"), json!({ "reason": "asked" }), Right::EraseCustomers),
        ("GET", "/customers/erasures".to_owned(), Value::Null, Right::EraseCustomers),
        (
            "POST",
            "/customers/erasures/era_00000000000000000000000000/decide".to_owned(),
            json!({ "approve": true }),
            Right::EraseCustomers,
        ),
        ("GET", "/customers/sheets".to_owned(), Value::Null, Right::ImportCustomers),
        ("GET", sheet(""), Value::Null, Right::ImportCustomers),
        ("DELETE", sheet(""), Value::Null, Right::ImportCustomers),
        ("POST", sheet("/check"), json!({ "mapping": [], "known": "skip" }), Right::ImportCustomers),
        ("POST", sheet("/bring"), json!({}), Right::ImportCustomers),
        ("GET", sheet("/rows"), Value::Null, Right::ImportCustomers),
        ("GET", sheet("/bad"), Value::Null, Right::ImportCustomers),
        ("POST", "/customers/export".to_owned(), json!({ "format": "csv", "reason": "核对" }), Right::ExportCustomers),
        ("POST", "/customers/merges/mrg_00000000000000000000000000/undo".to_owned(), json!({}), Right::MergeCustomers),
    ]
}

#[test]
fn every_route_is_refused_to_nobody_and_to_those_without_its_right() {
    let house = House::new();
    let wang = house.wang();
    let routes = walked(&wang);
    let description = crate::routes().describe(utoipa::openapi::OpenApiBuilder::new().build());
    let operations = description.paths.paths.values();
    let described: usize =
        operations.map(|it| [&it.get, &it.post, &it.patch, &it.delete].into_iter().flatten().count()).sum();
    // The route that takes a file is walked where files are sent.
    assert_eq!(described, routes.len() + 1, "every route is walked");
    for (method, route, body, right) in routes {
        let route = format!("/api/v1{route}");
        let nobody = house.api.ask(None, method, &route, &body);
        assert_eq!((nobody.status, nobody.code()), (401, "web.signed_out"), "{method} {route}");
        let others: Vec<Right> = Right::ALL.iter().copied().filter(|it| *it != right).collect();
        let without = house.api.ask(Some(&somebody(&others)), method, &route, &body);
        assert_eq!((without.status, without.code()), (403, "web.no_right"), "{method} {route}");
        let unknown = route.replace(wang["id"].as_str().unwrap(), "cus_00000000000000000000000000");
        if unknown != route {
            let answer = house.api.ask(Some(&house.agent), method, &unknown, &body);
            assert_eq!((answer.status, answer.code()), (404, "customers.not_found"), "{method} {unknown}");
        }
    }
}
