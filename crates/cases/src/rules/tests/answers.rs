use base::PerMille;
use policy::model::{Asked, AskedWhen, Field, FieldType, RecordQuality};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::model::Fields;
use crate::rules::answers::{beginning, compared, fits, holds, is_given, marks, words};
use crate::rules::intake::{Stage, check_answers, missing, problems, quality, wrong};
use crate::rules::quality::score;
use crate::testing::book;

fn field(is: FieldType) -> Field {
    let mut field = book().cases.fields[0].clone();
    field.is = is;
    let choice = |id: &str| policy::model::Priority { id: id.to_owned(), name: field.name.clone() };
    field.choices = vec![choice("a"), choice("b")];
    field
}

#[test]
fn an_answer_has_the_type_of_its_field() {
    let good = [
        (FieldType::Text, json!("x")),
        (FieldType::LongText, json!("x\ny")),
        (FieldType::Number, json!(7)),
        (FieldType::Money, json!(-1)),
        (FieldType::Date, json!("2026-02-28")),
        (FieldType::Time, json!("23:59")),
        (FieldType::Choice, json!("a")),
        (FieldType::Choices, json!(["a", "b"])),
        (FieldType::YesNo, json!(false)),
        (FieldType::Phone, json!("+86 138-0013-8000")),
        (FieldType::Person, json!("per_01JD0000000000000000000000")),
        (FieldType::File, json!("att_01JD0000000000000000000000")),
    ];
    for (is, value) in good {
        assert!(fits(&field(is), &value), "{is:?} {value}");
        assert!(fits(&field(is), &Value::Null), "{is:?} is taken away");
        assert!(!fits(&field(is), &json!({})), "{is:?}");
    }
    let bad = [
        (FieldType::Number, json!(1.5)),
        (FieldType::Date, json!("2026-02-30")),
        (FieldType::Time, json!("24:00")),
        (FieldType::Time, json!("9:00")),
        (FieldType::Choice, json!("c")),
        (FieldType::Choices, json!(["a", "c"])),
        (FieldType::Choices, json!("a")),
        (FieldType::Phone, json!("call me")),
        (FieldType::Phone, json!("12")),
        (FieldType::Person, json!("cas_01JD0000000000000000000000")),
    ];
    for (is, value) in bad {
        assert!(!fits(&field(is), &value), "{is:?} {value}");
    }
}

#[test]
fn a_field_is_asked_for_only_where_the_other_has_the_value() {
    let when = AskedWhen { field: "visit".to_owned(), is: vec!["true".to_owned()] };
    let with = |value: Value| holds(&when, &[("visit".to_owned(), value)].into());
    assert!(with(json!(true)));
    assert!(!with(json!(false)));
    assert!(!holds(&when, &Fields::new()), "what was not answered is a no");
    let no = AskedWhen { is: vec!["false".to_owned()], ..when };
    assert!(holds(&no, &Fields::new()));

    let mut book = book();
    let asked = |one: &mut Asked| {
        one.required = true;
        one.when = Some(AskedWhen { field: "priority_of_customer".to_owned(), is: vec!["vip".to_owned()] });
    };
    let form = book.cases.forms.iter_mut().find(|it| it.id == "complaint").unwrap();
    asked(form.fields.iter_mut().find(|it| it.field == "demand").unwrap());
    let (none, vip) = (Fields::new(), Fields::from([("priority_of_customer".to_owned(), json!("vip"))]));
    let matter = |fields| super::intake::matter(fields);
    assert!(problems(&book, &matter(&none), Stage::Opening).is_empty());
    assert!(!missing(&book, &matter(&none)).contains(&"demand".to_owned()));
    assert!(missing(&book, &matter(&vip)).contains(&"demand".to_owned()));
}

#[test]
fn what_was_there_before_stays_whatever_became_of_its_field() {
    let book = book();
    let old = Fields::from([("colour".to_owned(), json!("red")), ("demand".to_owned(), json!(7))]);
    assert!(wrong(&book, &old, &old).is_empty());
    let other = Fields::from([("colour".to_owned(), json!("blue"))]);
    assert_eq!(wrong(&book, &other, &old)[0].code, "cases.field_unknown");
    assert!(check_answers(&book, &Fields::from([("colour".to_owned(), Value::Null)]), &old).is_ok());
}

#[test]
fn what_lists_are_narrowed_by_and_what_is_searched_follows_policy() {
    let mut book = book();
    let answers = Fields::from([("demand".to_owned(), json!(" 退款 ")), ("place".to_owned(), json!("浦东"))]);
    assert!(marks(&book.cases, &answers).is_empty());
    assert_eq!(words(&book.cases, &answers), "");
    book.cases.fields[0].filter = true;
    book.cases.fields[0].search = true;
    assert_eq!(marks(&book.cases, &answers), [("demand".to_owned(), "退款".to_owned())]);
    assert_eq!(words(&book.cases, &answers), "退款");
    assert_eq!(compared(&json!(["a", "b"])), ["a", "b"]);
    assert_eq!(compared(&json!(true)), ["true"]);
    assert!(!is_given(&json!([])));
    let begins = |is, text: &str| beginning(&Field { begins_with: Some(text.to_owned()), ..field(is) });
    assert_eq!(begins(FieldType::Number, "3"), Some(json!(3)));
    assert_eq!(begins(FieldType::YesNo, "true"), Some(json!(true)));
    assert_eq!(begins(FieldType::Choice, "a"), Some(json!("a")));
}

#[test]
fn a_record_is_rated_by_weight_and_not_at_all_without() {
    let mut book = book();
    let none = Fields::new();
    let matter = super::intake::matter(&none);
    // Of a complaint: subject, description, customer, contact, happened (3 each) and demand (3, missing), class (2),
    // evidence (1, missing).
    assert_eq!(quality(&book, &matter), Some(PerMille(17_000 / 21)));
    book.cases.quality = RecordQuality::default();
    assert_eq!(quality(&book, &matter), None);
}

proptest! {
    #[test]
    fn filling_in_more_never_lowers_the_score(weights in prop::collection::vec(0u8..3, 1..12), filled in 0usize..12) {
        let by = RecordQuality { required: 3, later: 2, asked: 1, good_permille: PerMille(800) };
        let asked: Vec<Asked> = weights.iter().enumerate().map(|(at, weight)| Asked {
            field: at.to_string(), required: *weight == 2, before_solving: *weight == 1, before_closing: false, when: None,
        }).collect();
        let missing: Vec<String> = asked.iter().skip(filled).map(|it| it.field.clone()).collect();
        let fewer: Vec<String> = missing.iter().skip(1).cloned().collect();
        let (now, then) = (score(&by, &asked, &missing).unwrap(), score(&by, &asked, &fewer).unwrap());
        prop_assert!(now <= then && (0..=1000).contains(&now.0) && (0..=1000).contains(&then.0));
        prop_assert_eq!(score(&by, &asked, &[]), Some(PerMille(1000)));
    }
}
