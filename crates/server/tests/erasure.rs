//! A customer is let go: nothing of the person is left in the database, and their cases stay readable (CUS-2).

#![expect(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests stop when the test cannot go on, and are for several tests"
)]

mod common;

use std::path::Path;
use std::sync::Arc;

use base::ids::ContactId;
use cases::api::{Close, NewFile};
use channels::api::Arrival;
use channels::model::{Medium, NewEntrance};
use common::{House, People};
use serde_json::{Value, json};
use web::Actor;

const NAME: &str = "李桂英";
const PHONE: &str = "13900139000";
const MAIL: &str = "guiying@example.cn";

/// Every file below a folder that holds one of the texts.
fn holding(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for text in texts.iter().filter(|it| bytes.windows(it.len()).any(|at| at == it.as_bytes())) {
            found.push(format!("{}: {text}", path.display()));
        }
    }
    found
}

fn done(house: &House, who: People, method: &str, path: &str, body: &Value) -> Value {
    let answer = house.ask(Some(who), method, path, body);
    assert_eq!(answer.status, 200, "{method} {path}: {}", answer.body);
    answer.body
}

/// A case that was answered on the spot, with the person in every text of it, and a file.
fn told(house: &House) -> Value {
    let new = json!({
        "kind": "inquiry", "class": "business_question", "channel": "phone", "subject": format!("{NAME}询问营业时间"),
        "description": format!("{NAME}，电话 139-0013-9000，问周末是否营业"),
        "customer": { "name": NAME, "phone": PHONE, "email": MAIL }, "contact_how": PHONE,
        "answered_on_the_spot": true, "answer": format!("已告知{NAME}"),
    });
    let headed = house.ask_with_key(People::Agent, "open", "post", "/api/v1/cases", &new);
    assert_eq!(headed.status, 200, "{}", headed.body);
    let case = headed.body;
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    let note = json!({ "body": format!("{NAME}的邮箱是 {MAIL}，回拨 {PHONE}"), "mentions": [] });
    done(house, People::Agent, "post", &format!("{path}/notes"), &note);
    let now = done(house, People::Agent, "get", &path, &Value::Null);
    if now["status"] != "closed" {
        done(house, People::Agent, "post", &format!("{path}/confirm"), &json!({ "satisfied": true }));
    }
    let customer = format!("/api/v1/customers/{}", case["customer"]["id"].as_str().unwrap());
    let reveal = json!({ "field": "phone", "reason": format!("回拨{NAME}") });
    done(house, People::Agent, "post", &format!("{customer}/reveal"), &reveal);
    let noted = json!({ "version": 1, "note": format!("{NAME}耳背") });
    done(house, People::Agent, "patch", &customer, &noted);
    let (desk, db, _) = house.inside();
    let (desk, id) = (desk.clone(), case["id"].as_str().unwrap().parse().unwrap());
    let file = NewFile {
        name: format!("{NAME}.txt"),
        media_type: "text/plain".to_owned(),
        content: format!("{NAME} {PHONE}").into_bytes(),
    };
    db.write_blocking(move |tx| desk.attach(tx, &Actor::system(), &id, &file)).unwrap();
    case
}

/// A case that the same person brought in on the portal, with a message; it is over.
fn brought_in(house: &House) {
    let new = json!({
        "request": "request-1", "kind": "inquiry", "subject": format!("{NAME}想改地址"), "name": NAME, "contact": PHONE,
        "description": format!("{NAME}搬家了，电话 {PHONE}"),
    });
    let code = house.ask(None, "post", "/api/v1/portal/cases", &new);
    assert_eq!(code.status, 200, "{}", code.body);
    let mut message = code.body.clone();
    message["request"] = json!("message-1");
    message["text"] = json!(format!("{NAME}补充：邮箱 {MAIL}"));
    assert_eq!(house.ask(None, "post", "/api/v1/portal/messages", &message).status, 200);
    let (desk, db, _) = house.inside();
    let (desk, number) = (desk.clone(), code.body["number"].as_i64().unwrap());
    let close = move |tx: &mut db::Tx<'_>| {
        let id = cases::api::brought_as(tx, number)?.expect("it came by the portal");
        let how = Close { outcome: Some("withdrawn".to_owned()), grounds: Some("客户撤回".to_owned()) };
        desk.close(tx, &Actor::system(), &id, None, &how)
    };
    db.write_blocking(close).unwrap();
}

