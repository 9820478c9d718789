use base::Result;
use db::Tx;
use db::timers::fire_due;
use serde_json::{Value, json};
use web::Right;

use super::{House, person, somebody};

impl House {
    fn sent(&self, name: &str, content: &[u8]) -> Value {
        let answer = self.api.upload(Some(&self.agent), "/api/v1/customers/sheets", name, content);
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body
    }

    pub fn work(&self) {
        let of = self.of.clone();
        let fire = move |tx: &mut Tx<'_>| -> Result<()> { fire_due(tx, &crate::jobs::handlers(&of)) };
        self.it.db.write_blocking(fire).unwrap();
    }

    fn step(&self, sheet: &Value, what: &str, body: &Value) -> Value {
        let path = format!("/customers/sheets/{}", sheet["id"].as_str().unwrap());
        let answer = self.ask("POST", &format!("{path}/{what}"), body);
        assert_eq!(answer.status, 200, "{answer:?}");
        self.work();
        self.get(&path)
    }
}

const SHEET: &str = "姓名,手机号,邮箱,备注\n张伟,13800138001,,老客户\n李雷,x,,\n韩梅,'+8613800138002,han@x.cn,\n";

#[test]
fn a_sheet_is_looked_at_row_by_row_and_brought_in_without_the_wrong_ones() {
    let house = House::new();
    let sheet = house.sent("客户.csv", SHEET.as_bytes());
    assert_eq!((&sheet["state"], &sheet["rows"]), (&json!("read"), &json!(3)));
    assert_eq!(sheet["mapping"], json!(["name", "phone", "email", "note"]));
    let plan = json!({ "mapping": sheet["mapping"], "known": "skip" });
    let checked = house.step(&sheet, "check", &plan);
    assert_eq!((&checked["state"], &checked["bad"], &checked["fresh"]), (&json!("checked"), &json!(1), &json!(2)));
    let path = format!("/customers/sheets/{}", sheet["id"].as_str().unwrap());
    let rows = house.get(&format!("{path}/rows"));
    assert_eq!(rows["items"][0]["cells"], json!(["张**", "138****8001", "", "老客户"]), "masked");
    let bad = &house.get(&format!("{path}/rows?bad=true"))["items"];
    assert_eq!(
        (bad.as_array().unwrap().len(), &bad[0]["row"], &bad[0]["problems"][0]["column"]),
        (1, &json!(3), &json!(1))
    );
    assert!(!bad[0]["problems"][0]["says"].as_str().unwrap().starts_with("customers."));
    let refused = house.ask("POST", &format!("{path}/bring"), &json!({}));
    assert_eq!((refused.status, refused.code()), (409, "customers.bad_rows"));
    let done = house.step(&sheet, "bring", &json!({ "leave_bad": true }));
    assert_eq!((&done["state"], &done["added"], &done["bad"]), (&json!("done"), &json!(2), &json!(1)));
    assert_eq!(house.get("/customers?q=hm")["items"][0]["identities"][0]["masked"], "138****8002");
    let file = house.ask("GET", &format!("{path}/bad"), &Value::Null).body;
    let lines: Vec<&str> = file.as_str().unwrap().trim_start_matches('\u{FEFF}').lines().collect();
    assert!(lines.len() == 2 && lines[1].starts_with("李雷,x,,,"), "{lines:?}");
    assert_eq!(house.ask("POST", &format!("{path}/bring"), &json!({})).code(), "customers.sheet_busy");
    let other = somebody(&super::ALL);
    let other = web::Actor::person(person("B"), None, other.rights, web::Reach::All);
    let foreign = house.api.ask(Some(&other), "GET", &format!("/api/v1{path}"), &Value::Null);
    assert_eq!(foreign.code(), "customers.sheet_not_found", "a sheet is its sender's");
    assert_eq!(house.ask("DELETE", &path, &Value::Null).status, 200);
    assert_eq!(house.ask("GET", &path, &Value::Null).code(), "customers.sheet_not_found");
    let log = house.it.log();
    assert!(log.iter().any(|it| it.kind == "customers.imported.v1" && it.actor == Some(person("A"))));
    assert!(log.iter().all(|it| !it.body.contains("张伟") && !it.body.contains("13800138001")));
}

#[test]
fn known_customers_are_left_brought_up_to_date_or_proposed() {
    for (known, field, identities) in [("skip", "skipped", 2), ("update", "updated", 3), ("propose", "proposed", 2)] {
        let house = House::new();
        let wang = house.wang();
        let sheet = house.sent("a.csv", "电话;账号;姓名\n138-0013-8000;A-1;王大明\n".as_bytes());
        let plan = json!({ "mapping": sheet["mapping"], "known": known });
        assert_eq!(house.step(&sheet, "check", &plan)["met"], 1);
        let done = house.step(&sheet, "bring", &json!({}));
        assert_eq!((&done[field], &done["state"]), (&json!(1), &json!("done")), "{done}");
        let now = house.get(&super::path(&wang, ""));
        assert_eq!(now["identities"].as_array().unwrap().len(), identities, "{known}");
        let pairs = house.get("/customers/duplicates")["items"].as_array().unwrap().len();
        assert_eq!(pairs, usize::from(known == "propose"));
    }
}

