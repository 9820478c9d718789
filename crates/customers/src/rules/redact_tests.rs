use serde_json::json;

use super::redact::Redaction;
use crate::model::IdentityKind;

fn wang(whole: bool) -> Redaction {
    let known = [(IdentityKind::Phone, "138 0013 8000".to_owned()), (IdentityKind::Email, "Wang@x.cn".to_owned())];
    Redaction::new(&["王小明".to_owned(), "John Smith".to_owned()], &known, "客户 #A7F3", whole)
}

#[test]
fn names_numbers_and_addresses_go_however_they_are_written() {
    for (text, wanted) in [
        ("王小明来电", "客户 #A7F3来电"),
        ("请回拨13800138000。", "请回拨客户 #A7F3。"),
        ("电话 138-0013-8000，", "电话 客户 #A7F3，"),
        ("+86 138 0013 8000", "客户 #A7F3"),
        ("8613800138000", "客户 #A7F3"),
        ("mail WANG@X.CN", "mail 客户 #A7F3"),
        ("john smith", "客户 #A7F3"),
        ("订单 9138001380001", "订单 9138001380001"),
        ("138001380009", "138001380009"),
        ("王小", "王小"),
    ] {
        assert_eq!(wang(false).text(text), wanted);
    }
}

#[test]
fn documents_are_gone_through_and_free_texts_can_go_whole() {
    let event = json!({ "body": "王小明住在朝阳区", "number": 7, "changes": [{ "field": "description", "from": "甲", "to": "乙" }] });
    assert_eq!(wang(false).json(event.clone())["body"], "客户 #A7F3住在朝阳区");
    let whole = wang(true).json(event);
    assert_eq!((&whole["body"], &whole["number"]), (&json!("（客户 #A7F3）"), &json!(7)));
    assert_eq!(
        whole["changes"][0],
        json!({ "field": "description", "from": "（客户 #A7F3）", "to": "（客户 #A7F3）" })
    );
}
