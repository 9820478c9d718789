use policy::packs::Shelf;
use proptest::prelude::*;
use vault::{Field, Masking};

use super::check::{check_identity, check_name, check_note, check_tier};
use super::masking::masking;
use crate::model::{IdentityKind, NewIdentity};

fn policy() -> policy::model::Masking {
    let documents = Shelf::Embedded.documents("full").unwrap();
    let found = documents.iter().find_map(|it| policy::model::Ruling::of(&it.document.body));
    Option::<&policy::model::Masking>::cloned(found).unwrap()
}

#[test]
fn the_pack_masks_as_people_expect() {
    let masking = masking(&policy());
    for (field, value, masked) in [
        (Field::Phone, "+86 138 0013 8000", "138****8000"),
        (Field::Name, "王小明", "王**"),
        (Field::Email, "wang@x.cn", "w***@x.cn"),
        (Field::IdCard, "11010119900307123X", "110***********123X"),
        (Field::Account, "6222020200001234", "62***********234"),
    ] {
        assert_eq!(masking.mask(field, value), masked);
    }
}

#[test]
fn identities_are_checked_by_their_kind() {
    let ok = |kind, value: &str| {
        check_identity("value", &NewIdentity { kind, value: value.to_owned(), verified: false }).is_none()
    };
    for (kind, value, good) in [
        (IdentityKind::Phone, "138 0013 8000", true),
        (IdentityKind::Phone, "12", false),
        (IdentityKind::Phone, "未知", false),
        (IdentityKind::Email, "a.b@x.cn", true),
        (IdentityKind::Email, "a b@x.cn", false),
        (IdentityKind::Email, "a@@x.cn", false),
        (IdentityKind::Email, "a@x", false),
        (IdentityKind::Account, "A1", true),
        (IdentityKind::Account, " ", false),
        (IdentityKind::Social, "wechat:张三", true),
        (IdentityKind::Social, "", false),
        (IdentityKind::IdCard, "11010519491231002X", true),
        (IdentityKind::IdCard, "11010519491231002x", true),
        (IdentityKind::IdCard, "110105194912310021", false),
        (IdentityKind::IdCard, "E12345678", true),
        (IdentityKind::IdCard, "中文", false),
    ] {
        assert_eq!(ok(kind, value), good, "{kind:?} {value}");
    }
    assert!(check_name(&"王".repeat(65)).is_some() && check_name("王\u{7}").is_some());
    assert!(check_note(&"长".repeat(2001)).is_some());
    assert!(check_tier("vip").is_some() && check_tier("important").is_none());
}

proptest! {
    #[test]
    fn a_masked_value_shows_no_more_than_the_policy_says(
        first in -3i64..400, last in -3i64..400, value in "[a-z0-9]{1,40}",
    ) {
        let mut policy = policy();
        for rule in &mut policy.fields {
            (rule.first, rule.last) = (first, last);
        }
        let masked = masking(&policy).mask(Field::Account, &value);
        let shown = masked.chars().filter(|it| *it != '*').count();
        prop_assert!(i64::try_from(shown).unwrap() <= first.max(0) + last.max(0));
        prop_assert!(shown * 3 <= value.len() * 2);
    }

    #[test]
    fn without_a_rule_the_strict_defaults_hold(value in "[0-9]{11}") {
        let policy = policy::model::Masking { fields: Vec::new(), ..policy() };
        prop_assert_eq!(masking(&policy).mask(Field::Phone, &value), Masking::default().mask(Field::Phone, &value));
    }
}
