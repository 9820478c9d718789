use base::{Span, Stamp};
use proptest::prelude::*;

use crate::rules::totp::{accepted, address, base32, code, normal_recovery, recovery_code, step_of};

const SECRET: &[u8] = b"12345678901234567890";

#[test]
fn codes_are_those_of_the_standard() {
    // RFC 6238, appendix B, the last six of its eight digits.
    for (seconds, expected) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(code(SECRET, step_of(Stamp(seconds * 1000))), expected, "{seconds}");
    }
}

#[test]
fn secrets_are_written_in_base32() {
    // RFC 4648, section 10, without padding.
    for (bytes, expected) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
        assert_eq!(base32(bytes.as_bytes()), expected);
    }
}

#[test]
fn a_code_holds_within_the_drift_and_only_once() {
    let now = Stamp(1_234_567_890_000);
    let at = |steps: i64| code(SECRET, step_of(now) + steps);
    let drift = Span::SECOND.times(30);
    for (steps, good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        assert_eq!(accepted(SECRET, &at(steps), now, drift, 0).is_some(), good, "{steps}");
    }
    assert_eq!(accepted(SECRET, &at(1), now, Span(0), 0), None);
    let used = accepted(SECRET, &at(0), now, drift, 0).unwrap();
    assert_eq!(accepted(SECRET, &at(0), now, drift, used), None, "a replay");
    assert_eq!(accepted(SECRET, &at(-1), now, drift, used), None, "an older one");
    assert_eq!(accepted(SECRET, "287 08", now, drift, 0), None);
    let typed = format!("{} {}", &at(0)[..3], &at(0)[3..]);
    assert_eq!(accepted(SECRET, &typed, now, drift, 0), Some(used), "spaces do not matter");
}

#[test]
fn the_address_names_the_organisation_and_the_login() {
    let expected = "otpauth://totp/%E6%9A%96%E5%8F%B0:wang.li?secret=MZXW6&issuer=%E6%9A%96%E5%8F%B0";
    assert_eq!(address("暖台", "wang.li", b"foo"), expected);
}

proptest! {
    #[test]
    fn recovery_codes_are_recognised_however_they_are_typed(chance in any::<[u8; 16]>()) {
        let code = recovery_code(chance);
        prop_assert_eq!(code.len(), 19);
        let typed = code.to_lowercase().replace('-', " ");
        prop_assert_eq!(normal_recovery(&typed), normal_recovery(&code));
        prop_assert!(normal_recovery(&code).is_some());
    }
}
