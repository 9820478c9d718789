use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use expect_test::expect;

use super::letter;
use crate::authentication::{Authentication, Verdict};
use crate::automatic::Automatic;
use crate::{Reading, read};

fn trusting(raw: &str) -> Authentication {
    let how = Reading { authserv_id: Some("mx.shop.example".to_owned()), ..Reading::default() };
    read(raw.replace('\n', "\r\n").as_bytes(), &how).expect("a letter").authentication
}

#[test]
fn a_letter_in_gb18030_with_encoded_words_is_read() {
    // GB18030 bytes of 您好，发票什么时候寄？ and of 王小明, subject 发票.
    let (body, ..) = encoding_rs::GB18030.encode("您好，发票什么时候寄？");
    let name = BASE64_STANDARD.encode(encoding_rs::GB18030.encode("王小明").0);
    let subject = BASE64_STANDARD.encode(encoding_rs::GB18030.encode("关于发票").0);
    let head = format!(
        "From: =?gb2312?B?{name}?= <Wang@QQ.com>\r\nSubject: =?gbk?B?{subject}?=\r\nMessage-ID: <tencent_1@qq.com>\r\n\
         Content-Type: text/plain; charset=\"gb18030\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        BASE64_STANDARD.encode(&body)
    );
    let it = read(head.as_bytes(), &Reading::default()).unwrap();
    assert_eq!((it.from.name.as_deref(), it.from.address.as_str()), (Some("王小明"), "wang@qq.com"));
    assert_eq!((it.subject.as_deref(), it.text.as_str()), (Some("关于发票"), "您好，发票什么时候寄？"));
    assert_eq!(it.message_id.as_deref(), Some("tencent_1@qq.com"));
}

#[test]
fn a_letter_in_big5_is_read() {
    let (body, ..) = encoding_rs::BIG5.encode("請問何時出貨？");
    let mut raw =
        b"From: a@b.tw\r\nContent-Type: text/plain; charset=big5\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
    raw.extend_from_slice(&body);
    assert_eq!(read(&raw, &Reading::default()).unwrap().text, "請問何時出貨？");
}

const WITH_FILES: &str = "From: a@b.example
Subject: photo
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=out

--out
Content-Type: multipart/related; boundary=in

--in
Content-Type: text/html; charset=utf-8

<p>See <b>this</b>: <img src=\"cid:pic@1\"><img src=\"https://spy.example/p.gif\"><script>alert(1)</script></p>
--in
Content-Type: image/png; name=\"a.png\"
Content-ID: <pic@1>
Content-Disposition: inline
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--in--
--out
Content-Type: application/pdf
Content-Disposition: attachment;
 filename*0*=utf-8''%E5%8F%91%E7%A5%A8;
 filename*1*=%2F..%2F..%2F%E4%B8%80.pdf
Content-Transfer-Encoding: base64

JVBERi0=
--out--
";

