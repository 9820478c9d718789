//! A WeChat account: what followers write comes in, answers go out while the window is open.

use serde_json::{Value, json};
use social::platform::{Call, Platform};
use testkit::{Answer, START, each_db};

use super::house::{House, TABLES};
use crate::model::{Medium, Settings};

fn secret(platform: &Platform) -> String {
    serde_json::to_string(&platform.secret()).unwrap()
}

#[test]
fn a_follower_writes_gets_answers_and_is_not_answered_beyond_the_window() {
    each_db(TABLES, |it| {
        let house = House::new(it);
        let platform = Platform::start(true).unwrap();
        let settings = Settings { wechat: Some(platform.settings()), ..Settings::default() };
        let entrance = house.adds(Medium::Wechat, "social", settings, &secret(&platform));
        let path = format!("/api/v1/wechat/{entrance}");
        let seconds = START.0 / 1000;
        let asks = |query: &str| house.api.ask(None, "GET", &format!("{path}?{query}"), &Value::Null);
        assert_eq!(asks(&platform.sets_up(seconds)).body, json!("echo42"));
        let wrong = asks("signature=0&timestamp=1&nonce=2&echostr=x");
        assert_eq!((wrong.status, wrong.code()), (401, "channels.not_proved"));
        let calls = |call: &Call| -> Answer { house.api.text(&format!("{path}?{}", call.query), &call.body) };
        let writes = |id: &str, fields: &[(&str, &str)]| calls(&platform.writes("o_wang", id, fields, seconds));
        for _ in 0..2 {
            // The platform sends again what it thinks was not heard.
            assert_eq!(writes("m1", &[("MsgType", "text"), ("Content", "发票呢？")]).body, json!("success"));
        }
        writes("m2", &[("MsgType", "image"), ("MediaId", "pic1")]);
        writes("m3", &[("MsgType", "voice"), ("MediaId", "gone")]);
        writes("e1", &[("MsgType", "event"), ("Event", "subscribe")]);
        let forged = calls(&Platform::start(false).unwrap().writes(
            "o_wang",
            "m9",
            &[("MsgType", "text"), ("Content", "x")],
            seconds,
        ));
        assert_eq!(forged.status, 401);
        let con = house.first_of(&entrance).unwrap();
        let messages = house.messages(&con);
        assert_eq!(
            messages.iter().map(|it| it["text"].as_str().unwrap()).collect::<Vec<_>>(),
            ["发票呢？", "", "[voice]"]
        );
        assert_eq!(messages[1]["files"][0]["media_type"], "image/png");
        house.takes_and_answers(&con, "答 1");
        for number in 2..=6 {
            house.answers('A', &con, &format!("答 {number}"), 99);
        }
        let trust = mail::Trust::default();
        assert!(house.sends(&trust).iter().all(Result::is_ok));
        assert_eq!(platform.said().len(), 5, "the sixth is not sent, and the platform is not asked");
        let last = house.messages(&con).pop().unwrap();
        assert_eq!((&last["text"], &last["delivery"]), (&json!("答 6"), &json!("failed")));
        assert!(last["failure"].is_string());
    });
}
