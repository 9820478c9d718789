use base::{Span, Stamp};
use proptest::prelude::*;

use crate::platform::{Call, Platform};
use crate::wechat::client::{Wechat, parts};
use crate::wechat::inbound::{Came, Did, Media, NotProved, Query, prove_address, read};
use crate::wechat::seal::AesKey;
use crate::wechat::xml;

const NOW: Stamp = Stamp(1_795_000_000_000);
const SECONDS: i64 = 1_795_000_000;

/// What stands behind a question mark; the values here need no escapes but these.
fn query(text: &str) -> Query {
    let mut all = Query::default();
    for (name, value) in text.split('&').filter_map(|it| it.split_once('=')) {
        let slot = match name {
            "signature" => &mut all.signature,
            "timestamp" => &mut all.timestamp,
            "nonce" => &mut all.nonce,
            "echostr" => &mut all.echostr,
            "encrypt_type" => &mut all.encrypt_type,
            "msg_signature" => &mut all.msg_signature,
            _ => continue,
        };
        value.clone_into(slot);
    }
    all
}

fn reads(platform: &Platform, call: &Call, now: Stamp) -> Result<Came, NotProved> {
    read(&query(&call.query), &call.body, &platform.settings(), &platform.secret(), now)
}

#[test]
fn an_address_is_set_up_by_who_knows_the_token() {
    let platform = Platform::start(true).unwrap();
    let asked = query(&platform.sets_up(SECONDS));
    assert_eq!(prove_address(&asked, &platform.secret()), Ok("echo42"));
    let forged = Query { nonce: "n2".to_owned(), ..asked };
    assert_eq!(prove_address(&forged, &platform.secret()), Err(NotProved::Signature));
}

#[test]
fn what_followers_do_is_read_sealed_and_unsealed() {
    for sealed in [true, false] {
        let platform = Platform::start(sealed).unwrap();
        let of = |fields: &[(&str, &str)]| {
            reads(&platform, &platform.writes("o_wang", "m1", fields, SECONDS), NOW).unwrap().did
        };
        let said = |text: &str, media: Option<(&str, &str)>| Did::Said {
            text: text.to_owned(),
            media: media.map(|(id, kind)| Media { id: id.to_owned(), kind: kind.to_owned() }),
        };
        assert_eq!(
            of(&[("MsgType", "text"), ("Content", "发票 <什么> ]]> & 时候？")]),
            said("发票 <什么> ]]> & 时候？", None)
        );
        assert_eq!(
            of(&[("MsgType", "image"), ("PicUrl", "http://x"), ("MediaId", "pic1")]),
            said("", Some(("pic1", "image")))
        );
        assert_eq!(
            of(&[("MsgType", "voice"), ("MediaId", "v1"), ("Recognition", "你好")]),
            said("你好", Some(("v1", "voice")))
        );
        let place = [("MsgType", "location"), ("Location_X", "31.2"), ("Location_Y", "121.5"), ("Label", "上海")];
        assert_eq!(of(&place), said("上海 (31.2, 121.5)", None));
        assert_eq!(of(&[("MsgType", "event"), ("Event", "subscribe")]), Did::Else("subscribe".to_owned()));
        assert_eq!(of(&[("MsgType", "novelty")]), Did::Else("novelty".to_owned()));
    }
}

#[test]
fn what_others_wrote_or_changed_is_not_believed() {
    let platform = Platform::start(true).unwrap();
    let text = [("MsgType", "text"), ("Content", "hi")];
    let call = platform.writes("o_wang", "m1", &text, SECONDS);
    assert!(reads(&platform, &call, NOW).is_ok());
    let late = NOW + Span::MINUTE.times(6);
    assert_eq!(reads(&platform, &call, late), Err(NotProved::Time));
    let forged = Call { query: call.query.replace("msg_signature=", "msg_signature=0"), ..call.clone() };
    assert_eq!(reads(&platform, &forged, NOW), Err(NotProved::Signature));
    // Where messages come sealed, an unsealed one proves nothing, though its address is signed.
    let open = Platform::start(false).unwrap().writes("o_wang", "m1", &text, SECONDS);
    assert_eq!(reads(&platform, &open, NOW), Err(NotProved::Closed));
    // What was sealed for another account does not open here.
    let mut other = platform.settings();
    other.app_id = "wxother".to_owned();
    assert_eq!(read(&query(&call.query), &call.body, &other, &platform.secret(), NOW), Err(NotProved::Closed));
}

