//! Whatever comes, reading ends without a fault, and what it answers is safe.

use proptest::prelude::*;

use crate::html::safe;
use crate::quote::fold;
use crate::{Reading, read};

/// Pieces of letters, put together in ways that no program would.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("From: a@b.example\r\n".as_bytes().to_vec()),
        Just(b"From: =?gb2312?B?////?= <@>,,;:\r\n".to_vec()),
        Just(b"Content-Type: multipart/mixed; boundary=b\r\n".to_vec()),
        Just(b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n".to_vec()),
        Just(b"Content-Type: message/delivery-status\r\n".to_vec()),
        Just(b"Content-Type: message/rfc822\r\n".to_vec()),
        Just(b"Content-Type: text/html; charset=gb18030\r\n".to_vec()),
        Just(b"Content-Transfer-Encoding: base64\r\n".to_vec()),
        Just(b"Content-Disposition: attachment; filename*0*=utf-8''%E5%8F; filename*1=\"../x\"\r\n".to_vec()),
        Just(b"Content-ID: <c>\r\n".to_vec()),
        Just(b"References: <a><b> <c\r\n".to_vec()),
        Just(b"Authentication-Results: mx; dkim=(((\"\\\r\n".to_vec()),
        Just(b"\r\n--b\r\n".to_vec()),
        Just(b"--b--\r\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just("发件人：\u{202e}x\n在 1 写道：\n> a\n".as_bytes().to_vec()),
        Just(b"<p style='x:url(a)'><img src='cid:c'><svg><script>".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let how = Reading { authserv_id: Some("mx".to_owned()), ..Reading::default() };
        drop(read(&raw, &how));
    }

    #[test]
    fn any_pieces_of_letters_are_read_or_refused(raw in pieces()) {
        let how = Reading { authserv_id: Some("mx".to_owned()), longest_text: 200, most_files: 3, ..Reading::default() };
        if let Ok(it) = read(&raw, &how) {
            prop_assert!(it.files.len() <= 3);
            prop_assert!(it.text.chars().count() + it.quoted.map_or(0, |it| it.chars().count()) <= 200);
            let is_odd = |it: &str| it.is_empty() || it.contains(['/', '\\', '\0', '\u{202e}']);
            prop_assert!(!it.files.iter().any(|it| is_odd(&it.name)));
            prop_assert!(it.from.address.contains('@'));
            prop_assert!(it.subject.is_none_or(|it| !it.contains(['\r', '\n'])));
        }
    }

    #[test]
    fn folding_loses_no_line(text in "([a-c>: \n]|发件人|写道：|On 1|wrote:|-----|原始邮件|From:|To:|@){0,60}") {
        let it = fold(&text);
        let all = format!("{}\n{}", it.said, it.quoted.unwrap_or_default());
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&all), words(&text));
    }

    #[test]
    fn nothing_that_acts_or_fetches_is_left_in_html(html in html()) {
        let safe = safe(&html, |cid| (cid == "c").then_some(0)).to_lowercase();
        // Only what stands between angle brackets is markup; the rest is text that is shown as it is.
        let tags: Vec<_> = safe.split('<').skip(1).filter_map(|it| it.split('>').next()).collect();
        for tag in tags {
            let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
            let bad = ["script", "iframe", "form", "input", "svg", "style", "link", "object", "base", "meta", "noscript"];
            prop_assert!(!bad.contains(&name), "{safe}");
            prop_assert!(!tag.contains(" on") && !tag.contains("url(") && !tag.contains("javascript"), "{safe}");
        }
        for at in safe.match_indices("src=\"").map(|it| it.0) {
            prop_assert!(safe[at..].starts_with("src=\"cid:0\""), "{safe}");
        }
    }
}

/// Markup that attackers write, put together at random.
fn html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>x</script>"),
        Just("<img src='cid:c' onerror='x'>"),
        Just("<img src=//e.example/p.png>"),
        Just("<a href='javascript:x'>a</a>"),
        Just("<a href='cid:c'>a</a>"),
        Just("<a href=' JaVaScRiPt:x'>"),
        Just("<svg><style><img src=x>"),
        Just("<math><annotation-xml encoding='text/html'><p>"),
        Just("<p style='background:url(https://e.example)'>"),
        Just("<p style='width: expression(1); color: red'>"),
        Just("<form action=x><input>"),
        Just("<base href=//e.example>"),
        Just("<table background='https://e.example/x'><td>"),
        Just("</style>"),
        Just("<!--"),
        Just("-->"),
        Just("<noscript>"),
        Just("<iframe srcdoc='<script>x</script>'>"),
        Just("<video poster=//e.example><source src=//e.example>"),
        Just("words"),
        Just("<img srcset='//e.example 2x'>"),
        Just("<blockquote cite='https://e.example'>"),
        Just("<textarea>"),
        Just("<title>"),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|it| it.concat())
}