#[test]
fn files_keep_their_names_and_pictures_their_places() {
    let it = letter(WITH_FILES);
    let files: Vec<_> =
        it.files.iter().map(|it| (it.name.as_str(), it.media_type.as_str(), it.content.len())).collect();
    expect![[r#"
        [
            (
                "a.png",
                "image/png",
                8,
            ),
            (
                "一.pdf",
                "application/pdf",
                5,
            ),
        ]
    "#]]
    .assert_debug_eq(&files);
    let html = it.html.unwrap();
    assert!(html.contains("<img src=\"cid:0\">") && html.contains("<b>this</b>"), "{html}");
    assert!(!html.contains("spy.example") && !html.contains("alert"), "{html}");
    assert!(it.text.contains("See this"), "{}", it.text);
}

#[test]
fn more_files_than_allowed_are_left_out_and_counted() {
    let how = Reading { most_files: 1, ..Reading::default() };
    let it = read(WITH_FILES.replace('\n', "\r\n").as_bytes(), &how).unwrap();
    assert_eq!((it.files.len(), it.left_out), (1, 1));
}

#[test]
fn only_the_topmost_word_of_the_trusted_server_counts() {
    let of = |lines: &str| trusting(&format!("{lines}From: a@b.example\nSubject: x\n\nhello\n"));
    let told =
        of("Authentication-Results: mx.shop.example; dkim=pass (2048-bit key; dkim=fail) header.d=b.example;\n \
                   spf=softfail smtp.mailfrom=b.example; dmarc=fail (p=NONE) header.from=b.example\n");
    assert_eq!(told, Authentication { dkim: Verdict::Pass, spf: Verdict::Softfail, dmarc: Verdict::Fail });
    let forged = of("Authentication-Results: mx.shop.example; spf=fail\n\
                     Authentication-Results: mx.shop.example; dkim=pass; spf=pass; dmarc=pass\n\
                     Authentication-Results: evil.example; dkim=pass; spf=pass; dmarc=pass\n");
    assert_eq!(forged, Authentication { spf: Verdict::Fail, ..Authentication::default() });
    assert_eq!(of("Authentication-Results: evil.example; dmarc=pass\n"), Authentication::default());
    let hidden = of("Authentication-Results: mx.shop.example; spf=fail reason=\"; dmarc=pass\"\n");
    assert_eq!(hidden, Authentication { spf: Verdict::Fail, ..Authentication::default() });
}

#[test]
fn nobody_is_believed_where_no_server_is_trusted() {
    let it = letter("Authentication-Results: mx.shop.example; dmarc=pass\nFrom: a@b.example\n\nhello\n");
    assert_eq!(it.authentication, Authentication::default());
}

#[test]
fn letters_of_machines_are_told_from_letters_of_people() {
    for (head, kind) in [
        ("Auto-Submitted: auto-replied\n", Some(Automatic::Reply)),
        ("Auto-Submitted: no\n", None),
        ("Precedence: bulk\n", Some(Automatic::Bulk)),
        ("Precedence: auto_reply\n", Some(Automatic::Reply)),
        ("X-Autoreply: yes\n", Some(Automatic::Reply)),
        ("List-Id: <news.shop.example>\n", Some(Automatic::Bulk)),
        ("Return-Path: <>\n", Some(Automatic::Reply)),
        ("Subject: 自动回复: 关于发票\n", Some(Automatic::Reply)),
        ("Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiDlj5Hnpag=?=\n", Some(Automatic::Reply)),
        ("Subject: Automatic reply: invoice\n", Some(Automatic::Reply)),
        ("Subject: Out of Office until Monday\n", Some(Automatic::Reply)),
        ("Subject: your automatic reply was rude\n", None),
        ("Subject: 你们的自动回复没有用\n", None),
        ("Subject: Undeliverable parcel\n", None),
        ("", None),
    ] {
        let it = letter(&format!("{head}From: a@b.example\n\nhello\n"));
        assert_eq!(it.automatic, kind, "{head}");
    }
    let it = letter("From: MAILER-DAEMON@b.example\nSubject: sorry\n\nhello\n");
    assert!(matches!(it.automatic, Some(Automatic::Bounce(_))));
}

#[test]
fn a_bounce_says_whom_it_did_not_reach_and_which_letter_came_back() {
    let it = letter(
        "From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Wang@B.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User
 unknown

--b
Content-Type: message/rfc822

From: support@shop.example
Message-ID: <0af1@shop.example>

hello
--b--
",
    );
    let Some(Automatic::Bounce(bounce)) = it.automatic else { panic!("{:?}", it.automatic) };
    assert!(bounce.is_final());
    assert_eq!(bounce.recipient.as_deref(), Some("wang@b.example"));
    assert_eq!(bounce.status.as_deref(), Some("5.1.1"));
    assert_eq!(bounce.said.as_deref(), Some("smtp; 550 5.1.1 User unknown"));
    assert_eq!(bounce.original.as_deref(), Some("0af1@shop.example"));
}

#[test]
fn what_is_no_letter_is_refused() {
    let how = Reading { longest_bytes: 10, ..Reading::default() };
    assert_eq!(read(b"From: a@b.example\r\n\r\nhello", &how), Err(crate::Unreadable::TooLong(26)));
    assert_eq!(read(b"Subject: x\r\n\r\nhello", &Reading::default()), Err(crate::Unreadable::NoSender));
    assert!(read(b"", &Reading::default()).is_err());
}
