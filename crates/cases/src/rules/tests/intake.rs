use expect_test::expect;
use serde_json::json;

use crate::model::Fields;
use crate::refused::Refused;
use crate::rules::files;
use crate::rules::intake::{Matter, Stage, check_words, missing, problems};
use crate::testing::book;

pub fn matter(fields: &Fields) -> Matter<'_> {
    Matter {
        kind: "complaint",
        class: Some("service_quality"),
        priority: None,
        subject: "宽带经常断线",
        description: "每晚八点后断线",
        customer: true,
        contact: true,
        happened: true,
        evidence: false,
        fields,
    }
}

#[test]
fn what_the_form_asks_for_and_is_not_there_is_named() {
    let (book, none) = (book(), Fields::new());
    let empty = Matter { subject: " ", customer: false, happened: false, ..matter(&none) };
    let named: Vec<_> = problems(&book, &empty, Stage::Opening).into_iter().map(|it| it.field).collect();
    expect![[r#"["subject", "customer_id", "happened_at", "fields.demand"]"#]].assert_eq(&format!("{named:?}"));
    expect![[r#"["evidence", "demand"]"#]].assert_eq(&format!("{:?}", missing(&book, &matter(&none))));
    assert!(problems(&book, &Matter { kind: "suggestion", ..empty }, Stage::Opening).len() == 1);
}

#[test]
fn what_is_wanted_before_closing_may_be_missing_at_first() {
    let (book, none) = (book(), Fields::new());
    let early = Matter { kind: "inquiry", class: None, customer: false, contact: false, ..matter(&none) };
    assert!(problems(&book, &early, Stage::Opening).is_empty());
    let named: Vec<_> = problems(&book, &early, Stage::Closing).into_iter().map(|it| it.field).collect();
    expect![[r#"["customer_id", "contact_how", "class"]"#]].assert_eq(&format!("{named:?}"));
}

#[test]
fn answers_have_the_type_of_their_field_and_belong_to_one() {
    let book = book();
    let fields: Fields = [("demand".to_owned(), json!(7)), ("colour".to_owned(), json!("red"))].into();
    let codes: Vec<_> = problems(&book, &matter(&fields), Stage::Opening).into_iter().map(|it| it.code).collect();
    assert_eq!(codes, ["cases.field_unknown", "cases.field_invalid"]);
}

#[test]
fn only_words_of_the_policy_are_taken() {
    let (book, none) = (book(), Fields::new());
    let good = matter(&none);
    assert_eq!(check_words(&book, &good, "phone"), Ok(()));
    assert_eq!(check_words(&book, &good, "pigeon"), Err(Refused::UnknownChannel("pigeon".to_owned())));
    let bad = Matter { kind: "riot", ..good };
    assert_eq!(check_words(&book, &bad, "phone"), Err(Refused::UnknownKind("riot".to_owned())));
    let bad = Matter { kind: "fault", ..good };
    assert_eq!(check_words(&book, &bad, "phone"), Err(Refused::UnknownClass("service_quality".to_owned())));
    let bad = Matter { priority: Some("whenever"), ..good };
    assert_eq!(check_words(&book, &bad, "phone"), Err(Refused::UnknownPriority("whenever".to_owned())));
}

#[test]
fn a_file_is_what_its_first_bytes_say() {
    let book = book();
    assert_eq!(files::check(&book, "image/png", b"\x89PNG\r\n", 9), Ok("image/png".to_owned()));
    assert_eq!(files::check(&book, "text/plain; charset=utf-8", b"abc", 3), Ok("text/plain".to_owned()));
    assert_eq!(files::check(&book, "image/png", b"<!DOCTYPE", 9), Err(Refused::FileType("text/html".to_owned())));
    assert_eq!(files::check(&book, "text/html", b"hello", 5), Err(Refused::FileType("text/html".to_owned())));
    assert!(files::check(&book, "image/png", b"hello", 5).is_err());
    assert_eq!(files::check(&book, "image/png", b"\x89PNG", 1 << 40), Err(Refused::FileTooLarge(20_971_520)));
    assert_eq!(files::check(&book, "image/png", b"", 0), Err(Refused::FileMissing));
    assert_eq!(vault::media::safe_name("../../etc/pass\r\nwd\".png"), "passwd.png");
    assert_eq!(vault::media::safe_name("..."), "file");
}