/// What the same person said in a conversation, with a file, and what was written inside and when it was handed on.
fn said(house: &House, customer: &str) -> ContactId {
    let of = house.conversations().clone();
    let (_, db, _) = house.inside();
    let entrance = NewEntrance {
        medium: Medium::Webhook,
        channel: "social".to_owned(),
        name: "门".to_owned(),
        settings: serde_json::from_value(json!({ "webhook": {} })).unwrap(),
        secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()),
    };
    let received = db.write_blocking(move |tx| {
        let entrance = channels::api::add_entrance(&of, tx, &Actor::system(), &entrance)?;
        let file = NewFile {
            name: format!("{NAME}.txt"),
            media_type: "text/plain".to_owned(),
            content: format!("{NAME} {PHONE}").into_bytes(),
        };
        let arrival = Arrival {
            entrance: entrance.id,
            address: PHONE.to_owned(),
            name: Some(NAME.to_owned()),
            outer_id: Some("1".to_owned()),
            thread: None,
            subject: Some(format!("{NAME}的问题")),
            language: None,
            topic: None,
            text: format!("我是{NAME}，电话 {PHONE}"),
            quoted: Some(format!("{NAME}：在吗")),
            html: Some(format!("<p>{NAME}</p>")),
            files: vec![file],
            automatic: false,
            facts: json!({ "from": MAIL }),
        };
        channels::api::receive(&of, tx, arrival)
    });
    let id = received.unwrap().conversation;
    let path = format!("/api/v1/conversations/{id}");
    done(house, People::Supervisor, "post", &format!("{path}/customer"), &json!({ "customer_id": customer }));
    let note = json!({ "client_id": "n", "kind": "note", "text": format!("{NAME}很急"), "seen_seq": 9 });
    done(house, People::Supervisor, "post", &format!("{path}/messages"), &note);
    let over = json!({ "reason": format!("{NAME}投诉过") });
    done(house, People::Supervisor, "post", &format!("{path}/take-over"), &over);
    let end = json!({ "outcome": "answered", "summary": format!("已答复{NAME}，回拨 {PHONE}") });
    done(house, People::Supervisor, "post", &format!("{path}/close"), &end);
    done(house, People::Supervisor, "post", &format!("{path}/reopen"), &json!({}));
    id
}

/// The conversations in which the supervisor finds a word.
fn found(house: &House, word: &str) -> Vec<String> {
    let path = format!("/api/v1/conversations?view=found&q={word}");
    let listed = done(house, People::Supervisor, "get", &path, &Value::Null);
    listed["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn after_an_erasure_no_byte_of_the_database_tells_the_person() {
    let house = House::new();
    let case = told(&house);
    brought_in(&house);
    let customer = case["customer"]["id"].as_str().unwrap();
    let talk = said(&house, customer);
    house.settle();
    let (_, db, dir) = house.inside();
    db.write_blocking(db::search::take_in).unwrap();
    assert_eq!(found(&house, NAME), [talk.as_str()]);
    assert!(!holding(dir, &[NAME]).is_empty(), "texts of cases hold it before");
    let preview = done(
        &house,
        People::Supervisor,
        "get",
        &format!("/api/v1/cases/erasure-preview?customer={customer}"),
        &Value::Null,
    );
    assert_eq!(preview, json!({ "cases": 2, "notes": 1, "files": 1 }));
    let path = format!("/api/v1/customers/{customer}/erasures");
    let erasure = done(&house, People::Supervisor, "post", &path, &json!({ "reason": "asked" }));
    let decide = format!("/api/v1/customers/erasures/{}/decide", erasure["id"].as_str().unwrap());
    done(&house, People::Manager, "post", &decide, &json!({ "approve": true }));
    house.settle();
    let after = done(&house, People::Supervisor, "get", &path, &Value::Null);
    assert_eq!(after[0]["state"], "done", "{after}");

    let pseudonym = after[0]["name"].as_str().unwrap();
    let case =
        done(&house, People::Agent, "get", &format!("/api/v1/cases/{}", case["id"].as_str().unwrap()), &Value::Null);
    assert_eq!(case["subject"], format!("{pseudonym}询问营业时间"));
    assert_eq!(case["description"], format!("{pseudonym}，电话 {pseudonym}，问周末是否营业"));
    assert_eq!((&case["customer"]["name"], &case["attachments"]), (&json!(pseudonym), &json!([])));
    let timeline = format!("/api/v1/cases/{}/timeline", case["id"].as_str().unwrap());
    let timeline = done(&house, People::Agent, "get", &timeline, &Value::Null);
    assert!(timeline["items"].as_array().unwrap().len() > 3, "the record stays readable: {timeline}");
    assert!(!timeline.to_string().contains(NAME));

    let talk = done(&house, People::Supervisor, "get", &format!("/api/v1/conversations/{talk}"), &Value::Null);
    assert_eq!((&talk["subject"], &talk["state"]), (&json!(format!("{pseudonym}的问题")), &json!("closed")));
    assert_eq!(talk["name"], json!(pseudonym));
    assert_eq!((found(&house, NAME), found(&house, "很急").len()), (Vec::new(), 1), "the record stays readable");

    // As after a stop of the program: what waits in the journal is taken over into the file.
    let copy = std::env::temp_dir().join(format!("hearth-erased-{}", std::process::id()));
    std::fs::create_dir_all(&copy).unwrap();
    for file in ["hearth.db", "hearth.db-wal"] {
        std::fs::copy(dir.join(file), copy.join(file)).unwrap();
    }
    let world = db::World { clock: Arc::new(base::SystemClock), mint: base::Mint::new(base::OsRandom) };
    let options = db::Options::new(db::Target::Sqlite(copy.join("hearth.db")));
    drop(db::Db::open(&options, world, server::open::MIGRATIONS).unwrap());
    while copy.join("hearth.db-wal").exists() {
        std::thread::yield_now();
    }
    let left = holding(&copy, &[NAME, PHONE, "139-0013-9000", MAIL]);
    std::fs::remove_dir_all(&copy).unwrap();
    assert_eq!(left, Vec::<String>::new());
    assert_eq!(holding(&dir.join("files"), &[NAME, PHONE]), Vec::<String>::new());
    let files = std::fs::read_dir(dir.join("files")).unwrap().flatten().flat_map(|it| std::fs::read_dir(it.path()));
    assert_eq!(files.map(Iterator::count).sum::<usize>(), 0, "the file is deleted");
}