#[test]
fn xml_of_ones_own_is_not_understood() {
    for text in [
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xml><Content>&e;</Content></xml>",
        "<xml><Content>&e;</Content></xml>",
        "<xml><Content>hi</Content>",
        "<xml/><xml><Content>hi</Content></xml>",
        "hello",
        "",
    ] {
        assert_eq!(xml::read(text), None, "{text}");
    }
    let fields = xml::read("<xml><A>a&amp;&#20320;</A><B><C>deep</C></B></xml>").unwrap();
    assert_eq!((fields["A"].as_str(), fields["B"].as_str(), fields.contains_key("C")), ("a&你", "", false));
}

#[test]
fn a_token_is_asked_for_once_and_anew_when_it_is_forgotten_or_old() {
    let platform = Platform::start(true).unwrap();
    let (settings, secret, wechat) = (platform.settings(), platform.secret(), Wechat::default());
    platform.writes("o_wang", "m1", &[("MsgType", "text")], SECONDS);
    let say = |text: &str, now: Stamp| wechat.say(&settings, &secret, "o_wang", text, now);
    say("一", NOW).unwrap();
    say("二", NOW).unwrap();
    let asked = || platform.calls().iter().filter(|it| it.ends_with("stable_token")).count();
    assert_eq!(asked(), 1);
    platform.forgets_tokens();
    say("三", NOW).unwrap();
    assert_eq!(asked(), 2);
    say("四", NOW + Span::HOUR.times(2)).unwrap();
    assert_eq!(asked(), 3);
    let said: Vec<_> = platform.said().into_iter().map(|it| it.1).collect();
    assert_eq!(said, ["一", "二", "三", "四"]);
}

#[test]
fn what_the_platform_refuses_is_told_and_is_final_or_not() {
    let platform = Platform::start(true).unwrap();
    let (settings, mut secret, wechat) = (platform.settings(), platform.secret(), Wechat::default());
    let late = wechat.say(&settings, &secret, "o_never", "hi", NOW).unwrap_err();
    assert!(late.for_good && late.why.contains("45015"), "{late}");
    platform.writes("o_wang", "m1", &[("MsgType", "text")], SECONDS);
    for _ in 0..5 {
        wechat.say(&settings, &secret, "o_wang", "hi", NOW).unwrap();
    }
    let many = wechat.say(&settings, &secret, "o_wang", "hi", NOW).unwrap_err();
    assert!(many.for_good && many.why.contains("45047"), "{many}");
    platform.is_busy(true);
    assert!(!wechat.say(&settings, &secret, "o_wang", "hi", NOW).unwrap_err().for_good);
    platform.is_busy(false);
    assert_eq!(wechat.fetch(&settings, &secret, "pic1", NOW).unwrap().media_type, "image/png");
    assert!(wechat.fetch(&settings, &secret, "gone", NOW).is_err());
    secret.app_secret = "wrong".to_owned();
    let refused = Wechat::default().say(&settings, &secret, "o_wang", "hi", NOW).unwrap_err();
    assert!(refused.for_good && refused.why.contains("40125"), "{refused}");
}

proptest! {
    #[test]
    fn what_is_sealed_opens_for_its_account_only(message in ".{0,80}", app in "[a-z0-9]{1,18}", salt in any::<[u8; 16]>()) {
        let key = AesKey::read("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").unwrap();
        let sealed = key.seal(&message, &app, salt);
        prop_assert_eq!(key.open(&sealed, &app), Ok(message));
        let other = app + "x";
        prop_assert!(key.open(&sealed, &other).is_err());
    }

    #[test]
    fn anything_else_stays_closed(sealed in "[A-Za-z0-9+/=]{0,90}", raw in proptest::collection::vec(any::<u8>(), 0..4)) {
        use base64::Engine as _;
        let key = AesKey::read("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG").unwrap();
        prop_assert!(key.open(&sealed, "wx0123456789").is_err());
        let blocks = base64::prelude::BASE64_STANDARD.encode(raw.repeat(32));
        prop_assert!(key.open(&blocks, "wx0123456789").is_err());
    }

    #[test]
    fn any_text_is_read_as_xml_or_refused(text in "(<xml>|</xml>|<a>|</a>|&#1;|&amp;|]]>|<!\\[CDATA\\[|<!--|x|<){0,30}") {
        drop(xml::read(&text));
    }

    #[test]
    fn what_is_written_is_read_again(value in "\\PC{0,40}") {
        let fields = xml::read(&xml::write(&[("A", &value)])).unwrap();
        prop_assert_eq!(&fields["A"], &value);
    }

    #[test]
    fn parts_lose_no_word_and_none_is_too_long(text in "[ab 你\n]{0,300}", longest in 4_usize..60) {
        let all = parts(&text, longest);
        prop_assert!(all.iter().all(|it| it.len() <= longest && !it.is_empty()));
        let letters = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&all.concat()), letters(&text));
    }
}
