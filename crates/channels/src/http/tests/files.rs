//! Files of messages: who gets them, small pictures, and the program that looks at them first.

use serde_json::{Value, json};
use testkit::{Answer, each_db};
use vault::Scanner;

use super::house::{House, TABLES, agent};

/// A picture of two pixels by one.
const PNG: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00\x7b\x40\xe8\xdd\x00\x00\
    \x00\x0d\x49\x44\x41\x54\x78\x9c\x63\xf8\xcf\x00\x04\xff\x01\x07\x00\x01\xff\xe2\x23\x9e\x59\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

impl House<'_> {
    fn uploads(&self, letter: char, content: &[u8]) -> Answer {
        self.api.upload(Some(&agent(letter)), "/api/v1/message-files", "a.png", content)
    }

    /// A file, as a visitor asks for it.
    fn visitor_gets(&self, visitor: &str, file: &str, more: &str) -> u16 {
        let path = format!("/api/v1/visitor/files/{file}?entrance={}{more}", self.entrance);
        let proof = format!("Bearer token-{visitor}");
        let headers = [("authorization", proof.as_str()), ("host", "shop.example")];
        self.api.send(None, "GET", &path, &headers, &Value::Null).status
    }
}

#[test]
fn a_customer_gets_what_was_sent_to_them_and_never_what_colleagues_said() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        house.becomes('A', "online");
        let con = house.says("v", "在吗");
        house.says("w", "在吗");
        house.floor_decides();
        house.act('A', &con, "accept", &json!({}));
        let says = |kind: &str| {
            let file = house.uploads('A', PNG).body["id"].as_str().unwrap().to_owned();
            let body = json!({"client_id": kind, "kind": kind, "text": "看图", "files": [file], "seen_seq": 99});
            let answer = house.act('A', &con, "messages", &body);
            assert_eq!(answer.status, 200, "{answer:?}");
            file
        };
        let (told, inside) = (says("text"), says("note"));
        assert_eq!(house.visitor_gets("v", &told, ""), 200);
        assert_eq!(house.visitor_gets("v", &told, "&small=true"), 200);
        assert_eq!(house.visitor_gets("v", &inside, ""), 404, "a note's file stays inside");
        assert_eq!(house.visitor_gets("v", &inside, "&small=true"), 404);
        assert_eq!(house.visitor_gets("w", &told, ""), 404, "another visitor");
        let of =
            |letter, file: &str| house.ask(letter, "GET", &format!("/message-files/{file}?small=true"), &Value::Null);
        assert_eq!(of('A', &inside).status, 200);
        assert_eq!(of('C', &inside).code(), "channels.no_file", "a colleague who does not see the conversation");
        let text = house.uploads('A', b"hello").status;
        assert_eq!(text, 422, "no type that policy takes");
    });
}

#[test]
fn what_the_guard_finds_bad_is_not_kept_and_says_why() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let program = it.dir.join("look.sh");
        std::fs::write(&program, "if grep -qa EVIL; then echo 'Evil.Test FOUND'; exit 1; fi").unwrap();
        house.of.files().guarded_by(Scanner::read(&format!("sh {}", program.display())).unwrap());
        assert_eq!(house.uploads('A', PNG).status, 200);
        let bad = [PNG, b"EVIL"].concat();
        let refused = house.uploads('A', &bad);
        assert_eq!((refused.status, refused.code()), (422, "vault.file_infected"), "{refused:?}");
        std::fs::remove_file(&program).unwrap();
        let unseen = house.uploads('A', PNG);
        assert_eq!((unseen.status, unseen.code()), (503, "vault.file_unchecked"), "nothing is kept unseen");
    });
}
