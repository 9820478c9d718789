use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::rules::filling::{fill, title, unknown};

fn values() -> BTreeMap<String, String> {
    [("customer", "王先生/女士"), ("case_number", "1001"), ("field.line", "光纤"), ("promise_time", "")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

#[test]
fn variables_give_way_to_what_they_stand_for_in_either_language() {
    let said = "{{客户称呼}}，您的工单 {{ case_number }}（{{field.line}}）已受理。";
    assert_eq!(fill(said, &values()), ("王先生/女士，您的工单 1001（光纤）已受理。".to_owned(), vec![]));
}

#[test]
fn a_variable_without_a_value_stays_and_is_named() {
    let (text, missing) = fill("{{承诺时间}}前回电；{{unit}}", &values());
    assert_eq!(
        (text.as_str(), missing),
        ("{{承诺时间}}前回电；{{unit}}", vec!["承诺时间".to_owned(), "unit".to_owned()])
    );
}

#[test]
fn what_stands_for_nothing_is_found_before_it_is_saved() {
    assert_eq!(unknown("{{customer}} {{field.line}} {{field.moon}} {{谁}}", |it| it == "line"), ["field.moon", "谁"]);
    assert!(unknown("{{ 没有结尾", |_| false).is_empty());
    assert_eq!((title("王*明"), title("Mary S***")), ("王先生/女士".to_owned(), "Mary S***".to_owned()));
}

proptest! {
    #[test]
    fn a_text_without_known_variables_stays_as_it_is(text in "[a-z{} 你好]{0,40}") {
        prop_assert_eq!(fill(&text, &BTreeMap::new()).0.replace(' ', ""), text.replace(' ', ""));
    }
}