#[test]
fn a_stopped_sheet_goes_on_where_it_was_and_brings_each_row_in_once() {
    let house = House::new();
    let rows: Vec<String> = (0..250).map(|at| format!("王{at},A{at}")).collect();
    let text = format!("name,account\n{}\n", rows.join("\n"));
    let sheet = house.sent("many.csv", text.as_bytes());
    house.step(&sheet, "check", &json!({ "mapping": sheet["mapping"], "known": "skip" }));
    let path = format!("/customers/sheets/{}", sheet["id"].as_str().unwrap());
    house.ask("POST", &format!("{path}/bring"), &json!({}));
    let (of, id) = (house.of.clone(), sheet["id"].as_str().unwrap().parse().unwrap());
    house.it.db.write_blocking(move |tx| crate::acts::sheets::go_on(&of, tx, &id)).unwrap();
    let half = house.get(&path);
    assert_eq!((&half["state"], &half["added"]), (&json!("bringing"), &json!(100)));
    house.work();
    let done = house.get(&path);
    assert_eq!((&done["state"], &done["added"], &done["bad"]), (&json!("done"), &json!(250), &json!(0)));
    let (left,): (i64,) =
        house.it.db.read_blocking(|tx| tx.one("SELECT COUNT(*) FROM customers_sheet_row", &[])).unwrap();
    assert_eq!(left, 0, "what was brought in waits no longer");
}

#[test]
fn gbk_tables_and_workbooks_are_read_and_others_refused() {
    let house = House::new();
    let (gbk, ..) = encoding_rs::GB18030.encode("姓名,电话\n张伟,13800138001\n");
    assert_eq!(house.sent("g.csv", &gbk)["mapping"], json!(["name", "phone"]));
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (at, (name, phone)) in [("姓名", "电话"), ("张伟", "13800138001")].into_iter().enumerate() {
        let line = u32::try_from(at).unwrap();
        page.write_string(line, 0, name).unwrap();
        page.write_string(line, 1, phone).unwrap();
    }
    let sheet = house.sent("x.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!((&sheet["rows"], &sheet["mapping"]), (&json!(1), &json!(["name", "phone"])));
    for bad in [b"".as_slice(), b"name\n", b"PK\x03\x04broken", b"\xFF\xFEn\0"] {
        let answer = house.api.upload(Some(&house.agent), "/api/v1/customers/sheets", "x", bad);
        assert_eq!(answer.code(), "customers.no_sheet");
    }
    let answer = house.api.upload(Some(&somebody(&[Right::ReadCustomers])), "/api/v1/customers/sheets", "x", b"a\nb\n");
    assert_eq!(answer.code(), "web.no_right");
    assert_eq!(house.get("/customers/sheets")["items"].as_array().unwrap().len(), 2, "nothing is left of the others");
}

#[test]
fn what_leaves_is_masked_defused_and_on_record() {
    let house = House::new();
    house.wang();
    house.ask(
        "POST",
        "/customers",
        &json!({ "name": "=1+1", "identities": [{ "kind": "phone", "value": "+86 13800138009" }] }),
    );
    let export = |body: Value| house.ask("POST", "/customers/export", &body);
    let masked = export(json!({ "format": "csv", "reason": "月度核对" })).body;
    let text = masked.as_str().unwrap();
    assert!(text.contains("王**") && text.contains("138****8000") && !text.contains("13800138000"), "{text}");
    assert!(!text.contains("先听完再说"), "notes leave only in full");
    let full = export(json!({ "format": "csv", "reason": "月度核对", "in_full": true })).body;
    let text = full.as_str().unwrap();
    assert!(text.contains("王小明") && text.contains("'=1+1") && text.contains("'+86 13800138009"), "{text}");
    let one = export(json!({ "format": "csv", "reason": "月度核对", "q": "wxm" })).body;
    assert_eq!(one.as_str().unwrap().lines().count(), 2);
    assert_eq!(export(json!({ "format": "xlsx", "reason": "月度核对" })).status, 200);
    assert_eq!(export(json!({ "format": "csv", "reason": " " })).code(), "customers.reason_missing");
    let reader = somebody(&[Right::ReadCustomers, Right::ExportCustomers]);
    let asked = json!({ "format": "csv", "reason": "月度核对", "in_full": true });
    assert_eq!(house.api.ask(Some(&reader), "POST", "/api/v1/customers/export", &asked).code(), "web.no_right");
    let log = house.it.log();
    let kept: Vec<_> = log.iter().filter(|it| it.kind == "customers.exported.v1").collect();
    assert_eq!(kept.len(), 4);
    assert!(
        kept.iter().all(|it| it.actor == Some(person("A")) && it.body.contains("月度核对") && !it.body.contains("wxm"))
    );
}
