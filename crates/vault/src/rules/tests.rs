use base::{Mint, SeededRandom};
use proptest::prelude::*;
use zeroize::Zeroizing;

use super::keyring::{Closed, Keyring, sealed_epoch};
use super::normal::normalise;
use crate::model::{Field, Place, Plain, Purpose, Sealed};
use crate::{MaskRule, Masking};

fn ring(seed: u64, epochs: u32) -> Keyring {
    let mint = Mint::new(SeededRandom::new(seed));
    let mut ring = Keyring::default();
    for purpose in Purpose::ALL {
        for epoch in 1..=epochs {
            ring.add(purpose, epoch, Zeroizing::new(mint.bytes()));
        }
    }
    ring
}

const PLACE: Place<'static> =
    Place { purpose: Purpose::Customer, table: "customers_customer", field: "name", id: "cus_1" };

const FIELDS: [Field; 6] = [Field::Name, Field::Phone, Field::Email, Field::Account, Field::Social, Field::IdCard];

fn fields() -> impl Strategy<Value = Field> {
    prop::sample::select(FIELDS.to_vec())
}

#[test]
fn a_sealed_value_opens_only_where_it_was_sealed() {
    let ring = ring(1, 1);
    let sealed = ring.seal(&PLACE, [7; 12], "王小明".as_bytes()).unwrap();
    assert_eq!(ring.open(&PLACE, &sealed).unwrap(), "王小明".as_bytes());
    for other in [
        Place { id: "cus_2", ..PLACE },
        Place { field: "note", ..PLACE },
        Place { table: "cases_case", ..PLACE },
        Place { purpose: Purpose::Secret, ..PLACE },
    ] {
        assert!(ring.open(&other, &sealed).is_err(), "{other:?}");
    }
}

#[test]
fn after_a_rotation_old_values_open_and_new_ones_use_the_new_key() {
    let old = ring(1, 1).seal(&PLACE, [1; 12], b"a").unwrap();
    let both = ring(1, 1);
    let mut both = both;
    both.add(Purpose::Customer, 2, Zeroizing::new([9; 32]));
    let new = both.seal(&PLACE, [2; 12], b"a").unwrap();
    assert_eq!((sealed_epoch(&old), sealed_epoch(&new)), (Some(1), Some(2)));
    assert_eq!(both.open(&PLACE, &old).unwrap(), b"a");
    assert_eq!(ring(1, 1).open(&PLACE, &new), Err(Closed::UnknownKey(2)));
}

#[test]
fn values_and_keys_do_not_print() {
    let plain = Plain::new("13800138000");
    let master = crate::MasterKey::from_text(&"ab".repeat(32)).unwrap();
    assert_eq!(format!("{plain:?} {master:?}"), "Plain(***) MasterKey(***)");
}

#[test]
fn values_are_masked_as_people_expect() {
    let masking = Masking::default();
    for (field, value, masked) in [
        (Field::Phone, "13800138000", "138****8000"),
        (Field::Phone, "+86 138-0013-8000", "138****8000"),
        (Field::Phone, "(010) 8888 6666", "010****6666"),
        (Field::Phone, "12345", "123**"),
        (Field::Phone, "+44 20 7123 4567", "+44******4567"),
        (Field::Name, "王小明", "王**"),
        (Field::Name, "王五", "王**"),
        (Field::Name, "王", "**"),
        (Field::Name, "", ""),
        (Field::Email, "wang@x.cn", "w***@x.cn"),
        (Field::Email, "w@x.cn", "***@x.cn"),
        (Field::IdCard, "110101199003071234", "110***********1234"),
        (Field::Account, "6222020200001234", "************1234"),
        (Field::Social, "wechat_wang", "w***g"),
    ] {
        assert_eq!(masking.mask(field, value), masked, "{value}");
    }
    assert_eq!(masking.mask_contact("电话13800138000"), "138****8000");
    assert_eq!(masking.mask_contact("wang@x.cn"), "w***@x.cn");
}

#[test]
fn phones_meet_in_one_form() {
    for (value, normal) in [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("+86-138-0013-8000", "+8613800138000"),
        ("0086 13800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("013800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("010-88886666", "+861088886666"),
        ("+86 (0)10 8888 6666", "+861088886666"),
        ("(010)88886666转8012", "+861088886666x8012"),
        ("010-88886666 ext. 8012", "+861088886666x8012"),
        ("+1 (212) 555-0100", "+12125550100"),
        ("12345", "+8612345"),
        ("未知", "未知"),
    ] {
        assert_eq!(normalise(Field::Phone, value), normal, "{value}");
    }
    assert_eq!(normalise(Field::Email, " Wang@X.CN "), "wang@x.cn");
    assert_eq!(normalise(Field::IdCard, "11010119900307123x"), "11010119900307123X");
    assert_eq!(normalise(Field::Name, "王 小　明"), "王小明");
}

proptest! {
    #[test]
    fn what_is_sealed_opens_again_and_no_changed_byte_goes_unseen(
        text in ".{0,80}", nonce in any::<[u8; 12]>(), at in any::<prop::sample::Index>(), bit in 0u8..8,
    ) {
        let ring = ring(3, 2);
        let sealed = ring.seal(&PLACE, nonce, text.as_bytes()).unwrap();
        prop_assert_eq!(ring.open(&PLACE, &sealed).unwrap(), text.as_bytes());
        let mut bytes = sealed.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(ring.open(&PLACE, &Sealed::from_bytes(bytes)).is_err());
    }

    #[test]
    fn blind_indexes_are_equal_when_and_only_when_normal_forms_are(
        field in fields(), a in "[ 0-9A-Za-z+@.０-９王-]{0,12}", b in "[ 0-9A-Za-z+@.０-９王-]{0,12}",
    ) {
        let ring = ring(4, 1);
        let blind = |value: &str| ring.blind(field.name(), &normalise(field, value)).unwrap();
        prop_assert_eq!(blind(&a) == blind(&b), normalise(field, &a) == normalise(field, &b));
        prop_assert_eq!(blind(&a), blind(&format!(" {a} ")));
    }

    #[test]
    fn normalising_twice_changes_nothing(field in fields(), value in ".{0,20}|[+0-9x() -]{0,20}") {
        let once = normalise(field, &value);
        prop_assert_eq!(normalise(field, &once), once);
    }

    #[test]
    fn masking_never_shows_more_than_the_policy_allows(
        field in prop::sample::select(vec![Field::Name, Field::Account, Field::Social, Field::IdCard]),
        value in "[a-z王李0-9]{1,30}", first in 0u8..20, last in 0u8..20, stars in prop::option::of(0u8..6),
    ) {
        let rule = MaskRule { first, last, stars };
        let masking = Masking { name: rule, account: rule, social: rule, id_card: rule, ..Masking::default() };
        let masked = masking.mask(field, &value);
        let long = value.chars().count();
        let shown = masked.chars().filter(|it| *it != '*').count();
        prop_assert!(shown <= usize::from(first) + usize::from(last));
        prop_assert!(shown * 3 <= long * 2);
        let (begin, end) = masked.split_once('*').unwrap();
        prop_assert!(value.starts_with(begin) && value.ends_with(end.trim_start_matches('*')));
    }

    #[test]
    fn a_masked_phone_hides_at_least_a_third(value in "[+]?[0-9 -]{1,20}") {
        let masked = Masking::default().mask(Field::Phone, &value);
        let shown = masked.chars().filter(char::is_ascii_digit).count();
        prop_assert!(shown <= 7);
        let hidden = masked.chars().filter(|it| *it == '*').count();
        prop_assert!(hidden * 3 >= masked.chars().count());
    }
}
