use base::ids::PersonId;
use base::{Span, Stamp};
use policy::model::{AbsenceKind, Absences, Delegating, Length, Text};
use proptest::prelude::*;

use crate::model::{AbsenceState, Gap};
use crate::refused::Refused;
use crate::rules::absence::{Asked, check, check_delegation, ended};
use crate::rules::backup::{AllAway, Away, Manned, acting, gaps, stands_in_for};

fn who(letter: char) -> PersonId {
    format!("per_{}", letter.to_string().repeat(26)).parse().unwrap()
}

/// `"A:BC D:"`: A is away and names B and C; D is away and names nobody. A small letter is away without passing work.
fn away(text: &str) -> AllAway {
    let one = |it: &str| {
        let (absent, named) = it.split_once(':').unwrap();
        let letter = absent.chars().next().unwrap();
        let named = named.chars().map(who).collect();
        (who(letter.to_ascii_uppercase()), Away { passes: letter.is_ascii_uppercase(), named })
    };
    text.split_whitespace().map(one).collect()
}

#[test]
fn whoever_is_named_first_and_at_work_acts() {
    for (absent, expected) in [
        ("", Some('A')),
        ("A:BC", Some('B')),
        ("A:BC B:", Some('C')),
        ("A:BC B:D C:", Some('D')),
        ("A:B B:C C:A", None),
        ("A:B B:A", None),
        ("A:", None),
        ("a:BC", Some('A')),
        ("A:BC b:", Some('C')),
    ] {
        let away = away(absent);
        assert_eq!(acting(&away, &who('A')), expected.map(who).as_ref(), "{absent}");
    }
}

#[test]
fn one_stands_in_for_everybody_whose_chain_ends_here() {
    let away = away("A:B B:C D:C E:F");
    assert_eq!(stands_in_for(&away, &who('C')), [&who('A'), &who('B'), &who('D')]);
    assert!(stands_in_for(&away, &who('B')).is_empty(), "who is absent stands in for nobody");
}

proptest! {
    #[test]
    fn whoever_acts_for_somebody_else_is_at_work(
        named in proptest::collection::vec(proptest::collection::vec(0u8..8, 0..3), 8),
        gone in 0u8..=255,
    ) {
        let letter = |at: u8| who(char::from(b'A' + at));
        let absent = (0u8..8).zip(&named).filter(|(at, _)| gone & (1 << at) != 0);
        let away: AllAway = absent
            .map(|(at, named)| {
                let named = named.iter().copied().filter(|it| *it != at).map(letter).collect();
                (letter(at), Away { passes: true, named })
            })
            .collect();
        for at in 0..8 {
            let person = letter(at);
            match acting(&away, &person) {
                Some(it) => prop_assert!(!away.contains_key(it)),
                None => prop_assert!(away.contains_key(&person)),
            }
        }
    }
}

#[test]
fn what_a_post_misses_is_named() {
    let (a, b, c) = (who('A'), who('B'), who('C'));
    let manned = |named: Vec<_>, here: Vec<_>| Manned { holders: vec![&a], named, here };
    let found = |absent: &str, post: &Manned<'_>| gaps(&away(absent), post);
    assert_eq!(found("", &Manned::default()), [], "nobody holds it");
    assert_eq!(found("", &manned(vec![], vec![])), [Gap::NoBackup]);
    assert_eq!(found("", &manned(vec![&a], vec![&a])), [Gap::NoBackup], "nobody stands in for themselves");
    assert_eq!(found("", &manned(vec![&b], vec![])), [Gap::BackupGone]);
    assert_eq!(found("", &manned(vec![&b], vec![&b])), []);
    assert_eq!(found("B:", &manned(vec![&b], vec![&b])), [Gap::BackupAbsent]);
    assert_eq!(found("B:", &manned(vec![&b, &c], vec![&b, &c])), []);
    assert_eq!(found("A:B B:", &manned(vec![&b], vec![&b])), [Gap::BackupAbsent, Gap::NobodyActs]);
    assert_eq!(found("A:B B:C", &manned(vec![&b], vec![&b])), [Gap::BackupAbsent], "the backup's backup acts");
}

const NOW: Stamp = Stamp(1_772_413_200_000);

fn policy(own: bool) -> Absences {
    let kind = |id: &str, open_end| AbsenceKind { id: id.to_owned(), name: Text::default(), passes: true, open_end };
    Absences { own, reason: true, longest: Length::Days(30), kinds: vec![kind("leave", false), kind("offline", true)] }
}

#[test]
fn an_absence_is_checked() {
    let day = |it: i64| NOW + Span::DAY.times(it);
    let good = Asked { kind: "leave", from: day(1), until: Some(day(2)), reason: "home", own: true, leads: false };
    let refused = |asked: Asked<'_>| check(&policy(true), NOW, &asked).err();
    assert_eq!(refused(good), None);
    assert_eq!(check(&policy(false), NOW, &good).err(), Some(Refused::AbsenceBySupervisor));
    assert_eq!(check(&policy(false), NOW, &Asked { leads: true, ..good }).err(), None);
    assert_eq!(refused(Asked { kind: "moon", ..good }), Some(Refused::UnknownAbsence("moon".to_owned())));
    assert_eq!(refused(Asked { reason: " ", ..good }), Some(Refused::ReasonMissing));
    assert_eq!(refused(Asked { until: None, ..good }), Some(Refused::AbsenceNeedsEnd));
    assert_eq!(refused(Asked { kind: "offline", until: None, ..good }), None);
    assert_eq!(refused(Asked { until: Some(day(1)), ..good }), Some(Refused::BadTimes));
    assert_eq!(refused(Asked { from: day(-1), ..good }), Some(Refused::BadTimes));
    assert_eq!(refused(Asked { until: Some(day(32)), ..good }), Some(Refused::TooLong("30d".to_owned())));
}

#[test]
fn what_is_over_does_not_end_again() {
    assert_eq!(ended(AbsenceState::Planned), Ok(AbsenceState::Withdrawn));
    assert_eq!(ended(AbsenceState::Running), Ok(AbsenceState::Over));
    assert_eq!(ended(AbsenceState::Over), Err(Refused::AbsenceOver));
    assert_eq!(ended(AbsenceState::Withdrawn), Err(Refused::AbsenceOver));
}

#[test]
fn nobody_lends_what_they_do_not_hold_or_policy_keeps() {
    let owned = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let policy = Delegating { rights: owned(&["policy.approve", "cases.supervise"]), longest: Length::Days(7) };
    let (held, day) = (owned(&["policy.approve", "people.edit"]), |it: i64| NOW + Span::DAY.times(it));
    let refused =
        |rights: &[&str], from, until| check_delegation(&policy, &held, &owned(rights), NOW, (from, until)).err();
    assert_eq!(refused(&["policy.approve"], NOW, day(7)), None);
    assert_eq!(refused(&[], NOW, day(7)), Some(Refused::RightsMissing));
    assert_eq!(refused(&["people.edit"], NOW, day(1)), Some(Refused::RightNotLent("people.edit".to_owned())));
    assert_eq!(refused(&["cases.supervise"], NOW, day(1)), Some(Refused::RightNotHeld("cases.supervise".to_owned())));
    assert_eq!(refused(&["policy.approve"], day(-1), day(1)), Some(Refused::BadTimes));
    assert_eq!(refused(&["policy.approve"], day(1), day(1)), Some(Refused::BadTimes));
    assert_eq!(refused(&["policy.approve"], NOW, day(8)), Some(Refused::TooLong("7d".to_owned())));
}
