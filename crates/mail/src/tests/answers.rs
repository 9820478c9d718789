use base::Stamp;
use proptest::prelude::*;

use super::letter;
use crate::compose::{Answer, Earlier, compose};
use crate::letter::Enclosure;
use crate::thread::{Sent, answered, candidates, message_id};
use crate::{Reading, read};

fn answer() -> Answer {
    Answer {
        from: "support@shop.example".to_owned(),
        name: "某店客服".to_owned(),
        to: "wang@qq.com".to_owned(),
        subject: "发票".to_owned(),
        text: "您好，\n发票明天寄出。".to_owned(),
        earlier: Some(Earlier {
            line: "王小明 于 2026-11-23 09:30 写道：wang@qq.com 写道：".to_owned(),
            text: "发票呢？\n> 更早".to_owned(),
        }),
        message_id: "0af1@shop.example".to_owned(),
        thread: vec!["first@qq.com".to_owned(), "last@qq.com".to_owned()],
        files: Vec::new(),
        at: Stamp(1_795_000_000_000),
    }
}

#[test]
fn what_we_write_is_read_as_it_was_meant() {
    let it = read(&compose(&answer()).unwrap().formatted(), &Reading::default()).unwrap();
    assert_eq!((it.from.name.as_deref(), it.from.address.as_str()), (Some("某店客服"), "support@shop.example"));
    assert_eq!(it.subject.as_deref(), Some("Re: 发票"));
    assert_eq!(it.text, "您好，\n发票明天寄出。");
    assert!(it.quoted.unwrap().ends_with("> 发票呢？\n>> 更早"));
    assert_eq!(it.message_id.as_deref(), Some("0af1@shop.example"));
    assert_eq!(it.answers, ["last@qq.com", "last@qq.com", "first@qq.com"]);
    assert_eq!(it.automatic, None);
}

#[test]
fn files_arrive_as_they_were() {
    let file =
        Enclosure { name: "发票.pdf".to_owned(), media_type: "application/pdf".to_owned(), content: vec![0, 1, 255] };
    let with = Answer { files: vec![file.clone()], ..answer() };
    let it = read(&compose(&with).unwrap().formatted(), &Reading::default()).unwrap();
    assert_eq!(it.files, [file]);
    assert_eq!(it.text, "您好，\n发票明天寄出。");
}

#[test]
fn a_subject_is_answered_once() {
    for (subject, becomes) in
        [("Re: 发票", "Re: 发票"), ("回复：发票", "回复：发票"), ("发票", "Re: 发票"), ("", "Re:")]
    {
        let raw = compose(&Answer { subject: subject.to_owned(), ..answer() }).unwrap().formatted();
        assert_eq!(read(&raw, &Reading::default()).unwrap().subject.as_deref(), Some(becomes));
    }
}

#[test]
fn an_answer_that_a_person_wrote_says_nothing_of_machines() {
    let raw = String::from_utf8(compose(&answer()).unwrap().formatted()).unwrap();
    assert!(!raw.contains("Auto-Submitted") && !raw.contains("Precedence"), "{raw}");
    assert!(
        raw.contains("In-Reply-To: <last@qq.com>\r\n") && raw.contains("References: <first@qq.com> <last@qq.com>\r\n"),
        "{raw}"
    );
}

proptest! {
    #[test]
    fn nothing_that_is_written_becomes_another_line_of_the_head(
        subject in "[a\r\n:é发]{0,20}", name in "[a\r\n:é\"<>,]{0,20}", line in "[a\r\n]{0,9}", id in "[a<>\r\n ]{0,9}",
    ) {
        let with = Answer {
            subject: format!("{subject}\r\nBcc: evil@x.example"), name: format!("{name}\r\nBcc: evil@x.example"),
            earlier: Some(Earlier { line, text: String::new() }), thread: vec![format!("{id}>\r\nBcc: <evil@x.example")],
            ..answer()
        };
        let raw = compose(&with).unwrap().formatted();
        let head = String::from_utf8_lossy(&raw).split("\r\n\r\n").next().unwrap().to_owned();
        prop_assert!(!head.lines().any(|it| it.to_lowercase().starts_with("bcc")), "{head}");
    }

    #[test]
    fn a_letter_belongs_only_where_its_sender_was_written_to(
        named in proptest::collection::vec(0_u8..6, 0..6),
        sent in proptest::collection::vec((0_u8..6, 0_u8..3), 0..6),
        from in 0_u8..3,
    ) {
        let ids: Vec<_> = named.iter().map(|it| format!("<{it}@shop.example>")).collect();
        let it = letter(&format!("From: {from}@b.example\nReferences: {}\nSubject: invoice\n\nhello\n", ids.join(" ")));
        let sent: Vec<_> = sent.into_iter().map(|(id, to)| {
            Sent { message_id: format!("{id}@shop.example"), to: format!("{to}@B.example"), conversation: id }
        }).collect();
        let may = |it: &&Sent<u8>| it.to.eq_ignore_ascii_case(&format!("{from}@b.example")) && named.contains(&it.conversation);
        match answered(&it, &sent) {
            Some(found) => prop_assert!(may(&found)),
            None => prop_assert!(!sent.iter().any(|it| may(&it))),
        }
    }
}

#[test]
fn a_subject_alone_proves_nothing() {
    let it = letter("From: a@b.example\nSubject: Re: invoice 0af1@shop.example\n\nhello\n");
    let sent = [Sent { message_id: "0af1@shop.example".to_owned(), to: "a@b.example".to_owned(), conversation: 1 }];
    assert_eq!(answered(&it, &sent), None);
}

#[test]
fn the_nearest_letter_counts_and_a_long_chain_has_an_end() {
    let chain: Vec<_> = (0..500).map(|it| format!("<{it}@x>")).collect();
    let it = letter(&format!("From: a@b.example\nIn-Reply-To: <499@x>\nReferences: {}\n\nhello\n", chain.join("\n ")));
    let all = candidates(&it);
    assert_eq!((all.len(), all[0], all[1]), (50, "499@x", "498@x"));
}

#[test]
fn our_message_ids_are_safe_in_a_head() {
    let id = message_id([7; 16], "shop.example>\r\nX: y");
    assert_eq!(id, "07070707070707070707070707070707@shop.exampleXy");
}
