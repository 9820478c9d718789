//! A message left while nobody is there, and pages of other sites.

use serde_json::{Value, json};
use testkit::{Answer, each_db};

use super::house::{House, TABLES};

fn left(house: &House<'_>, request: &str) -> Value {
    json!({
        "entrance": house.entrance, "request": request, "name": "周敏", "contact": "13700137001",
        "text": "请问发票怎么开？\n订单 1001", "language": "zh-CN",
    })
}

impl House<'_> {
    fn leaves(&self, origin: &str, body: &Value) -> Answer {
        let headers = [("origin", origin), ("host", "help.example")];
        self.api.send(None, "POST", "/api/v1/visitor/leave", &headers, body)
    }

    /// A case of unit H.
    pub fn leaves_a_case(&self) -> base::ids::CaseId {
        let own = "UPDATE people_unit SET code = 'complaints' WHERE code = 'H'";
        self.it.db.write_blocking(|tx| tx.send(own, &[])).unwrap();
        assert_eq!(self.leaves("https://help.example", &left(self, "request-1")).status, 200);
        let made: (base::ids::CaseId,) =
            self.it.db.read_blocking(|tx| tx.one("SELECT id FROM cases_case ORDER BY id DESC LIMIT 1", &[])).unwrap();
        made.0
    }

    /// The unit that policy names for what the public brings in.
    fn with_portal(self) -> Self {
        let named =
            self.it.db.write_blocking(|tx| tx.send("UPDATE people_unit SET code = 'complaints' WHERE code = 'H'", &[]));
        named.unwrap();
        self
    }
}

#[test]
fn a_message_that_is_left_becomes_one_case_with_its_code() {
    each_db(TABLES, |it| {
        let house = House::new(it).with_portal();
        let made = house.leaves("https://help.example", &left(&house, "request-1"));
        assert_eq!(made.status, 200, "{}", made.body);
        let code = made.body["tracking_code"].as_str().unwrap();
        assert_eq!((code.len(), made.body["case_number"].is_i64()), (14, true));
        assert_eq!(house.leaves("https://help.example", &left(&house, "request-1")).body, made.body, "sent again");
        let other = house.leaves("https://help.example", &left(&house, "request-2"));
        assert_ne!(other.body["case_number"], made.body["case_number"]);
        let (subject, channel): (String, String) = it
            .db
            .read_blocking(|tx| tx.one("SELECT subject, channel FROM cases_case ORDER BY id LIMIT 1", &[]))
            .unwrap();
        assert_eq!((subject.as_str(), channel.as_str()), ("请问发票怎么开？", "chat"));
    });
}

#[test]
fn a_page_that_the_entrance_does_not_name_leaves_nothing() {
    each_db(TABLES, |it| {
        let house = House::new(it).with_portal();
        let refused = house.leaves("https://elsewhere.example", &left(&house, "request-1"));
        assert_eq!((refused.status, refused.code()), (403, "channels.wrong_origin"));
        let mut nameless = left(&house, "request-1");
        nameless["contact"] = json!("微信");
        let refused = house.leaves("https://help.example", &nameless);
        assert_eq!((refused.status, refused.code()), (422, "cases.portal_contact"));
        let (count,): (i64,) = it.db.read_blocking(|tx| tx.one("SELECT COUNT(*) FROM cases_case", &[])).unwrap();
        assert_eq!(count, 0);
    });
}

#[test]
fn a_browser_may_ask_first_whether_another_sites_page_may_speak_with_us() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let asked = house.api.send(
            None,
            "OPTIONS",
            "/api/v1/visitor/leave",
            &[("origin", "https://shop.example")],
            &Value::Null,
        );
        assert_eq!(asked.status, 204);
    });
}
